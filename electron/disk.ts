/** What saving asks of a file system, step by step: the real one here, one that fails at a chosen step in tests. */
import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file that is being written. */
export interface Part {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** To the disk itself, past every cache. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A file as it lies there: where it really is, and what would tell that somebody changed it. */
export interface Lying {
  /** Past symbolic links. */
  readonly place: string;
  /** Permission bits. */
  readonly mode: number;
  /** Equal as long as nobody wrote or replaced it. */
  readonly stamp: string;
  /** When it was last written, milliseconds since 1970. */
  readonly at: number;
}

/** The steps. Each rejects with the system's own error. */
export interface Disk {
  /** What lies at `file`; null where nothing does. */
  readonly look: (file: string) => Promise<Lying | null>;
  /** A new file; rejects where one is. */
  readonly create: (file: string) => Promise<Part>;
  readonly allow: (file: string, mode: number) => Promise<void>;
  /** A second name for a file; rejects where the file system has no such thing. */
  readonly link: (from: string, to: string) => Promise<void>;
  readonly copy: (from: string, to: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Nothing happens where it is not there. */
  readonly remove: (file: string) => Promise<void>;
  readonly syncFolder: (folder: string) => Promise<void>;
}

const missing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** The system's name of an error, or nothing. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * For `catch`: what is not there, or could not be since a file is in a folder's place, is null; other trouble goes on.
 * @throws the error itself
 */
export function nullIfMissing(error: unknown): null {
  if (missing(error) || codeOf(error) === 'ENOTDIR') return null;
  throw error;
}

/**
 * Makes a folder and those that it lies in; nothing happens where it is there.
 * @throws the system's own error; Node's recursive way would tell of a read-only disk as of a missing folder
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const there = await stat(folder).catch(nullIfMissing);
    if (there?.isDirectory() ?? false) return;
    const above = path.dirname(folder);
    if (!missing(error) || above === folder) throw error;
    await makeFolder(above);
    await makeFolder(folder);
  }
}

async function look(file: string): Promise<Lying | null> {
  try {
    const place = await realpath(file);
    const { mode, size, ino, mtimeMs } = await stat(place);
    return { place, mode: mode & 0o777, stamp: [ino, size, mtimeMs].join(' '), at: mtimeMs };
  } catch (error) {
    if (missing(error)) return null;
    throw error;
  }
}

async function create(file: string): Promise<Part> {
  const handle = await open(file, 'wx');
  return {
    write: (bytes) => handle.writeFile(bytes),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function copy(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  const handle = await open(to, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Windows holds a file for a moment after others looked at it (virus scanners); it lets go soon. */
async function renamePatiently(from: string, to: string, tries = 10): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!['EPERM', 'EBUSY'].includes(codeOf(error)) || tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await renamePatiently(from, to, tries - 1);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The file system of this machine. @param platform as `process.platform` */
export function systemDisk(platform: string = process.platform): Disk {
  const windows = platform === 'win32';
  return {
    look,
    create,
    allow: chmod,
    link,
    copy,
    rename: windows ? renamePatiently : rename,
    remove: (file) => rm(file, { force: true }),
    // Windows cannot open a folder, and keeps renames in order by itself.
    syncFolder: windows ? () => Promise.resolve() : syncFolder,
  };
}
