/** The log: a person who asks for help can send it, it never grows without end, and it says nothing of her music. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crashesIn } from '#electron/crashes.ts';
import { errorWords, Log } from '#electron/log.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('each line has its date and stays one line, whatever it says', async () => {
  const log = new Log(path.join(folder, 'logs/a.log'), () => 0);
  log.write('midi: running');
  log.write('two\nlines\u0000and more');
  expect(await log.tail(1000)).toBe(
    '1970-01-01 00:00:00.000Z midi: running\n1970-01-01 00:00:00.000Z two lines and more\n',
  );
});

test('it keeps the last lines in two files of bounded size, and shows whole lines of them', async () => {
  const file = path.join(folder, 'a.log');
  const log = new Log(file, () => 0, 1000);
  for (let index = 0; index < 500; index += 1) log.write(`line ${String(index)}`);
  expect((await readdir(folder)).sort()).toEqual(['a.log', 'a.log.1']);
  for (const name of ['a.log', 'a.log.1'])
    expect((await stat(path.join(folder, name))).size).toBeLessThan(1100);
  const lines = (await log.tail(1200)).trim().split('\n');
  expect(lines.at(-1)).toContain('line 499');
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) expect(line).toMatch(/^1970-01-01 00:00:00\.000Z line \d+$/u);
});

test('where it cannot be written, nothing else is lost', async () => {
  await writeFile(path.join(folder, 'logs'), 'a file where the folder would be');
  const log = new Log(path.join(folder, 'logs/a.log'), () => 0);
  log.write('x');
  expect(await log.tail(100)).toBe('');
  expect(await readFile(path.join(folder, 'logs'), 'utf8')).toContain('a file');
});

test('an error is told by its kind and place, never by words that may name a song', () => {
  const words = errorWords(new TypeError('My secret song.mid is odd'));
  expect(words).toMatch(/^TypeError at log\.test\.ts:\d+:\d+$/u);
  expect(errorWords('My secret song')).toBe('string');
});

test('crash dumps are found wherever the system puts them, the latest first', async () => {
  expect(await crashesIn(path.join(folder, 'none'))).toEqual([]);
  await writeFile(path.join(folder, 'one.dmp'), 'x');
  await writeFile(path.join(folder, 'settings.dat'), 'x');
  expect(await crashesIn(folder)).toMatchObject([{ name: 'one.dmp', bytes: 1 }]);
});
