/** A disk of its own of a few megabytes that can be filled, made read-only and taken away, where the system lets a test mount one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What can happen to a disk. */
export interface SmallDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** Leaves no byte free. */
  readonly fill: () => void;
  readonly free: () => void;
  readonly readOnly: (on: boolean) => void;
  /** Pulls it out: neither it nor its folder is there. */
  readonly vanish: () => void;
  readonly remove: () => void;
}

const mount = (...words: readonly string[]): void =>
  void execFileSync('mount', words, { stdio: 'ignore' });

/** @param megabytes how much fits on it
 * @throws where the system lets nobody mount anything */
export function smallDisk(megabytes = 1): SmallDisk {
  const around = mkdtempSync(path.join(os.tmpdir(), 'melodrift-'));
  const folder = path.join(around, 'disk');
  const filling = path.join(folder, 'somebody-elses');
  let mounted = false;
  const unmount = (): void => {
    if (mounted) execFileSync('umount', ['-l', folder]);
    mounted = false;
  };
  mkdirSync(folder);
  try {
    mount('-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'none', folder);
    mounted = true;
  } catch (error) {
    rmSync(around, { recursive: true });
    throw error;
  }
  return {
    folder,
    fill: () => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filling, new Uint8Array(bavail * bsize));
    },
    free: () => rmSync(filling),
    readOnly: (on) => mount('-o', on ? 'remount,ro' : 'remount,rw', folder),
    vanish: () => {
      unmount();
      rmSync(folder, { recursive: true });
    },
    remove: () => {
      unmount();
      rmSync(around, { recursive: true, force: true });
    },
  };
}

/** Why there can be no small disk here, or null. */
export function whyNoSmallDisk(): string | null {
  try {
    smallDisk().remove();
    return null;
  } catch {
    return 'this system lets nobody mount a disk here';
  }
}

/** What happens to a disk, and what a person is told in both languages. */
export interface Trouble {
  readonly name: string;
  readonly begins: (disk: SmallDisk) => void;
  readonly ends: ((disk: SmallDisk) => void) | null;
  readonly en: string;
  readonly zh: string;
}

/** Each trouble of a disk; one that was pulled out does not come back. */
export const TROUBLES: readonly Trouble[] = [
  {
    name: 'full',
    begins: (disk) => disk.fill(),
    ends: (disk) => disk.free(),
    en: 'The disk is full',
    zh: '磁盘已满',
  },
  {
    name: 'read-only',
    begins: (disk) => disk.readOnly(true),
    ends: (disk) => disk.readOnly(false),
    en: 'may not be written there',
    zh: '无法在此处写入',
  },
  {
    name: 'pulled out',
    begins: (disk) => disk.vanish(),
    ends: null,
    en: 'a drive may have been taken out',
    zh: '磁盘可能已被拔出',
  },
];
