/** Files the frame reads and writes: what a person loses when a disk or a name is bad. */
import { mkdtemp, readdir, readFile, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from '#electron/atomic.ts';
import { readFile as readBytes, writeCode } from '#electron/files.ts';
import { Places } from '#electron/places.ts';
import { Failure } from '#main/protocol/failure.ts';

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
  expect(writeCode(gone)).toBe('desktop_folder_gone');
});

test('a folder gives all its files, hidden ones too, and what cannot be read costs only itself', async () => {
  await mkdir(path.join(folder, 'deep'));
  await writeFile(path.join(folder, 'deep', 'one.mid'), 'one');
  await writeFile(path.join(folder, '.two.mid'), 'two');
  await symlink(folder, path.join(folder, 'circle'));
  const places = new Places();
  const { files, refused } = await places.chosen([folder, path.join(folder, 'lost.mid')]);
  expect(files.map(({ name }) => name)).toEqual(['.two.mid', 'circle', 'one.mid']);
  expect(refused).toEqual([{ name: 'lost.mid', code: 'desktop_gone' }]);
  const read = async (index: number): Promise<string> => {
    const place = places.take(files[index]?.handle ?? '') ?? '';
    return readBytes(place).then(
      (bytes) => new TextDecoder().decode(bytes),
      (error: unknown) => (error instanceof Failure ? error.code : String(error)),
    );
  };
  expect(await read(1)).toBe('desktop_not_a_file');
  expect(await read(2)).toBe('one');
  expect(places.take(files[2]?.handle ?? '')).toBeUndefined();
});

test('a file that is deleted while a folder comes in is named, and the others are read', async () => {
  await writeFile(path.join(folder, 'a.mid'), 'a');
  await writeFile(path.join(folder, 'b.mid'), 'b');
  const places = new Places();
  const { files } = await places.chosen([folder]);
  await rm(path.join(folder, 'a.mid'));
  const outcomes = await Promise.allSettled(
    files.map(({ handle }) => readBytes(places.take(handle) ?? '')),
  );
  expect(outcomes[0]).toMatchObject({
    status: 'rejected',
    reason: { code: 'desktop_gone', detail: 'a.mid' },
  });
  expect(outcomes[1]?.status).toBe('fulfilled');
});
