/** A sketch leaves the packaged app by a drag and by the clipboard: its file is there before either, note for note. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { draw } from '../app/drawn.ts';
import { at, command, demoIsOpen, exists, spotIn, until } from '../app/walk.ts';
import { openPacked } from './packed.ts';
import type { Packed } from './packed.ts';

let app: Packed;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  app = await openPacked(folder);
  await demoIsOpen(app.person);
  await app.session.electron.execute((electron) => {
    const dragged: string[] = [];
    Object.assign(globalThis, { dragged });
    // The system's own drag waits for a hand; what it is given is what counts, at the moment when it is given.
    for (const { webContents } of electron.BrowserWindow.getAllWindows())
      webContents.startDrag = ({ file }): void => {
        dragged.push(file);
      };
  });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const dragged = async (): Promise<readonly string[]> =>
  z
    .array(z.string())
    .parse(
      JSON.parse(
        await app.session.electron.execute(() =>
          JSON.stringify(Reflect.get(globalThis, 'dragged')),
        ),
      ),
    );

test('dragged from its row, and from that of a song', async () => {
  const me = app.person;
  await draw(me);
  await me.click(at('tab-sketches'));
  await until(me, exists(at('sketch-row')));
  const from = await spotIn(me, `${at('sketch-row')} .main`, 0.3, 0.5);
  await me.hold(from);
  for (const by of [4, 12, 40, 120]) await me.glide({ x: from.x + by, y: from.y + by });
  await expect.poll(async () => (await dragged()).length).toBe(1);
  await me.letGo();
  const [sketch = ''] = await dragged();
  expect(path.relative(path.join(folder, 'home'), sketch)).toMatch(/^handed-out/u);
  expect(path.basename(sketch)).toMatch(/^Drift \d+\.mid$/u);
  const exported = await app.saved('.mid', () => command(me, 'Export'));
  await expect.poll(() => existsSync(exported)).toBe(true);
  expect(await readFile(sketch)).toEqual(await readFile(exported));

  await me.click(at('tab-songs'));
  const song = await spotIn(me, `${at('song-row')} .main`, 0.3, 0.5);
  await me.hold(song);
  for (const by of [4, 12, 40, 120]) await me.glide({ x: song.x + by, y: song.y + by });
  await expect.poll(async () => (await dragged()).length).toBe(2);
  await me.letGo();
  const own = await readFile('resources/demo/songs/d_ddtblu.mid');
  expect(own.equals(await readFile((await dragged())[1] ?? ''))).toBe(true);
});

test('copied as a file by a key alone, and pasted by who reads file lists', async () => {
  await command(app.person, 'Copy the sketch as a MIDI file');
  await until(app.person, exists(at('toast')));
  const list = await app.session.electron.execute((electron) =>
    // The older of Electron's two ways to ask, which its types do not know any more.
    String(
      (Reflect.get(electron.clipboard, 'readBuffer') as (format: string) => unknown)(
        'text/uri-list',
      ),
    ),
  );
  const [sketch] = await dragged();
  expect(fileURLToPath(list.trim())).toBe(sketch);
});
