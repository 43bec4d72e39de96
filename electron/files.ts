/** Bytes on disk: files read with their troubles named, folders looked through, and the codes of what went wrong. */
import { constants } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '#main/protocol/failure.ts';
import { codeOf as systemCode } from './disk.ts';

/** The largest file that is read for the window: a sound bank may be large, nothing else is. */
const LARGEST = 512 * 2 ** 20;

/** The code of a file that cannot be had. */
export type FileCode =
  | 'desktop_unreadable'
  | 'desktop_too_large'
  | 'desktop_not_a_file'
  | 'desktop_gone'
  | 'desktop_folder_gone'
  | 'desktop_changed'
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
  ENOENT: 'desktop_folder_gone',
  ENOTDIR: 'desktop_folder_gone',
  // What systems say of a drive that was pulled out, or of a share that does not answer any more.
  ENXIO: 'desktop_folder_gone',
  ENODEV: 'desktop_folder_gone',
  ENOTCONN: 'desktop_folder_gone',
  ESTALE: 'desktop_folder_gone',
};

function codeOf(
  error: unknown,
  table: Readonly<Record<string, FileCode>>,
  other: FileCode,
): FileCode {
  return table[systemCode(error)] ?? other;
}

/** The code for an error of `writeAtomically`. */
export const writeCode = (error: unknown): FileCode =>
  codeOf(error, writing, 'desktop_write_failed');

/**
 * Reads one file whole.
 * @throws Failure `FileCode`: what cannot be read, by name
 */
export async function readFile(file: string): Promise<Uint8Array> {
  try {
    // Looked at before it is opened: opening a pipe waits for somebody to write.
    const about = await stat(file);
    if (!about.isFile()) throw new Failure('desktop_not_a_file', path.basename(file));
    if (about.size > LARGEST) throw new Failure('desktop_too_large', path.basename(file));
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(codeOf(error, reading, 'desktop_unreadable'), path.basename(file));
  }
}

/** A file that was found, and the code of one that was not. */
export type Found =
  | { readonly name: string; readonly place: string }
  | { readonly name: string; readonly code: FileCode };

/** All files below a place; links to folders are not followed, since they may lead in a circle. */
async function below(place: string): Promise<readonly Found[]> {
  const name = path.basename(place);
  try {
    if (!(await lstat(place)).isDirectory()) return [{ name, place }];
    return await findAll((await readdir(place)).sort().map((each) => path.join(place, each)));
  } catch (error) {
    return [{ name, code: codeOf(error, reading, 'desktop_unreadable') }];
  }
}

/** Files, and all that lies in folders, without reading them; what cannot be looked into costs only itself. */
export async function findAll(places: readonly string[]): Promise<readonly Found[]> {
  return (await Promise.all(places.map(below))).flat();
}
