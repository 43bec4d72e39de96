// A cached folder is there whole or not at all: it grows as `.part` and is renamed when it is finished.
// @ts-check
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { underLock } from './lock.mjs';

/**
 * Makes `folder` unless it is there: `build` fills `folder.part`, which takes its name at the end.
 * A part left by an interrupted run is thrown away; downloads are kept elsewhere, so little is lost.
 *
 * @param {string} folder
 * @param {(part: string) => Promise<void>} build
 * @returns {Promise<boolean>} whether it had to be built now
 */
export async function whole(folder, build) {
  if (await exists(folder)) return false;
  await mkdir(dirname(folder), { recursive: true });
  return underLock(`${folder}.lock`, async () => {
    if (await exists(folder)) return false;
    const part = `${folder}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    await build(part);
    await rename(part, folder);
    return true;
  });
}

/** @param {string} path @returns {Promise<boolean>} */
export async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
