/** The app is killed with unsaved work while it plays: at the next start its notes end, and the work is offered and comes back note for note. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw, editsKept, EDITS, notes } from '../app/drawn.ts';
import { hanging, PORT_LOG, sentTo, strikes } from '../app/port-log.ts';
import { at, demoIsOpen, exists, picture, until } from '../app/walk.ts';
import { openPacked } from './packed.ts';
import type { Packed } from './packed.ts';

let app: Packed;
let folder = '';
let log = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  log = path.join(folder, 'port.jsonl');
  process.env[PORT_LOG] = log;
  app = await openPacked(folder);
  await demoIsOpen(app.person);
});
afterAll(async () => {
  delete process.env[PORT_LOG];
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** What each file of unsaved work in the app's own folder holds, as a number of edits. */
async function kept(): Promise<readonly (number | null)[]> {
  const place = path.join(folder, 'home/autosaves');
  const names = (await readdir(place)).filter((name) => name.endsWith('.autosave'));
  return Promise.all(names.map(async (name) => editsKept(await readFile(path.join(place, name)))));
}

/** Notes that sound at the one port. */
const sounding = async (): Promise<number> => hanging(await sentTo(log));

test('every process of the app killed at once costs nothing that was kept before', async () => {
  await draw(app.person);
  const before = await notes(app.person);
  expect(before.length).toBeGreaterThan(0);
  await expect.poll(kept).toEqual([EDITS]);
  await app.person.click(at('output'));
  await until(app.person, exists('[data-menu-item]'));
  await app.person.write('Memory');
  await app.person.keys('Enter');
  await until(
    app.person,
    `document.querySelector('${at('status-output')}').textContent.includes('Memory')`,
  );
  await app.person.click(at('play'));
  // What is in use is told to the main process, which keeps it for whoever comes after.
  const inUse = (): Promise<string> =>
    readFile(path.join(folder, 'home/ports-in-use.json'), 'utf8').catch(() => '');
  await expect.poll(inUse, { timeout: 20_000 }).toContain('Memory');
  const struck = async (): Promise<number> => strikes(await sentTo(log)).length;
  await expect.poll(struck, { timeout: 60_000 }).toBeGreaterThan(0);
  await app.crash();

  const played = (await sentTo(log)).length;
  app = await openPacked(folder);
  // No window asked for it, and nothing plays: the next start ends what the last one left at its ports.
  const soundOff = async (): Promise<boolean> =>
    (await sentTo(log))
      .slice(played)
      .some(({ bytes: [status = 0, controller] }) => status >> 4 === 0xb && controller === 120);
  await expect.poll(soundOff, { timeout: 60_000 }).toBe(true);
  await expect.poll(sounding, { timeout: 60_000 }).toBe(0);
  await until(app.person, exists(at('recovery')), 60);
  await picture(app.person, 'recovery-offered-desktop');
  await app.person.click(at('recovery-recover'));
  await until(app.person, `!(${exists(at('recovery'))})`);
  await app.person.click(at('tab-sketches'));
  await app.person.click(at('sketch-row'));
  await expect.poll(() => notes(app.person)).toEqual(before);
  await expect.poll(kept).toHaveLength(1);
});
