/** The app is killed with unsaved work: at the next start the work is offered and comes back note for note. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw, editsKept, EDITS, notes } from '../app/drawn.ts';
import { at, demoIsOpen, exists, picture, until } from '../app/walk.ts';
import { openPacked } from './packed.ts';
import type { Packed } from './packed.ts';

let app: Packed;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  app = await openPacked(folder);
  await demoIsOpen(app.person);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** What each file of unsaved work in the app's own folder holds, as a number of edits. */
async function kept(): Promise<readonly (number | null)[]> {
  const place = path.join(folder, 'home/autosaves');
  const names = (await readdir(place)).filter((name) => name.endsWith('.autosave'));
  return Promise.all(names.map(async (name) => editsKept(await readFile(path.join(place, name)))));
}

test('every process of the app killed at once costs nothing that was drawn two seconds before, and the window comes back where it was', async () => {
  await draw(app.person);
  const before = await notes(app.person);
  expect(before.length).toBeGreaterThan(0);
  await expect.poll(kept, { timeout: 2000 }).toEqual([EDITS]);
  const place = { x: 40, y: 30, width: 1200, height: 800 };
  await app.session.electron.execute(
    (electron, to) => electron.BrowserWindow.getAllWindows()[0]?.setBounds(to),
    place,
  );
  const file = path.join(folder, 'home/window.json');
  await expect.poll(() => readFile(file, 'utf8')).toContain('1200');
  await app.crash();

  app = await openPacked(folder);
  await until(app.person, exists(at('recovery')), 60);
  await picture(app.person, 'recovery-offered-desktop');
  const found = await app.session.electron.execute((electron) =>
    electron.BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(found).toEqual(place);
  await app.person.click(at('recovery-recover'));
  await until(app.person, `!(${exists(at('recovery'))})`);
  await app.person.click(at('tab-sketches'));
  await app.person.click(at('sketch-row'));
  await expect.poll(() => notes(app.person)).toEqual(before);
  await expect.poll(kept).toHaveLength(1);
});
