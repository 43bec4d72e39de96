/** What the built-in voices sound like, rendered by a real browser without a device and measured sample by sample. */
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timelineOfLanes } from '#main/transport/timeline.ts';
import { ROOT } from './walk.ts';
import type { Browser, Page } from 'puppeteer-core';
import type { Part } from '#main/music/part.ts';
import type { Timeline } from '#main/transport/timeline.ts';

const RATE = 44100;
const BEATS = 32;

/** Eight bars at 120 quarters a minute, a note of half a beat on every beat. */
function eightBars(part: Part, pitch: number): Timeline {
  const notes = Array.from({ length: BEATS }, (_, beat) => ({
    pitch:
      part === 'drums'
        ? ([36, 42, 38, 46][beat % 4] ?? 36)
        : pitch + ([0, 4, 7, 12][beat % 4] ?? 0),
    velocity: 100,
    start: beat * 480,
    end: beat * 480 + 240,
  }));
  const lane = { id: part, part, program: 0, volume: 1, muted: false, soloed: false, notes };
  const meter = { numerator: 4, denominator: 4 };
  return timelineOfLanes([lane], BEATS * 480, { bpm: 120, meter, loop: false });
}

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: {
        entry: path.join(ROOT, 'renderer/player/render.ts'),
        formats: ['iife'],
        name: 'melodrift',
        fileName: 'render',
      },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  browser = await puppeteer.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  page = await browser.newPage();
  await page.addScriptTag({ content: output.output[0].code });
});

afterAll(() => browser.close());

/** The left channel of a rendering. */
async function rendered(timeline: Timeline): Promise<Float32Array> {
  const script = `melodrift.render(${JSON.stringify(timeline)}, ${BEATS / 2}, ${RATE}).then((buffer) => {
    const samples = buffer.getChannelData(0);
    let text = '';
    for (const byte of new Uint8Array(samples.buffer)) text += String.fromCharCode(byte);
    return btoa(text);
  })`;
  const answer: unknown = await page.evaluate(script);
  const bytes = Buffer.from(String(answer), 'base64');
  return new Float32Array(new Uint8Array(bytes).buffer);
}

const most = (samples: Float32Array): number =>
  samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);

/** Seconds from a beat to the first sample that reaches a quarter of that note's peak. */
function delay(samples: Float32Array, beat: number): number {
  const start = Math.round((beat / 2) * RATE);
  const peak = most(samples.subarray(start, start + RATE * 0.06));
  const from = Math.max(0, start - RATE * 0.01);
  const first = samples.subarray(from).findIndex((value) => Math.abs(value) > peak / 4);
  return (from + first - start) / RATE;
}

describe.each([
  { part: 'melody', pitch: 64 },
  { part: 'chords', pitch: 57 },
  { part: 'bass', pitch: 40 },
  { part: 'drums', pitch: 36 },
  { part: 'all', pitch: 60 },
] as const)('the built-in voice of $part', ({ part, pitch }) => {
  it('is heard, is not clipped, and begins each note on its beat', async () => {
    const samples = await rendered(eightBars(part, pitch));
    const loudness = Math.sqrt(
      samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length,
    );
    expect(loudness).toBeGreaterThan(0.01);
    expect(most(samples)).toBeLessThan(0.99);
    const delays = Array.from({ length: BEATS }, (_, beat) => delay(samples, beat));
    expect(Math.max(...delays.map(Math.abs))).toBeLessThan(0.012);
  });
});
