/** A person plays: a MIDI keyboard is heard on the lane's own port or sound, letters play, and what she holds is let go whatever happens. */
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { openInChromium } from './chromium.ts';
import { hanging, PORT_LOG, sentTo } from './port-log.ts';
import { at, command, demoIsOpen, drag, exists, picture, until } from './walk.ts';
import type { OpenedInChromium } from './chromium.ts';

let app: OpenedInChromium;
let folder = '';
let log = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  log = path.join(folder, 'port.jsonl');
  await writeFile(`${log}.ports`, 'Synth\nStage Piano\n');
  await writeFile(`${log}.keys`, '');
  process.env[PORT_LOG] = log;
  app = await openInChromium(folder, { learnOnDrop: false, theme: 'dark', locale: 'en' });
  await demoIsOpen(app.person);
});
afterAll(async () => {
  delete process.env[PORT_LOG];
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody plays on the keyboard that is plugged in. */
const played = (...messages: readonly (readonly number[])[]): Promise<void> =>
  appendFile(
    `${log}.keys`,
    messages.map((bytes) => `${JSON.stringify({ input: 'Stage Piano', bytes })}\n`).join(''),
  );

async function choose(menu: string, title: string): Promise<void> {
  const { page } = app;
  await page.click(at(menu));
  await page.waitForSelector('[data-menu-item]');
  for (const row of await page.$$('[data-menu-item]'))
    if ((await row.evaluate(({ textContent }) => textContent ?? '')).includes(title))
      return row.click();
  throw new Error(`no row ${title}`);
}

const down = (pitch: number): string =>
  `document.querySelector('[data-pitch="${String(pitch)}"]')?.classList.contains('down')`;

test('a keyboard is chosen, shows on the keys of the screen, and plays the lane through its port without a detour', async () => {
  const me = app.person;
  await drag(me, [0.45, 0.45], [0.6, 0.5]);
  await me.click(at('stop'));
  await choose('output', 'Synth');
  await choose('keys-menu', 'Stage Piano');
  await command(me, 'Show keys');
  await until(me, exists(at('key-strip')));
  const before = (await sentTo(log)).length;
  await played([0x95, 64, 90], [0x95, 67, 80]);
  await until(me, down(64));
  await expect
    .poll(async () => (await sentTo(log)).slice(before).map(({ bytes }) => bytes))
    .toEqual([
      [0x90, 64, 90],
      [0x90, 67, 80],
    ]);
  await picture(me, 'keys');
  expect(await findings(app.page)).toEqual([]);
  // The cable is pulled within the chord.
  await writeFile(`${log}.ports`, 'Synth\n');
  await until(me, `!(${down(64)})`);
  expect(hanging((await sentTo(log)).slice(before))).toBe(0);
  await writeFile(`${log}.ports`, 'Synth\nStage Piano\n');
  await until(me, `performance.now() > 0`);
  await expect
    .poll(async () => {
      await played([0x95, 72, 90], [0x85, 72, 0]);
      return (await sentTo(log)).at(-1)?.bytes;
    })
    .toEqual([0x80, 72, 0]);
});

test('letters play notes while the switch is on, and are letters again when it is off', async () => {
  const me = app.person;
  const { page } = app;
  await command(me, 'Play notes with letters');
  const before = (await sentTo(log)).length;
  await page.keyboard.down('s');
  await until(me, down(62));
  await page.keyboard.up('s');
  await until(me, `!(${down(62)})`);
  await expect
    .poll(async () => (await sentTo(log)).slice(before).map(({ bytes }) => bytes))
    .toEqual([
      [0x90, 62, 96],
      [0x80, 62, 64],
    ]);
  // S is solo elsewhere: nothing is soloed.
  expect(await me.ask(`document.querySelectorAll('.mixer [aria-pressed=true]').length`)).toBe(0);
  await command(me, 'Simplified Chinese');
  await picture(me, 'keys-zh-Hans');
  await command(me, '英文');
  await command(me, 'Play notes with letters');
  await me.keys('s');
  await until(me, `document.querySelectorAll('.mixer [aria-pressed=true]').length === 1`);
  await me.keys('s');
});

const rollNotes = (): Promise<number> =>
  app.person.ask(
    `document.querySelectorAll('${at('sounding-notes')} li[data-part="melody"]').length`,
  );

test('a take is recorded with letters over the music, one step back takes it away, and what was played unasked can be kept', async () => {
  const me = app.person;
  const { page } = app;
  await me.click(at('keep-sketch'));
  const before = await rollNotes();
  await command(me, 'Play notes with letters');
  await me.click(at('record'));
  await until(me, `document.querySelector('${at('record')}').ariaPressed === 'true'`);
  // A bar is counted; the take begins with the music.
  await until(me, `/^1\\.[2-4]/.test(document.querySelector('${at('position')}').textContent)`);
  for (const key of ['a', 'd', 'g'] as const) {
    await page.keyboard.down(key);
    await page.keyboard.up(key);
  }
  await picture(me, 'recording');
  await me.click(at('record'));
  await expect.poll(rollNotes).toBe(before + 3);
  await me.click(at('stop'));
  await me.keys('Control', 'z');
  await expect.poll(rollNotes).toBe(before);

  await command(me, 'Keep what I just played');
  await expect.poll(rollNotes).toBeGreaterThanOrEqual(3);
  await me.glide({ x: 700, y: 300 });
  await until(me, `!(${exists('.tip')})`);
  expect(await findings(page)).toEqual([]);
});

test('notes are written step by step while nothing plays, chords in one step', async () => {
  const me = app.person;
  const { page } = app;
  const before = await rollNotes();
  await command(me, 'Write notes step by step');
  await until(me, exists(at('step-length')));
  await me.keys('Home');
  await page.keyboard.down('a');
  await page.keyboard.down('d');
  await page.keyboard.up('a');
  await page.keyboard.up('d');
  await page.keyboard.press('g');
  await expect
    .poll(() => me.ask(`document.querySelector('${at('position')}').textContent`))
    .toBe('1.2.01');
  await picture(me, 'step-input');
  expect(await rollNotes()).toBeGreaterThan(before);
});
