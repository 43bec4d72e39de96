/** Packs the app: an application folder, installers, or the folder that the tests walk through, which is kept while nothing changes. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { programOf } from '#electron/builder.ts';
import { presentElectron, type ElectronKind } from './parts/electron.ts';
import type { Backend } from './parts/tensorflow.ts';
import { ROOT } from './ready.ts';

/** What is made of the builds. */
export type Purpose = 'folder' | 'release' | 'tests';

/** Where the package for tests lies. */
export const TEST_PACKAGE = path.join(ROOT, 'dist', 'for-tests');

/** The program of the package for tests on this system. */
export const TEST_PROGRAM = programOf(
  path.join(
    TEST_PACKAGE,
    { darwin: 'mac', win32: 'win-unpacked' }[String(process.platform)] ?? 'linux-unpacked',
  ),
  process.platform,
);

/**
 * Why nothing may be released from what lies here, or null.
 * @example whyNoRelease('standin', 'native') // 'A release needs the official Electron …'
 */
export function whyNoRelease(
  electron: ElectronKind | null,
  backend: Backend | null,
): string | null {
  if (electron === 'official' && backend === 'native') return null;
  return `A release needs the official Electron and native TensorFlow; here are: ${electron ?? 'none'}, ${backend ?? 'none'}.`;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** One digest of all that a package is made of. Packages are named by the lock, large libraries by their size. */
async function key(): Promise<string> {
  const hash = createHash('sha256');
  const tensorflow = path.join(ROOT, 'node_modules/@tensorflow/tfjs-node');
  const sized = await filesBelow(path.join(tensorflow, 'deps')).catch(() => []);
  const read = [
    ...(await filesBelow(path.join(ROOT, 'build'))),
    ...(await filesBelow(path.join(ROOT, 'electron'))),
    ...['package.json', 'package-lock.json', 'LICENSE', 'node_modules/electron/dist/version'].map(
      (name) => path.join(ROOT, name),
    ),
  ];
  for (const file of sized) hash.update(`${file} ${String((await stat(file)).size)}\n`);
  for (const file of read) hash.update(`${file}\n`).update(await readFile(file));
  return hash.digest('hex');
}

/** Packs what was built. @returns the folder in which it lies */
export async function pack(purpose: Purpose): Promise<string> {
  // Loaded only now: they import packages that set-up has just brought.
  const { packing } = await import('#electron/builder.ts');
  const { build, Platform } = await import('electron-builder');
  const output = purpose === 'tests' ? TEST_PACKAGE : path.join(ROOT, 'dist');
  const system = Platform.current();
  const targets = purpose === 'release' ? system.createTarget() : system.createTarget('dir');
  const forTests = purpose === 'tests';
  await build({
    targets,
    config: packing({ root: ROOT, output, forTests, system: process.platform }),
  });
  return output;
}

/** The package for tests, made again only when something in it is another than before. */
export async function packForTests(): Promise<string> {
  const file = path.join(TEST_PACKAGE, 'key');
  const wanted = await key();
  if ((await readFile(file, 'utf8').catch(() => '')) === wanted) return TEST_PACKAGE;
  await rm(TEST_PACKAGE, { recursive: true, force: true });
  await pack('tests');
  await writeFile(file, wanted);
  return TEST_PACKAGE;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if ((await presentElectron(ROOT)) === null) throw new Error('there is no Electron yet');
  process.stdout.write(`packed: ${await packForTests()}\n`);
}
