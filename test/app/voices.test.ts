/** What the built-in voices sound like, rendered by a real browser without a device and measured sample by sample. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTS } from '#main/music/part.ts';
import { timelineOfLanes } from '#main/transport/timeline.ts';
import { beginning, delayOf, frequencyOf, loudnessOf, peakOf } from './listening.ts';
import { openRenderer, RATE } from './rendering.ts';
import { FLUTE, tinyBanks } from './tiny-banks.ts';
import { decoded, DEMO_MODEL } from './walk.ts';
import type { Part } from '#main/music/part.ts';
import type { PlayedNote, Timeline, TimelineLane } from '#main/transport/timeline.ts';
import type { Renderer } from './rendering.ts';

const BEATS = 32;
const manner = { bpm: 120, meter: { numerator: 4, denominator: 4 }, loop: false };
/** Seconds of a tick at 120 quarters a minute. */
const SECOND = 1 / 960;
/** One note alone begins here, in the midst of a block of samples, not at its edge. */
const ALONE = 96;
const MILLISECOND = 0.001;

const lane = (part: Part, notes: readonly PlayedNote[], program = 0): TimelineLane => ({
  id: part,
  part,
  program,
  volume: 0.8,
  muted: false,
  soloed: false,
  notes,
});

const note = (pitch: number, start: number, length = 240): PlayedNote => ({
  pitch,
  velocity: 100,
  start,
  end: start + length,
});

/** Eight bars at 120 quarters a minute, a note of half a beat on every beat. */
const eightBars = (part: Part, pitches: readonly number[], program = 0): Timeline =>
  timelineOfLanes(
    [
      lane(
        part,
        Array.from({ length: BEATS }, (_, beat) =>
          note(pitches[beat % pitches.length] ?? 60, beat * 480),
        ),
        program,
      ),
    ],
    BEATS * 480,
    manner,
  );

const alone = (part: Part, pitch: number, program = 0): Timeline =>
  timelineOfLanes([lane(part, [note(pitch, ALONE)], program)], 960, manner);

const presets = [
  { part: 'melody', pitches: [64, 68, 71, 76] },
  { part: 'chords', pitches: [57, 61, 64, 69] },
  { part: 'bass', pitches: [40, 44, 47, 52] },
  { part: 'drums', pitches: [36, 42, 38, 46] },
  { part: 'all', pitches: [60, 64, 67, 72] },
] as const;

let renderer: Renderer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  renderer = await openRenderer();
});
afterAll(async () => {
  await renderer.close();
  await rm(folder, { recursive: true, force: true });
});

/** Programs of the General MIDI bank: one a part as phrases use them, and two that hands know well. */
const programs = [
  { part: 'melody', program: 80, pitches: [64, 68, 71, 76] },
  { part: 'melody', program: 73, pitches: [64, 68, 71, 76] },
  { part: 'chords', program: 4, pitches: [57, 61, 64, 69] },
  { part: 'bass', program: 33, pitches: [40, 44, 47, 52] },
  { part: 'drums', program: 0, pitches: [38, 42, 38, 46] },
  { part: 'all', program: 0, pitches: [60, 64, 67, 72] },
] as const;

async function listenTo(
  sounds: 'built-in' | 'general-midi',
  part: Part,
  pitches: readonly number[],
  program: number,
): Promise<void> {
  const samples = await renderer.render(eightBars(part, pitches, program), BEATS / 2, sounds);
  expect(peakOf(samples)).toBeLessThan(0.7);
  expect(peakOf(samples)).toBeGreaterThan(0.05);
  for (const [index, pitch] of pitches.entries()) {
    const single = await renderer.render(alone(part, pitch, program), 1, sounds);
    expect(Math.abs(beginning(single, RATE) - ALONE * SECOND)).toBeLessThan(MILLISECOND);
    for (let beat = index; beat < BEATS; beat += pitches.length) {
      const delay = delayOf(samples, beat / 2, single, ALONE * SECOND, RATE);
      expect(Math.abs(delay), `beat ${beat + 1}`).toBeLessThan(MILLISECOND);
    }
  }
}

describe.each(presets)('the built-in voice of $part', ({ part, pitches }) => {
  it('is heard, is not clipped, and begins each note on its beat to the millisecond', async () => {
    await listenTo('built-in', part, pitches, 0);
  });
});

