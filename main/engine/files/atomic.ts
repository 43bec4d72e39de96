/** Writes a file so that at every moment either the old one or the new one is there, whole. */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure } from '#main/protocol/failure.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Makes a folder and those above it, from the top down: Node's own recursive `mkdir` never ends where a parent refuses with ENOENT. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await stat(folder);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder).catch((problem: unknown) => {
      // Somebody else may have made it in between.
      if (codeOf(problem) !== 'EEXIST') throw problem;
    });
  }
}

/**
 * Finds out whether a file could be written, before the work is done that is to lie in it: an empty file is put beside
 * it and taken away again. Missing folders are made.
 * @throws Failure `engine_file_unwritable` (detail: path and the system's reason)
 */
export async function tryToWrite(path: string): Promise<void> {
  const beside = nameBeside(path);
  try {
    await makeFolder(dirname(resolve(path)));
    await (await open(beside, 'w')).close();
    await rm(beside);
    const there = await stat(path).catch(() => null);
    if (there?.isDirectory() === true) throw Object.assign(new Error(path), { code: 'EISDIR' });
  } catch (error) {
    throw new Failure('engine_file_unwritable', `${path} (${codeOf(error)})`);
  }
}

/** The name under which a file is written before it takes its place. */
function nameBeside(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 200)}.${process.pid}.part`);
}

/**
 * Writes `bytes` to `path`: first beside it under another name, flushed to disk, then renamed over it (a rename within a
 * folder cannot be seen half done). Missing folders are made.
 * @throws Failure `engine_file_unwritable` (detail: path and the system's reason)
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = nameBeside(path);
  try {
    await makeFolder(dirname(resolve(path)));
    const file = await open(beside, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    // What cannot be taken away was not there either (a folder that is a file): the first reason is the one to tell.
    await rm(beside, { force: true }).catch(() => undefined);
    throw new Failure('engine_file_unwritable', `${path} (${codeOf(error)})`);
  }
}
