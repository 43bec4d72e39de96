/** Bytes on disk: files read with their troubles named, and written so that the old or the new is there, never a mix. */
import { constants } from 'node:fs';
import { lstat, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Chosen } from '#main/protocol/desktop.ts';

/** The largest file that is read for the window: a sound bank may be large, nothing else is. */
const LARGEST = 512 * 2 ** 20;

/** The code of a file that cannot be had. */
export type FileCode =
  | 'desktop_unreadable'
  | 'desktop_too_large'
  | 'desktop_not_a_file'
  | 'desktop_gone'
  | 'desktop_disk_full'
  | 'desktop_read_only'
  | 'desktop_write_failed';

const reading: Readonly<Record<string, FileCode>> = { ENOENT: 'desktop_gone' };
const writing: Readonly<Record<string, FileCode>> = {
  ENOSPC: 'desktop_disk_full',
  EDQUOT: 'desktop_disk_full',
  EROFS: 'desktop_read_only',
  EACCES: 'desktop_read_only',
  EPERM: 'desktop_read_only',
  ENOENT: 'desktop_gone',
};

function codeOf(
  error: unknown,
  table: Readonly<Record<string, FileCode>>,
  other: FileCode,
): FileCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return table[code] ?? other;
}

/** The code for an error of `writeAtomically`. */
export const writeCode = (error: unknown): FileCode =>
  codeOf(error, writing, 'desktop_write_failed');

async function readOne(file: string): Promise<Uint8Array | FileCode> {
  try {
    // Looked at before it is opened: opening a pipe waits for somebody to write.
    const about = await stat(file);
    if (!about.isFile()) return 'desktop_not_a_file';
    if (about.size > LARGEST) return 'desktop_too_large';
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    return codeOf(error, reading, 'desktop_unreadable');
  }
}

/** All files below a folder; links to folders are not followed, since they may lead in a circle. */
async function below(place: string): Promise<readonly string[]> {
  if (!(await lstat(place)).isDirectory()) return [place];
  const names = await readdir(place);
  return (await Promise.all(names.sort().map((name) => below(path.join(place, name))))).flat();
}

/** Reads files, and all that lies in folders, for the window: names and bytes. */
export async function readAll(places: readonly string[]): Promise<Chosen> {
  const files: { name: string; bytes: Uint8Array }[] = [];
  const refused: { name: string; code: string }[] = [];
  for (const place of places) {
    const found = await below(place).catch(() => [place]);
    for (const file of found) {
      const name = path.basename(file);
      const read = await readOne(file);
      if (typeof read === 'string') refused.push({ name, code: read });
      else files.push({ name, bytes: read });
    }
  }
  return { files, refused };
}

/** Windows holds a file for a moment after others looked at it (virus scanners); it lets go soon. */
async function renamePatiently(from: string, to: string, tries = 10): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const held =
      error instanceof Error && 'code' in error && ['EPERM', 'EBUSY'].includes(String(error.code));
    if (!held || tries === 0 || process.platform !== 'win32') throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await renamePatiently(from, to, tries - 1);
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and keeps renames in order by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes `bytes` to `file`: beside it first, to the disk, then in its place. Whatever fails, the old file is whole.
 * @throws what the file system throws; `writeCode` names it
 */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  const part = path.join(folder, `.${randomUUID()}.part`);
  try {
    const handle = await open(part, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renamePatiently(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(folder);
}
