// Two set-ups at once must not write the same folder: the one that renames its lock into place goes first.
// @ts-check
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './say.mjs';

const LOOK_AGAIN_MS = 200;

/**
 * Runs `work` while no other process runs work under the same lock; waits for the other, and takes
 * over the lock of a process that died.
 *
 * A lock is a folder holding its owner's process id. It is made aside and renamed into place:
 * renaming onto a folder that is not empty fails, so exactly one process wins, and a lock is never
 * seen without its owner.
 *
 * @template T
 * @param {string} lock path of the lock folder
 * @param {() => Promise<T>} work
 * @param {number} [lookAgain] milliseconds between looks at a lock that another holds
 * @returns {Promise<T>} what `work` returned
 */
export async function underLock(lock, work, lookAgain = LOOK_AGAIN_MS) {
  const mine = `${lock}.${process.pid}`;
  await mkdir(dirname(lock), { recursive: true });
  await rm(mine, { recursive: true, force: true });
  await mkdir(mine);
  await writeFile(`${mine}/owner`, String(process.pid));
  let told = false;
  while (!(await takes(mine, lock))) {
    const owner = await ownerOf(lock);
    if (owner !== null && !isAlive(owner)) await clear(lock, owner);
    else {
      if (!told && owner !== null) say(`waiting for another set-up (process ${owner}) to finish.`);
      told ||= owner !== null;
      await pause(lookAgain);
    }
  }
  const leave = () => process.exit(130);
  process.once('SIGINT', leave);
  try {
    return await work();
  } finally {
    process.off('SIGINT', leave);
    // By one rename: a lock removed piece by piece is empty for a moment, another process takes its place then, and
    // the removal would go on with that process's lock.
    await rename(lock, mine);
    await rm(mine, { recursive: true, force: true });
  }
}

/** @param {string} mine @param {string} lock */
async function takes(mine, lock) {
  try {
    await rename(mine, lock);
    return true;
  } catch (problem) {
    // Windows says EPERM, the others ENOTEMPTY or EEXIST, when the lock is held.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(problem))) return false;
    throw problem;
  }
}

/** @param {string} lock @returns {Promise<number | null>} null when the lock went away meanwhile */
async function ownerOf(lock) {
  try {
    return Number(await readFile(`${lock}/owner`, 'utf8'));
  } catch (problem) {
    if (codeOf(problem) === 'ENOENT') return null;
    throw problem;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return codeOf(problem) === 'EPERM';
  }
}

/**
 * Moves a dead owner's lock aside; if a living process took it over in between, puts it back.
 *
 * @param {string} lock @param {number} dead
 */
async function clear(lock, dead) {
  const aside = `${lock}.dead.${process.pid}`;
  try {
    await rename(lock, aside);
    if ((await ownerOf(aside)) !== dead) await rename(aside, lock);
  } catch (problem) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(problem))) throw problem;
  }
  await rm(aside, { recursive: true, force: true });
}

/** @param {unknown} problem */
function codeOf(problem) {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : '';
}
