/** A performance: four parts on four synthesizers, learning behind it, on stage; one is pulled and plugged back. What each was sent is the arrangement. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Midi } from '@tonejs/midi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { openInChromium } from './chromium.ts';
import { hanging, PORT_LOG, sentTo } from './port-log.ts';
import { at, command, demoIsOpen, drag, exists, picture, sounding, until, words } from './walk.ts';
import type { OpenedInChromium } from './chromium.ts';
import type { Sent } from './port-log.ts';
import type { Heard } from './walk.ts';

const PORTS = { melody: 'Lead', chords: 'Strings', bass: 'Low End', drums: 'Drum Box' } as const;
const PARTS = ['melody', 'chords', 'bass', 'drums'] as const;
type Part = (typeof PARTS)[number];
/** Ticks of a sixteenth, the grid of what the model says. */
const STEP = 120;

let app: OpenedInChromium;
let folder = '';
let log = '';

const plugged = (...names: readonly string[]): Promise<void> =>
  writeFile(`${log}.ports`, names.map((name) => `${name}\n`).join(''));

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  log = path.join(folder, 'port.jsonl');
  await plugged(...Object.values(PORTS));
  process.env[PORT_LOG] = log;
  app = await openInChromium(folder, { learnOnDrop: false, theme: 'dark', locale: 'en' });
  await demoIsOpen(app.person);
});
afterAll(async () => {
  delete process.env[PORT_LOG];
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** What each port was sent since the log had `from` lines. */
async function sentSince(from: number): Promise<(part: Part) => readonly Sent[]> {
  const all = (await sentTo(log)).slice(from);
  return (part) => all.filter(({ output }) => output === PORTS[part]);
}
const lines = async (): Promise<number> => (await sentTo(log)).length;

async function choose(menu: string, title: string): Promise<void> {
  const { page } = app;
  await page.click(menu);
  await page.waitForSelector('[data-menu-item]');
  for (const row of await page.$$('[data-menu-item]'))
    if ((await row.evaluate(({ textContent }) => textContent ?? '')).includes(title)) {
      await row.click();
      return;
    }
  throw new Error(`no row ${title}`);
}

/** What a port was sent as the notes of a MIDI file, on the grid that the music is on; its time 0 is at `origin`. */
function fileOf(messages: readonly Sent[], origin: number, bpm: number): Uint8Array {
  const file = new Midi();
  file.header.setTempo(bpm);
  const track = file.addTrack();
  const open = new Map<number, number>();
  const ticksOf = (seconds: number): number => Math.round((((seconds - origin) * bpm) / 60) * 480);
  for (const { bytes, seconds } of messages) {
    const [status = 0, pitch = 0] = bytes;
    const begun = open.get(pitch);
    if (status >> 4 === 9) open.set(pitch, ticksOf(seconds));
    else if (status >> 4 === 8 && begun !== undefined) {
      open.delete(pitch);
      track.addNote({ midi: pitch, ticks: begun, durationTicks: ticksOf(seconds) - begun });
    }
  }
  return file.toArray();
}

/** The notes of a file by pitch and the steps at which they begin and end. */
const onGrid = (notes: readonly { pitch: number; start: number; end: number }[]): string[] =>
  notes
    .map(({ pitch, start, end }) =>
      [pitch, Math.round(start / STEP), Math.round(end / STEP)].join(' '),
    )
    .sort();

const readBack = (bytes: Uint8Array) =>
  new Midi(bytes).tracks.flatMap(({ notes }) =>
    notes.map(({ midi, ticks, durationTicks }) => ({
      pitch: midi,
      start: ticks,
      end: ticks + durationTicks,
    })),
  );

/** Plays from the beginning once through; each port's log is its part of what sounds. */
async function playedThrough(): Promise<void> {
  const { person: me, page } = app;
  await me.click(at('stop'));
  await expect.poll(async () => hanging(await sentTo(log))).toBe(0);
  const { notes } = await sounding(me);
  const bpm = Number(
    await page.$eval(`${at('tempo')}`, (field) =>
      field instanceof HTMLInputElement ? field.value : field.querySelector('input')?.value,
    ),
  );
  const from = await lines();
  await me.click(at('play'));
  const length = Math.max(...notes.map(({ end }) => end));
  const seconds = ((length / 480) * 60) / bpm;
  const strikes = (messages: readonly Sent[]) =>
    messages.filter(({ bytes: [status = 0] }) => status >> 4 === 9);
  const ofPart = (part: Part): readonly Heard[] => notes.filter((note) => note.part === part);
  const busy = PARTS.filter((part) => ofPart(part).length > 0);
  expect(busy.length).toBeGreaterThan(1);
  await expect
    .poll(
      async () => {
        const sent = await sentSince(from);
        return busy.every((part) => strikes(sent(part)).length > ofPart(part).length);
      },
      { timeout: 60_000 + 3000 * seconds },
    )
    .toBe(true);
  await me.click(at('stop'));
  await expect.poll(async () => hanging(await sentTo(log))).toBe(0);
  const sent = await sentSince(from);
  // The first note of all was due at its place: where time 0 lies follows from it, to a step.
  const first = busy
    .flatMap((part) => strikes(sent(part)))
    .toSorted((a, b) => a.seconds - b.seconds)[0];
  const begin = Math.min(...notes.map(({ start }) => start));
  const origin = (first?.seconds ?? 0) - ((begin / 480) * 60) / bpm;
  for (const part of PARTS) {
    // Once through: what follows is the next round of the loop.
    const once = readBack(fileOf(sent(part), origin, bpm)).filter(
      ({ start }) => start < length - STEP / 2,
    );
    expect(onGrid(once), part).toEqual(onGrid(ofPart(part)));
  }
}

test('each part goes to a port of its own, and each port is sent its part', async () => {
  const me = app.person;
  await drag(me, [0.4, 0.45], [0.55, 0.5]);
  await me.click(at('stop'));
  for (const part of PARTS) {
    await choose(at(`lane-output-${part}`), PORTS[part]);
    await until(me, `!(${exists('[data-menu-item]')})`);
  }
  await until(me, `document.querySelector('${at('status-output')}').textContent.includes('4')`);
  await playedThrough();
}, 240_000);

test('a port that is pulled is told and misses nothing that follows its return; all notes off ends every one', async () => {
  const me = app.person;
  await me.click(at('play'));
  await expect.poll(async () => hanging(await sentTo(log)), { timeout: 30_000 }).toBeGreaterThan(0);
  const { notes } = await sounding(me);
  const busy = PARTS.filter((part) => notes.some((note) => note.part === part));
  const [pulled, stays] = busy;
  if (pulled === undefined || stays === undefined) throw new Error('a phrase of two parts');
  const others = PARTS.filter((part) => part !== pulled).map((part) => PORTS[part]);
  await plugged(...others);
  await until(me, `document.querySelector('${at('status-output')}').dataset.state === 'trouble'`);
  expect(await words(me, at('status-output'))).toContain(PORTS[pulled]);
  const gone = await lines();
  const struck = async (from: number, part: Part): Promise<boolean> =>
    (await sentSince(from))(part).some(({ bytes: [status = 0] }) => status >> 4 === 9);
  await expect.poll(() => struck(gone, stays), { timeout: 30_000 }).toBe(true);
  expect((await sentSince(gone))(pulled)).toEqual([]);
  const back = await lines();
  await plugged(...Object.values(PORTS));
  await expect.poll(() => struck(back, pulled), { timeout: 60_000 }).toBe(true);
  const before = await lines();
  await command(me, 'All notes off');
  for (const part of PARTS)
    await expect
      .poll(
        async () => (await sentSince(before))(part).filter(({ bytes }) => bytes[1] === 123).length,
      )
      .toBeGreaterThanOrEqual(16);
  await me.click(at('stop'));
  for (const part of PARTS)
    await expect.poll(async () => hanging((await sentSince(0))(part)), { message: part }).toBe(0);
  await playedThrough();
}, 300_000);

test('on stage: what is kept is played to the note while learning goes on behind it, and a drag is heard at the ports', async () => {
  const me = app.person;
  // A phrase would follow what is learned; a sketch is what it is.
  await me.click(at('keep-sketch'));
  await me.click(at('play'));
  await me.keys('Control', 'Shift', 'l');
  await until(me, `document.querySelector('${at('status-output')}').textContent.includes('Stage')`);
  // Minutes, so that it is not over before the music is.
  await command(me, 'Preset: Deep');
  await me.click(at('learn-button'));
  await until(me, exists(at('learn-on-stage')), 60);
  await picture(me, 'on-stage');
  expect(await findings(app.page)).toEqual([]);
  await playedThrough();
  expect(await me.ask(exists(at('learn-on-stage')))).toBe(true);
  await me.click(at('play'));
  await drag(me, [0.55, 0.5], [0.35, 0.6]);
  await me.click(at('stop'));
  await expect.poll(async () => hanging(await sentTo(log))).toBe(0);
  await command(me, 'Stop learning, keep the best');
}, 300_000);

test('what an instrument needs is set by keys, kept, and obeyed', async () => {
  const me = app.person;
  const { page } = app;
  await command(me, 'Ports and old gear');
  await until(me, `document.querySelectorAll('${at('port')}').length === 4`);
  const field = `[data-port="Lead"] ${at('port-pause')}`;
  await page.focus(field);
  await me.write('300');
  await me.keys('Tab');
  await page.focus(`[data-port="Lead"] ${at('port-latency')}`);
  await me.write('12');
  await me.keys('Tab');
  // What the part asks of it: the program by the list's own keys, the rest as numbers.
  const lead = (what: string): string => `${at('route')}[data-part="melody"] ${at(what)}`;
  await page.focus(lead('route-transpose'));
  await me.write('-12');
  await me.keys('Tab');
  await page.focus(lead('route-program'));
  await me.keys('Enter');
  await page.waitForSelector('[role="option"]');
  await me.write('90');
  await me.keys('Enter');
  await until(me, `document.querySelector('${lead('route-program')}').textContent.includes('90')`);
  expect(await findings(page)).toEqual([]);
  await picture(me, 'ports');
  const route = `JSON.parse(localStorage.getItem('melodrift.preferences')).routes.melody`;
  expect(await me.ask(route)).toMatchObject({ output: 'Lead', transpose: -12, program: 89 });
  const kept = await me.ask<Record<string, unknown>>(
    `JSON.parse(localStorage.getItem('melodrift.preferences')).manners`,
  );
  expect(kept).toEqual({ Lead: { latency: 0.012, programPause: 0.3, sysexRate: null } });
  await me.keys('Escape');
  await command(me, 'Simplified Chinese');
  await command(me, '浅色');
  await command(me, '端口与老设备');
  await until(me, exists(at('ports-sheet')));
  await picture(me, 'ports-zh-light');
  expect(await findings(page)).toEqual([]);
}, 120_000);
