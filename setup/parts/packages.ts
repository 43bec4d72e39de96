// npm's packages, exactly as locked, without running their install scripts.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../supply/cache.mjs';
import { SetupFailure } from '../supply/failure.mjs';
import { underLock } from '../supply/lock.mjs';
import { lastWords, run } from '../supply/program.mjs';
import { say } from '../supply/say.mjs';

const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'overrides',
] as const;

/**
 * Installs the locked packages into `root` unless they are there.
 *
 * @param root the repository's root
 * @returns whether anything was installed
 * @throws SetupFailure when npm could not finish
 */
export async function packages(root: string): Promise<boolean> {
  if (await isInstalled(root)) return false;
  return underLock(join(cacheFolder(), 'locks', digest(root).slice(0, 16)), async () => {
    if (await isInstalled(root)) return false;
    say('fetching the npm packages of the lock file, about 300 MB, once for each change of it.');
    const began = performance.now();
    const outcome = await run(
      'npm',
      ['ci', '--ignore-scripts', '--no-progress', '--loglevel=error'],
      {
        cwd: root,
      },
    );
    if (outcome.code !== 0) {
      throw new SetupFailure(
        `The npm packages could not be installed:\n${lastWords(outcome.words, 12)}\n`,
        'Check that npm reaches its registry and the disk is not full, and run the command again.',
      );
    }
    await writeFile(stampFile(root), await packagesStamp(root));
    say(`npm packages are in place after ${((performance.now() - began) / 1000).toFixed(0)} s.`);
    return true;
  });
}

/**
 * What the installed packages depend on, as one digest: the lock, the dependency fields of
 * package.json, the system and Node's binary interface. Scripts or version may change freely.
 *
 * @param root the repository's root
 * @returns a sha256 in hexadecimal
 */
export async function packagesStamp(root: string): Promise<string> {
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  const wanted: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const fields = Object.entries(wanted ?? {}).filter(([name]) =>
    DEPENDENCY_FIELDS.some((field) => field === name),
  );
  return digest(
    JSON.stringify([lock, fields, process.platform, process.arch, process.versions.modules]),
  );
}

async function isInstalled(root: string): Promise<boolean> {
  const stamp = await packagesStamp(root);
  if ((await readOrNull(stampFile(root))) === stamp) return true;
  if (!(await agreesWithLock(root))) return false;
  // Someone ran npm by hand and what lies there is what is locked: nothing to do.
  await writeFile(stampFile(root), stamp);
  return true;
}

/** npm writes what it installed at the very end; optional packages of other systems are rightly absent. */
async function agreesWithLock(root: string): Promise<boolean> {
  const installed = await lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  const wanted = await lockedPackages(join(root, 'package-lock.json'));
  if (installed === null || wanted === null) return false;
  for (const [path, { version, optional }] of wanted) {
    if (path !== '' && !optional && installed.get(path)?.version !== version) return false;
  }
  return [...installed].every(([path, { version }]) => wanted.get(path)?.version === version);
}

type Locked = ReadonlyMap<string, { readonly version: string; readonly optional: boolean }>;

async function lockedPackages(file: string): Promise<Locked | null> {
  const text = await readOrNull(file);
  if (text === null) return null;
  const lock: unknown = JSON.parse(text);
  if (typeof lock !== 'object' || lock === null || !('packages' in lock)) return null;
  return new Map(
    Object.entries(lock.packages ?? {}).map(([path, each]: [string, object]) => [
      path,
      {
        version: 'version' in each ? String(each.version) : '',
        optional: 'optional' in each || 'devOptional' in each,
      },
    ]),
  );
}

function stampFile(root: string): string {
  return join(root, 'node_modules', '.melodrift-stamp');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return null;
    throw problem;
  }
}
