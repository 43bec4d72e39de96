/** Projects on disk beside other programs: what somebody else wrote there is not lost by a press of save. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Documents } from '#electron/documents.ts';
import { Places } from '#electron/places.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  file = path.join(folder, 'mine.melodrift');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('what another program wrote since it was opened is written over only where a person says so', async () => {
  await writeFile(file, 'one');
  const places = new Places();
  const documents = new Documents(places);
  const handle = places.keep(file);
  await documents.read(handle, true);
  await writeFile(file, 'somebody else');
  const way = { handle, backup: true, over: false };
  await expect(documents.save(file, bytes('two'), way)).rejects.toMatchObject({
    code: 'desktop_changed',
    detail: 'mine.melodrift',
  });
  expect(await readFile(file, 'utf8')).toBe('somebody else');
  expect(await documents.save(file, bytes('two'), { ...way, over: true })).toBe(handle);
  expect(await readFile(file, 'utf8')).toBe('two');
  const before = await documents.backup(handle);
  expect(new TextDecoder().decode(before?.bytes)).toBe('somebody else');
});

test('saving again and again is no change by another program', async () => {
  const documents = new Documents(new Places());
  const handle = await documents.save(file, bytes('one'), {
    handle: undefined,
    backup: true,
    over: false,
  });
  for (const word of ['two', 'three', 'four'])
    await documents.save(file, bytes(word), { handle, backup: true, over: false });
  expect(await readFile(file, 'utf8')).toBe('four');
});

test('a file that was deleted meanwhile is written again, for nothing can be lost', async () => {
  const documents = new Documents(new Places());
  const way = { handle: undefined, backup: true, over: false };
  const handle = await documents.save(file, bytes('one'), way);
  await rm(file);
  await documents.save(file, bytes('two'), { ...way, handle });
  expect(await readFile(file, 'utf8')).toBe('two');
});

test('a file without a version before has none, and one that is gone is named', async () => {
  await writeFile(file, 'one');
  const places = new Places();
  const documents = new Documents(places);
  expect(await documents.backup(places.keep(file))).toBeNull();
  await expect(documents.read('forged', true)).rejects.toMatchObject({ code: 'desktop_gone' });
});
