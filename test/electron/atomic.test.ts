/** Saving when the disk fails at any step: what a person would lose is her song, so it is the old one or the new one, whole. */
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
  lstat,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backupOf, writeAtomically } from '#electron/atomic.ts';
import { systemDisk } from '#electron/disk.ts';
import { failingDisk, type Fault } from './failing-disk.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  file = path.join(folder, 'song.melodrift');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text.repeat(1000));
const text = async (place: string): Promise<string> => (await readFile(place, 'utf8')).slice(0, 3);
/** Whether a file is one whole version: a mix or a half is none. */
const whole = async (place: string): Promise<boolean> =>
  Buffer.from(bytes(await text(place))).equals(await readFile(place));

/** How many steps a save takes on a disk that works. */
const STEPS = [
  'look',
  'create',
  'write',
  'sync',
  'close',
  'allow',
  'link',
  'rename',
  'rename',
  'syncFolder',
];

test('a save goes to the disk before it takes the place of the old file', async () => {
  await writeFile(file, bytes('one'));
  const { disk, steps } = failingDisk(Infinity, { kind: 'cut-before' });
  await writeAtomically(file, bytes('two'), { backup: true, disk });
  expect(steps).toEqual(STEPS);
});

const faults: readonly (readonly [string, Fault])[] = [
  ['fails as on a full disk', { kind: 'error', code: 'ENOSPC' }],
  ['fails as on a broken disk', { kind: 'error', code: 'EIO' }],
  ['is not allowed', { kind: 'error', code: 'EPERM' }],
  ['does half and fails', { kind: 'half', code: 'ENOSPC' }],
];
const cuts: readonly (readonly [string, Fault])[] = [
  ['never begins, the power is gone', { kind: 'cut-before' }],
  ['is the last before the power is gone', { kind: 'cut-after' }],
];
const each = (kinds: typeof faults): { how: string; at: number; step: string; fault: Fault }[] =>
  kinds.flatMap(([how, fault]) => STEPS.map((step, at) => ({ how, at, step, fault })));

describe('the old file or the new one is there, the one before it beside it', () => {
  test.each(each(faults))('where step $at ($step) $how', async ({ at, fault }) => {
    await writeFile(file, bytes('old'));
    const { disk, release } = failingDisk(at, fault);
    const error: unknown = await writeAtomically(file, bytes('new'), { backup: true, disk }).then(
      () => null,
      (caught: unknown) => caught,
    );
    await release();
    const now = await text(file);
    expect(await whole(file)).toBe(true);
    // What is said to be saved is; what is said to have failed may only be the new one where nothing but the folder's own sync failed.
    if (error === null) expect(now).toBe('new');
    else expect(now).toBe(at === STEPS.length - 1 ? 'new' : 'old');
    expect(new Set(await readdir(folder))).toEqual(
      new Set([...(at >= 8 || error === null ? ['song.melodrift~'] : []), 'song.melodrift']),
    );
    await writeAtomically(file, bytes('end'), { backup: true });
    expect(await text(file)).toBe('end');
    expect(await text(backupOf(file))).toBe(now);
  });

  test.each(each(cuts))('where step $at ($step) $how', async ({ at, fault }) => {
    await writeFile(file, bytes('old'));
    const { disk, cut, release } = failingDisk(at, fault);
    await Promise.race([writeAtomically(file, bytes('new'), { backup: true, disk }), cut]);
    await release();
    expect(['old', 'new']).toContain(await text(file));
    expect(await whole(file)).toBe(true);
    // The next start knows nothing of it, and saves as ever.
    await writeAtomically(file, bytes('end'), { backup: true });
    expect(await text(file)).toBe('end');
    expect(await whole(backupOf(file))).toBe(true);
  });
});

test('where no file has a second name, the version before is copied', async () => {
  await writeFile(file, bytes('old'));
  const link = (): Promise<never> => Promise.reject(Object.assign(new Error(), { code: 'EPERM' }));
  await writeAtomically(file, bytes('new'), { backup: true, disk: { ...systemDisk(), link } });
  expect([await text(file), await text(backupOf(file))]).toEqual(['new', 'old']);
  expect(await readdir(folder)).toHaveLength(2);
});

test('what a link leads to is written, the link stays, and who may read it does not change', async () => {
  await mkdir(path.join(folder, 'far'));
  const far = path.join(folder, 'far', 'song.melodrift');
  await writeFile(far, bytes('old'));
  await chmod(far, 0o640);
  await symlink(far, file);
  await writeAtomically(file, bytes('new'), { backup: true });
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect(await text(far)).toBe('new');
  expect((await stat(far)).mode & 0o777).toBe(0o640);
  expect(await text(backupOf(far))).toBe('old');
});

test.each([
  ['歌 [v2] #1?.melodrift'],
  ['🎹 with spaces .melodrift'],
  [`${'é'.repeat(122)}.melodrift`],
  ['-rf.melodrift'],
])('a file may be called %s', async (name) => {
  const place = path.join(folder, name);
  await writeAtomically(place, bytes('old'), { backup: true });
  await writeAtomically(place, bytes('new'), { backup: true });
  expect([await text(place), await text(backupOf(place))]).toEqual(['new', 'old']);
  expect(await readdir(folder)).toHaveLength(2);
});