describe.each(programs)('program $program of the bank as $part', ({ part, pitches, program }) => {
  it('is loaded from the app itself, heard, not clipped, and begins each note on its beat', async () => {
    await listenTo('general-midi', part, pitches, program);
  });
});

describe('the built-in voices together', () => {
  it('are equally loud: no part drowns another at the same fader', async () => {
    const levels = new Map<Part, number>();
    for (const { part, pitches } of presets)
      levels.set(part, loudnessOf(await renderer.render(eightBars(part, pitches), 16), RATE));
    const pitched = [...levels].filter(([part]) => part !== 'drums').map(([, level]) => level);
    expect(Math.max(...pitched) - Math.min(...pitched)).toBeLessThan(3);
    // Four strikes a bar, each a moment long, measure less than held notes and are heard as loud.
    expect(levels.get('drums')).toBeGreaterThan(Math.min(...pitched) - 9);
    expect(levels.get('drums')).toBeLessThan(Math.max(...pitched));
  });

  it('and the bank are equally loud: choosing other sounds turns nothing up or down', async () => {
    for (const { part, pitches, program } of programs) {
      const [ours, theirs] = [
        loudnessOf(await renderer.render(eightBars(part, pitches), 16), RATE),
        loudnessOf(
          await renderer.render(eightBars(part, pitches, program), 16, 'general-midi'),
          RATE,
        ),
      ];
      expect(Math.abs(ours - theirs), `${part} ${program}`).toBeLessThan(5);
    }
  });

  it('play a phrase of the map unclipped, with each of its notes on its time', async () => {
    const phrase = await decoded(DEMO_MODEL, 0.3, -0.2, path.join(folder, 'phrase.mid'));
    const length = Math.max(...phrase.map(({ end }) => end));
    const of = (notes: typeof phrase): Timeline =>
      timelineOfLanes(
        PARTS.map((part) =>
          lane(
            part,
            notes
              .filter((each) => each.part === part)
              .map(({ pitch, start, end }) => note(pitch, start, end - start)),
          ),
        ),
        length,
        manner,
      );
    const seconds = length * SECOND + 1;
    const music = await renderer.render(of(phrase), seconds);
    expect(peakOf(music)).toBeLessThanOrEqual(0.98);
    expect(loudnessOf(music, RATE)).toBeGreaterThan(-30);
    expect(loudnessOf(music, RATE)).toBeLessThan(-12);
    // What is missing without one note is that note: it must begin when the score says.
    for (const left of phrase.filter((_, index) => index % 6 === 0)) {
      const without = await renderer.render(of(phrase.filter((each) => each !== left)), seconds);
      const difference = music.map((value, index) => value - (without[index] ?? 0));
      const late = beginning(difference, RATE) - left.start * SECOND;
      expect(Math.abs(late), `${left.part} ${left.pitch}`).toBeLessThan(MILLISECOND);
    }
  });
});

describe('a sound bank of her own', () => {
  it('is heard at the pitch that is written and on its time, whether it is SF2, SF3 or DLS', async () => {
    for (const [kind, bytes] of await tinyBanks()) {
      const sounds = renderer.lay(`Mine.${kind}`, bytes);
      for (const pitch of [57, 69, 81]) {
        const long = timelineOfLanes(
          [lane('melody', [note(pitch, ALONE, 960)], FLUTE)],
          1920,
          manner,
        );
        const samples = await renderer.render(long, 3, sounds);
        expect(peakOf(samples), kind).toBeGreaterThan(0.05);
        expect(peakOf(samples), kind).toBeLessThan(0.7);
        expect(Math.abs(beginning(samples, RATE) - ALONE * SECOND), kind).toBeLessThan(0.01);
        const steady = samples.subarray(RATE / 2, RATE);
        const cents =
          1200 * Math.log2(frequencyOf(steady, RATE) / (440 * 2 ** ((pitch - 69) / 12)));
        expect(Math.abs(cents), `${kind} ${String(pitch)}`).toBeLessThan(15);
        expect(peakOf(samples.subarray(-RATE / 10)), kind).toBeLessThan(0.002);
      }
    }
  });
});
