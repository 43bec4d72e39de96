/** Medleys: the plan covers the length asked for, visits every song, and joins windows without a seam. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#main/latent/random.ts';
import {
  crossFade,
  pacedWalk,
  planWalk,
  walkLatents,
  walkShares,
  windowsFor,
} from '#main/latent/walk.ts';

test('a medley has the length asked for and only windows that exist', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc
        .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 })
        .filter((w) => w.some((n) => n > 0)),
      fc.nat(),
      (count, windows, seed) => {
        const plan = planWalk(count, windows, seededRandom(seed));
        expect(plan).toHaveLength(count);
        for (const window of plan)
          for (const { song, window: at } of window.kind === 'song'
            ? [window]
            : [window.from, window.to])
            expect(at).toBeLessThan(windows[song] ?? 0);
        expect([...walkShares(plan).values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      },
    ),
  );
});

test('ten windows of a song, a bridge of three, and on to the next song', () => {
  const plan = planWalk(26, [30, 30], seededRandom(1));
  expect(plan.map((w) => (w.kind === 'song' ? w.song : 'b')).join('')).toBe(
    '0000000000bbb1111111111bbb',
  );
});

test('a bridge leads from the last idea of one song to the first of the next', () => {
  const plan = planWalk(14, [10, 10], seededRandom(1));
  const latents = walkLatents(
    plan,
    ({ song, window }) => [song, window],
    'linear',
    0,
    [1, 1],
    seededRandom(1),
  );
  expect(latents[11]).toEqual([0.5, 4.5]);
  expect(latents[13]).toEqual([1, 0]);
});

test('variety moves every idea, the same way for the same seed', () => {
  const plan = planWalk(5, [10], seededRandom(1));
  const walk = (seed: number): number[][] =>
    walkLatents(plan, () => [0], 'linear', 0.15, [2], seededRandom(seed));
  expect(walk(1)).toEqual(walk(1));
  expect(walk(1)).not.toEqual(walk(2));
  expect(walk(1).every(([z = 0]) => z !== 0 && Math.abs(z) < 2)).toBe(true);
});

test('cross-fading windows of one and the same music is that music, with no dip at a seam', () => {
  const window = new Float32Array(8 * 3).fill(0.7);
  const steps = 22;
  const joined = crossFade(new Array<Float32Array>(windowsFor(steps, 8)).fill(window), 8, 3, steps);
  expect(joined).toHaveLength(66);
  joined.forEach((p) => expect(p).toBeCloseTo(0.7, 6));
});

test('a run of a song begins where the song has most to say of some places, and anywhere where all are alike', () => {
  const starts = (worth: (song: number, start: number, run: number) => number) =>
    Array.from({ length: 40 }, (_, seed) => {
      const [first] = planWalk(3, [30], seededRandom(seed), { run: 3, bridge: 1 }, worth);
      return first?.kind === 'song' ? first.window : -1;
    });
  const usual = starts(() => 1);
  const late = starts((_, start) => start);
  expect(new Set(usual).size).toBeGreaterThan(10);
  late.forEach((start, seed) => expect(start).toBeGreaterThanOrEqual(usual[seed] ?? 0));
  expect(late.reduce((a, b) => a + b, 0) / 40).toBeGreaterThan(20);
  expect(Math.max(...late)).toBeLessThanOrEqual(27);
});

test('in the overlap one window falls as the next rises', () => {
  const joined = crossFade([new Float32Array(4), new Float32Array(4).fill(1)], 4, 1, 6);
  const [before, , early = 0, late = 0, after] = joined;
  expect([before, after]).toEqual([0, 1]);
  expect(early).toBeCloseTo(Math.sqrt(0.25) / (Math.sqrt(0.25) + Math.sqrt(0.75)), 6);
  expect(early + late).toBeCloseTo(1, 6);
  expect(late).toBeGreaterThan(early);
});

test('every song is heard in a medley that has room for it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 3, max: 20 }), (songs, room) => {
      const windows = new Array<number>(songs).fill(40);
      const count = songs * room;
      const plan = planWalk(count, windows, seededRandom(1), pacedWalk(count, windows));
      expect([...walkShares(plan).keys()].sort((a, b) => a - b)).toEqual([...windows.keys()]);
    }),
  );
});
