/** The list of recent projects: the way back to yesterday's work, over restarts and whatever happened to the files. */
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Places } from '#electron/places.ts';
import { RecentProjects } from '#electron/recent.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const project = async (name: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, name);
  return file;
};
let clock = 0;
const start = (places = new Places()): RecentProjects =>
  new RecentProjects(path.join(folder, 'recent.json'), places, () => (clock += 1));
const names = async (recent: RecentProjects): Promise<readonly string[]> =>
  (await recent.list()).map(({ name }) => name);

test('the latest is first, none is there twice, and the next start knows them and their places', async () => {
  const [one, two] = [await project('one.melodrift'), await project('歌 [v2] #1?.melodrift')];
  const recent = start();
  await recent.add(one);
  await recent.add(two);
  expect(await names(recent)).toEqual(['歌 [v2] #1?.melodrift', 'one.melodrift']);
  await recent.add(one);
  const places = new Places();
  const again = start(places);
  const [first, second] = await again.list();
  expect(first).toMatchObject({ name: 'one.melodrift', folder, there: true });
  expect(second?.name).toBe('歌 [v2] #1?.melodrift');
  expect(places.at(first?.handle ?? '')).toBe(one);
});

test('what was moved away says so, comes back when it does, and can be taken off; its file stays', async () => {
  const [one, two] = [await project('one.melodrift'), await project('two.melodrift')];
  const recent = start();
  await recent.add(one);
  await recent.add(two);
  await rename(one, `${one}.away`);
  const gone = (await recent.list()).find(({ there }) => !there);
  expect(gone?.name).toBe('one.melodrift');
  await rename(`${one}.away`, one);
  expect((await recent.list()).every(({ there }) => there)).toBe(true);
  await recent.forget(gone?.handle ?? '');
  expect(await names(recent)).toEqual(['two.melodrift']);
  expect(await names(start())).toEqual(['two.melodrift']);
  expect(await readFile(one, 'utf8')).toBe('one.melodrift');
  await rm(two);
  await mkdir(two);
  expect((await recent.list())[0]?.there).toBe(false);
});

test('it keeps twenty, and the earliest goes', async () => {
  const recent = start();
  for (let index = 0; index < 22; index += 1)
    await recent.add(path.join(folder, `${String(index)}.melodrift`));
  const kept = await names(start());
  expect(kept).toHaveLength(20);
  expect([kept[0], kept.at(-1)]).toEqual(['21.melodrift', '2.melodrift']);
});

test.each(['', 'no JSON', '{"a":1}', '[{"id":"../..","place":"/etc/passwd","at":1}]'])(
  'a list that says %j is an empty one, and in nobody’s way',
  async (text) => {
    await writeFile(path.join(folder, 'recent.json'), text);
    const recent = start();
    expect(await recent.list()).toEqual([]);
    await recent.add(await project('one.melodrift'));
    expect(await names(start())).toEqual(['one.melodrift']);
  },
);

test('where the list cannot be written it still serves this session', async () => {
  const recent = new RecentProjects(
    path.join(folder, 'no/such/recent.json'),
    new Places(),
    () => 0,
  );
  await recent.add(await project('one.melodrift'));
  expect(await names(recent)).toEqual(['one.melodrift']);
});
