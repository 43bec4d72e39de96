/** Audio files from the running window: what a person loses when the file is not what she heard, or cannot be stopped. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PARTS } from '#main/music/part.ts';
import { timelineOfLanes, type Timeline } from '#main/transport/timeline.ts';
import { findings } from './axe.ts';
import { openInChromium, type OpenedInChromium } from './chromium.ts';
import { delayOf, peakOf } from './listening.ts';
import type { Person } from './person.ts';
import { openRenderer, type Renderer, type Sounds } from './rendering.ts';
import { tinyBanks } from './tiny-banks.ts';
import { at, command, demoIsOpen, exists, picture, place, until } from './walk.ts';
import { readWav, type Wav } from './wav.ts';

let app: OpenedInChromium;
let me: Person;
let renderer: Renderer;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  app = await openInChromium(folder, { locale: 'en' });
  me = app.person;
  await demoIsOpen(me);
  renderer = await openRenderer();
  await place(me, 0.3, -0.2);
  await until(me, exists(`${at('sounding-notes')} li`));
  await me.click(at('stop'));
});
afterAll(async () => {
  await renderer.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** The phrase that the window shows, once through. */
async function shown(): Promise<Timeline> {
  const { length, bpm, notes } = await me.ask<{
    length: number;
    bpm: number;
    notes: readonly Record<string, string>[];
  }>(`(() => {
    const list = document.querySelector('${at('sounding-notes')}');
    return {
      length: Number(list.dataset.length),
      bpm: Number(list.dataset.bpm),
      notes: [...list.querySelectorAll('li')].map(({ dataset }) => ({ ...dataset })),
    };
  })()`);
  const number = (note: Record<string, string>, key: string): number => Number(note[key]);
  const lanes = PARTS.map((part) => {
    const own = notes.filter((note) => note['part'] === part);
    return {
      id: part,
      part,
      program: number(own[0] ?? { program: '0' }, 'program'),
      volume: 0.8,
      muted: false,
      soloed: false,
      notes: own.map((note) => ({
        pitch: number(note, 'pitch'),
        velocity: number(note, 'velocity'),
        start: number(note, 'start'),
        end: number(note, 'end'),
      })),
    };
  });
  const meter = { numerator: 4, denominator: 4 };
  return timelineOfLanes(lanes, length, { bpm, meter, loop: false });
}

async function exported(rate: string, bits: string): Promise<Wav> {
  await command(me, 'Export as audio');
  await until(me, exists(at('wav-sheet')));
  const press = (group: string, words: string): Promise<void> =>
    me.ask(`[...document.querySelectorAll('${at(group)} label')]
      .find((label) => label.textContent.includes('${words}')).click()`);
  await press('wav-rate', rate);
  await press('wav-bits', bits);
  const before = await readdir(folder);
  await me.click(at('wav-run'));
  // A busy machine renders slower than it plays.
  await until(me, `!(${exists(at('wav-sheet'))})`, 120);
  const fresh = async (): Promise<string | undefined> =>
    (await readdir(folder)).find((name) => name.endsWith('.wav') && !before.includes(name));
  await expect.poll(fresh).toBeDefined();
  const file = path.join(folder, (await fresh()) ?? '');
  const wav = readWav(new Uint8Array(await readFile(file)));
  // The next one has its name.
  await rm(file);
  return wav;
}

/** True in the page once the phrase of a place is what sounds. */
const placed = (x: number, y: number): string =>
  `(({ dataset }) => Number(dataset.x) === ${x} && Number(dataset.y) === ${y})(
    document.querySelector('${at('sounding-notes')}'))`;

/** How alike two waves are from their beginning on, as far as the second goes: 1 is the same wave. */
function likeness(one: Float32Array, other: Float32Array): number {
  let [both, ours, theirs] = [0, 1e-12, 1e-12];
  other.forEach((value, index) => {
    const mine = one[index] ?? 0;
    both += mine * value;
    ours += mine * mine;
    theirs += value * value;
  });
  return both / Math.sqrt(ours * theirs);
}

/** The shown phrase, rendered without the window. */
async function rendered(
  wav: Wav,
  sounds: Sounds,
): Promise<{ timeline: Timeline; second: number; wave: Float32Array }> {
  const timeline = await shown();
  const second = (timeline.tempos[0]?.microsecondsPerQuarter ?? 0) / 1e6 / 480;
  const wave = await renderer.render(timeline, timeline.length * second, sounds, wav.rate);
  return { timeline, second, wave };
}

