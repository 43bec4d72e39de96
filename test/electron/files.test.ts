/** Files the frame reads and writes: what a person loses when a disk or a name is bad. */
import { mkdtemp, readdir, readFile, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll, writeAtomically, writeCode } from '#electron/files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('an export replaces the old file whole and leaves nothing beside it', async () => {
  const file = path.join(folder, '歌 [v2] #1?.mid');
  await writeFile(file, 'old');
  await writeAtomically(file, new TextEncoder().encode('new'));
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['歌 [v2] #1?.mid']);
});

test('an export that cannot be written names the reason and leaves the old file', async () => {
  await mkdir(path.join(folder, 'taken.mid'));
  const error: unknown = await writeAtomically(
    path.join(folder, 'taken.mid'),
    new Uint8Array(3),
  ).catch((caught: unknown) => caught);
  expect(writeCode(error)).toBe('desktop_write_failed');
  expect(await readdir(folder)).toEqual(['taken.mid']);
  const gone: unknown = await writeAtomically(
    path.join(folder, 'no', 'x.mid'),
    new Uint8Array(3),
  ).catch((caught: unknown) => caught);
  expect(writeCode(gone)).toBe('desktop_gone');
});

test('a folder gives all its files, hidden ones too, and names what it cannot read', async () => {
  await mkdir(path.join(folder, 'deep'));
  await writeFile(path.join(folder, 'deep', 'one.mid'), 'one');
  await writeFile(path.join(folder, '.two.mid'), 'two');
  await symlink(folder, path.join(folder, 'circle'));
  const { files, refused } = await readAll([folder, path.join(folder, 'lost.mid')]);
  expect(files.map(({ name }) => name)).toEqual(['.two.mid', 'one.mid']);
  expect(refused).toEqual([
    { name: 'circle', code: 'desktop_not_a_file' },
    { name: 'lost.mid', code: 'desktop_gone' },
  ]);
});
