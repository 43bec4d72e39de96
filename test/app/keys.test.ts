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
  await expect.poll(async () => hanging((await sentTo(log)).slice(before))).toBe(0);
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

const temperature = (): Promise<number> =>
  app.person.ask(`Number(document.querySelector('${at('temperature')}').value)`);

test('a knob is learned by a right-click, picks the value up without a jump, and one step back forgets it', async () => {
  const me = app.person;
  const { page } = app;
  await command(me, 'Write notes step by step');
  await page.click(at('temperature'), { button: 'right' });
  await until(me, `document.body.textContent.includes('is to move Temperature')`);
  await played([0xb0, 21, 90]);
  await until(
    me,
    `document.body.textContent.includes('Control 21 on channel 1 moves Temperature')`,
  );
  const before = await temperature();
  // Far from the value it does nothing; once it has passed it, it leads.
  await played([0xb0, 21, 100], [0xb0, 21, 110]);
  await played([0xb0, 21, 0], [0xb0, 21, 64]);
  await expect.poll(temperature).toBeCloseTo(1, 1);
  expect(before).toBe(0);
  await command(me, 'MIDI controls');
  await until(me, exists(at('controls-sheet')));
  expect(await findings(page)).toEqual([]);
  await picture(me, 'controls');
  await me.click(at('preset-xy'));
  await until(
    me,
    `document.querySelector('${at('control-pad-x')}').textContent.includes('control 12, channel 1')`,
  );
  await me.keys('Escape');
  const field = `${at('pad-x')}`;
  await played([0xb0, 12, 0], [0xb0, 12, 127], [0xb0, 12, 96]);
  await until(me, `Math.abs(Number(document.querySelector('${field}').value) - 0.51) < 0.02`);
});

test('a pad that sends notes is learned by what it is to press, does that, and plays no note any more', async () => {
  const me = app.person;
  const { page } = app;
  await command(me, 'MIDI controls');
  await me.click(at('learn-play'));
  await until(me, `document.body.textContent.includes('that is to move Play')`);
  await played([0x99, 36, 100], [0x89, 36, 0]);
  await until(me, `document.querySelector('${at('control-play')}').textContent.includes('key 36')`);
  await picture(me, 'controls-pad');
  expect(await findings(page)).toEqual([]);
  await me.keys('Escape');
  const before = (await sentTo(log)).length;
  const running = `document.querySelector('${at('play')}').ariaPressed === 'true'`;
  const was = await me.ask<boolean>(running);
  await played([0x99, 36, 100]);
  await until(me, `(${running}) !== ${String(was)}`);
  await played([0x89, 36, 0], [0x99, 36, 100], [0x89, 36, 0]);
  await until(me, `(${running}) === ${String(was)}`);
  const own = (await sentTo(log)).slice(before).map(({ bytes }) => bytes.slice(0, 2).join());
  expect(own).not.toContain('144,36');
});

test("another's clock starts the music and, when it falls silent, stops it with a word", async () => {
  const me = app.person;
  const { page } = app;
  await page.click(at('keys-menu'));
  await page.waitForSelector('[data-menu-item]');
  const rows = await page.$$('[data-menu-item]');
  const names = await Promise.all(
    rows.map((row) => row.evaluate(({ textContent }) => textContent ?? '')),
  );
  await rows[names.findLastIndex((name) => name.includes('Stage Piano'))]?.click();
  await played([0xfa], [0xf8]);
  await until(me, `document.querySelector('${at('play')}').ariaPressed === 'true'`);
  await until(me, `document.body.textContent.includes('fell silent')`);
  expect(await me.ask(`document.querySelector('${at('play')}').ariaPressed`)).toBe('false');
});

test('the monitor says in words what comes in and goes out, and how late', async () => {
  const me = app.person;
  const { page } = app;
  await command(me, 'MIDI monitor');
  await until(me, exists(at('monitor-sheet')));
  await played([0x95, 60, 100], [0xb0, 1, 64], [0x85, 60, 0]);
  await until(me, `document.querySelectorAll('${at('passed')}').length >= 5`);
  const said = await me.ask<string>(`document.querySelector('${at('monitor-sheet')}').textContent`);
  expect(said).toContain('Note on C4, velocity 100, channel 6');
  expect(said).toContain('Control 1 at 64, channel 1');
  expect(said).toContain('Note off C4, channel 1');
  await me.click(at('kind-notes'));
  await until(
    me,
    `!document.querySelector('${at('monitor-sheet')}').textContent.includes('Note on C4')`,
  );
  expect(await findings(page)).toEqual([]);
  await me.click(at('kind-notes'));
  await me.keys('Escape');
  // While music plays it tells how late that goes out; what comes in is found by its way.
  await me.click(at('play'));
  await command(me, 'MIDI monitor');
  await until(me, `Number(document.querySelector('${at('lateness')}')?.dataset.count) > 4`);
  await picture(me, 'monitor');
  expect(await findings(page)).toEqual([]);
  const ways = `[...document.querySelectorAll('${at('passed')}')].map((row) => row.children[1].textContent)`;
  expect(await me.ask<readonly string[]>(ways)).toContain('out');
  await page.focus(at('monitor-way'));
  await me.keys('Enter');
  for (const key of ['ArrowDown', 'Enter']) await me.keys(key);
  await until(me, `document.querySelector('${at('monitor-way')}').textContent.includes('in only')`);
  await until(me, `!${ways}.includes('out')`);
  await played([0x95, 62, 100], [0x85, 62, 0]);
  await until(me, `${ways}.includes('in')`);
  // Seconds since the first message, not of a clock that nobody sees.
  const first = await me.ask<string>(`document.querySelector('${at('passed')} td').textContent`);
  expect(Number(first)).toBeLessThan(600);
  await me.keys('Escape');
  await me.click(at('stop'));
});