/** It is loud enough, clips nowhere, lasts longer than its music, and ends in silence. */
function expectWhole({ channels, rate }: Wav, music: number): void {
  for (const samples of channels) {
    expect(peakOf(samples)).toBeGreaterThan(0.02);
    expect(peakOf(samples)).toBeLessThanOrEqual(0.98);
    expect(samples.length / rate).toBeGreaterThan(music);
    expect(peakOf(samples.subarray(-10))).toBeLessThan(0.001);
  }
}

test('the file is the phrase that is shown, without the metronome, and its sound dies away in it', async () => {
  await command(me, 'Click on');
  const wav = await exported('48', '24');
  expect(wav).toMatchObject({ rate: 48000, bits: 24 });
  const { timeline, second, wave } = await rendered(wav, 'built-in');
  expectWhole(wav, timeline.length * second);
  const [left = new Float32Array()] = wav.channels;
  expect(likeness(left, wave)).toBeGreaterThan(0.99);
  const starts = timeline.lanes.flatMap(({ notes }) => notes.map(({ start }) => start * second));
  const delays = starts.map((start) => delayOf(left, start, wave, start, wav.rate));
  expect(Math.max(...delays.map(Math.abs))).toBeLessThan(0.001);
});

test('General MIDI is in the file where it is what plays, sample by sample', async () => {
  await command(me, 'General MIDI');
  const loaded = `(({ textContent: t }) => t.includes('General') && !t.includes('%'))`;
  await until(me, `${loaded}(document.querySelector('.output'))`, 60);
  // The last two have a tempo of many digits: who reads the one digit that the bar shows is soon beside the beat.
  for (const [x, y, rate, bits] of [
    [0.3, -0.2, '44.1', '16'],
    [-0.5, 0.1, '48', '24'],
    [0.8, 0.3, '44.1', '24'],
  ] as const) {
    await place(me, x, y);
    await until(me, placed(x, y));
    await me.click(at('stop'));
    const wav = await exported(rate, bits);
    const { timeline, second, wave } = await rendered(wav, 'general-midi');
    expectWhole(wav, timeline.length * second);
    const [left = new Float32Array()] = wav.channels;
    // Sixteen bits round; two renderings differ by nothing else.
    expect(likeness(left, wave)).toBeGreaterThan(0.999999);
    const other = await renderer.render(timeline, timeline.length * second, 'built-in', wav.rate);
    expect(likeness(left, other)).toBeLessThan(0.5);
  }
});

test('a sound bank of her own is in the file as it is in what plays', async () => {
  const bytes = (await tinyBanks()).get('sf2') ?? new Uint8Array();
  await writeFile(path.join(folder, 'Mine.sf2'), bytes);
  await me.drop([path.join(folder, 'Mine.sf2')]);
  await until(me, `document.body.textContent.includes('plays by Mine.sf2')`, 60);
  const wav = await exported('44.1', '24');
  const { timeline, second, wave } = await rendered(wav, renderer.lay('Mine.sf2', bytes));
  expectWhole(wav, timeline.length * second);
  const [left = new Float32Array()] = wav.channels;
  expect(likeness(left, wave)).toBeGreaterThan(0.999999);
  const app = await renderer.render(timeline, timeline.length * second, 'general-midi', wav.rate);
  expect(likeness(left, app)).toBeLessThan(0.5);
});

test('a long rendering says how far it is and can be stopped, and then nothing is written', async () => {
  await me.ask(`(() => {
    const field = document.querySelector('${at('medley-length')}');
    field.value = '3000';
    field.dispatchEvent(new Event('change', { bubbles: true }));
  })()`);
  await command(me, 'Make medley');
  await until(
    me,
    `Number(document.querySelector('${at('sounding-notes')}').dataset.length) > 100000`,
    60,
  );
  const before = await readdir(folder);
  await command(me, 'Export as audio');
  await until(me, exists(at('wav-sheet')));
  expect(await findings(app.page)).toEqual([]);
  await picture(me, 'view-wav-sheet');
  await me.click(at('wav-run'));
  await until(me, exists(at('wav-progress')));
  await me.click(at('wav-cancel'));
  await until(me, `!(${exists(at('wav-progress'))})`);
  expect(await readdir(folder)).toEqual(before);
  await me.keys('Escape');
  await until(me, `!(${exists(at('wav-sheet'))})`);
});
