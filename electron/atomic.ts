/** Writing so that the old file or the new one is there whole, whatever fails; a project's old version stays beside it. */
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { codeOf, systemDisk, type Disk } from './disk.ts';

/** Errors of a file system that has no second names, or not for this file. */
const NO_LINKS = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/** Bytes of a name, as most file systems count. */
const LONGEST_NAME = 255;

/** Where the version before the last good save lies: beside the file, by a name that file managers know as a backup. */
export function backupOf(file: string): string {
  let name = path.basename(file);
  while (Buffer.byteLength(name) >= LONGEST_NAME) name = [...name].slice(0, -1).join('');
  return path.join(path.dirname(file), `${name}~`);
}

/** How to write. */
export interface Writing {
  /** Whether the version before stays as a backup. */
  readonly backup?: boolean;
  readonly disk?: Disk;
}

/**
 * Writes `bytes` to `file`: beside it first, to the disk, then in its place. Whatever fails, the old file is whole (or,
 * where only the folder could not be brought to the disk, the new one). A symbolic link stays, what it leads to is written.
 *
 * ```
 * .id.part   write, sync, close
 * .id.old    second name of the old file, renamed to file~     (with a backup)
 * .id.part   renamed to file, sync of the folder
 * ```
 * @throws what the file system throws; `writeCode` names it
 */
export async function writeAtomically(
  file: string,
  bytes: Uint8Array,
  { backup = false, disk = systemDisk() }: Writing = {},
): Promise<void> {
  const old = await disk.look(file);
  const place = old?.place ?? file;
  const folder = path.dirname(place);
  const id = randomUUID();
  const part = path.join(folder, `.${id}.part`);
  const second = path.join(folder, `.${id}.old`);
  try {
    const writing = await disk.create(part);
    try {
      await writing.write(bytes);
      await writing.sync();
    } finally {
      await writing.close();
    }
    if (old !== null) await disk.allow(part, old.mode);
    if (old !== null && backup) {
      await keepSecond(disk, place, second);
      await disk.rename(second, backupOf(place));
    }
    await disk.rename(part, place);
  } catch (error) {
    await removeQuietly(disk, part);
    await removeQuietly(disk, second);
    throw error;
  }
  await disk.syncFolder(folder);
}

/** The old bytes under a second name; a copy where there are no second names. */
async function keepSecond(disk: Disk, place: string, second: string): Promise<void> {
  try {
    await disk.link(place, second);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    await disk.copy(place, second);
  }
}

/** What stopped the writing is what is told; a disk that cannot even delete keeps a hidden half. */
async function removeQuietly(disk: Disk, file: string): Promise<void> {
  await disk.remove(file).catch(() => undefined);
}
