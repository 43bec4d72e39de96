/** Files for other programs: a drop that finds nothing there is a sketch that never arrives. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clipboardForm, dragPicture, HandOuts, KEPT_DAYS } from '#electron/handouts.ts';

const DAY = 24 * 60 * 60 * 1000;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const at = (now: number): HandOuts => new HandOuts(path.join(folder, 'out'), () => now);

test.each(['歌 [v2] #1?.mid', '🎹.mid', `${'x'.repeat(300)}.mid`, 'con.mid', '../../up.mid'])(
  '%j lies in the folder of its own, whole',
  async (name) => {
    const place = await at(Date.now()).put(name, bytes('music'));
    expect(path.relative(path.join(folder, 'out'), place).split(path.sep)).toHaveLength(2);
    expect(await readFile(place, 'utf8')).toBe('music');
  },
);

test('the same music is there once; another by the same name does not take its place', async () => {
  const out = at(Date.now());
  const one = await out.put('drift.mid', bytes('one'));
  expect(await out.put('drift.mid', bytes('one'))).toBe(one);
  const two = await out.put('drift.mid', bytes('two'));
  expect(two).not.toBe(one);
  expect(await readFile(one, 'utf8')).toBe('one');
});

test('it is there for days after the drop, then it goes; dragging it again gives it new days', async () => {
  const now = Date.now();
  const old = await at(now - (KEPT_DAYS + 1) * DAY).put('old.mid', bytes('old'));
  const again = await at(now - (KEPT_DAYS + 1) * DAY).put('again.mid', bytes('again'));
  const recent = await at(now - (KEPT_DAYS - 1) * DAY).put('recent.mid', bytes('recent'));
  await at(now).put('again.mid', bytes('again'));
  await at(now).tidy();
  expect(await readFile(recent, 'utf8')).toBe('recent');
  expect(await readFile(again, 'utf8')).toBe('again');
  await expect(readFile(old)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readdir(path.join(folder, 'out'))).toHaveLength(2);
});

test('where nothing can be written the reason is named', async () => {
  await writeFile(path.join(folder, 'out'), 'a file where the folder would be');
  await expect(at(0).put('a.mid', bytes('a'))).rejects.toMatchObject({
    code: expect.stringMatching(/^desktop_/) as string,
    detail: 'a.mid',
  });
  await at(0).tidy();
});

test('the clipboard of each system gets the form that it knows, with every sign of the name', () => {
  const [linux, list] = clipboardForm('/a b/歌#1.mid', 'linux');
  expect([linux, list.toString()]).toEqual([
    'text/uri-list',
    'file:///a%20b/%E6%AD%8C%231.mid\r\n',
  ]);
  expect(clipboardForm('/a.mid', 'darwin')[0]).toBe('public.file-url');
  const [windows, name] = clipboardForm('C:\\歌.mid', 'win32');
  expect([windows, name.toString('utf16le')]).toEqual(['FileNameW', 'C:\\歌.mid\0']);
});

test('the picture at the pointer is as large as it says', () => {
  expect(dragPicture()).toHaveLength(32 * 32 * 4);
});
