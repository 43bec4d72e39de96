/** Writes a file so that at every moment either the old one or the new one is there, whole. */
import { open, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '#main/protocol/failure.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/**
 * Writes `bytes` to `path`: first beside it under another name, flushed to disk, then renamed over it (a rename within a
 * folder cannot be seen half done). Missing folders are made.
 * @throws Failure `engine_file_unwritable` (detail: path and the system's reason)
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const beside = join(folder, `.${basename(path).slice(0, 200)}.${process.pid}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(beside, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new Failure('engine_file_unwritable', `${path} (${codeOf(error)})`);
  }
}
