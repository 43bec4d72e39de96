/** A figure means something only if it is what its name says: counts against a slow second way, baselines against their formulas. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselinesOf } from '#main/engine/measures/baselines.ts';
import { activeUnits, songPurity } from '#main/engine/measures/latent.ts';
import { oracle } from '#main/engine/measures/nearest.ts';
import { f1, noteCounter, pooled } from '#main/engine/measures/notes.ts';
import { perStep, spreadOut } from '#main/engine/measures/windows.ts';
import type { Column, Segment } from '#main/segments/representation.ts';

const PITCHES = [60, 64, 67];
const grid: readonly Column[] = PITCHES.flatMap((pitch) => [
  { part: 'melody', pitch, kind: 'onset' } as const,
  { part: 'melody', pitch, kind: 'sustain' } as const,
]);
const frames: readonly Column[] = PITCHES.map((pitch) => ({ part: 'all', pitch, kind: 'on' }));
const HALF = { onset: 0.5, sustain: 0.5 };

/** Counts in plain lists of cells. */
function counterOf(columns: readonly Column[], thresholds: typeof HALF) {
  const { notes, frames: sounding } = noteCounter(columns, thresholds);
  type Cells = readonly number[];
  return {
    notes: (a: Cells, b: Cells) => notes(Float32Array.from(a), Float32Array.from(b)),
    frames: (a: Cells, b: Cells) => sounding(Float32Array.from(a), Float32Array.from(b)),
  };
}

const cellsFor = (columns: number, steps = 8) =>
  fc.array(fc.constantFrom(0, 1), { minLength: columns * steps, maxLength: columns * steps });

function segment(cells: readonly number[]): Segment {
  const place = { song: 0, start: 0, tick: 0, onBar: true, barPosition: 0, barSteps: 8 };
  return { ...place, cells: Uint8Array.from(cells) };
}

describe('F1', () => {
  test('is 1 for the music itself and never leaves 0 to 1', () => {
    fc.assert(
      fc.property(cellsFor(6), cellsFor(6), (a, b) => {
        const { notes, frames: sounding } = counterOf(grid, HALF);
        expect(f1(notes(a, a))).toBe(1);
        expect(f1(sounding(a, a))).toBe(1);
        expect(f1(notes(a, b))).toBeGreaterThanOrEqual(0);
        expect(f1(notes(a, b))).toBeLessThanOrEqual(1);
        expect(f1(notes(a, b))).toBe(f1(notes(b, a)));
      }),
    );
  });

  test('counts onsets at the same step and pitch, as two sets would', () => {
    const onsets = (cells: readonly number[]) =>
      new Set(cells.flatMap((cell, at) => (cell === 1 && at % 2 === 0 ? [at] : [])));
    fc.assert(
      fc.property(cellsFor(6), cellsFor(6), (a, b) => {
        const [wanted, found] = [onsets(a), onsets(b)];
        const hits = [...found].filter((at) => wanted.has(at)).length;
        expect(counterOf(grid, HALF).notes(a, b)).toEqual({
          hits,
          found: found.size,
          wanted: wanted.size,
        });
      }),
    );
  });

  test('a note of frames begins where its pitch was silent before: a held note counts once', () => {
    const held = [...[1, 0, 0], ...[1, 0, 0], ...[0, 0, 0], ...[1, 0, 0]];
    expect(counterOf(frames, HALF).notes(held, held).wanted).toBe(2);
    expect(counterOf(frames, HALF).frames(held, held).wanted).toBe(3);
  });

  test('drums and the name of the part are left out of the headline', () => {
    const columns: readonly Column[] = [
      { part: 'melody', pitch: 60, kind: 'onset' },
      { part: 'chords', pitch: 60, kind: 'onset' },
      { part: 'drums', pitch: 36, kind: 'onset' },
    ];
    const counter = counterOf(columns, HALF);
    expect(counter.notes([1, 0, 1], [0, 1, 0])).toEqual({ hits: 1, found: 1, wanted: 1 });
  });

  test('pooled counts are those of both windows together', () => {
    const counts = fc.record({ hits: fc.nat(), found: fc.nat(), wanted: fc.nat() });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const { hits, found, wanted } = pooled(a, b);
        expect([hits, found, wanted]).toEqual([
          a.hits + b.hits,
          a.found + b.found,
          a.wanted + b.wanted,
        ]);
      }),
    );
    expect(f1({ hits: 0, found: 0, wanted: 0 })).toBe(1);
  });
});

describe('parts', () => {
  const two: readonly Column[] = [
    { part: 'melody', pitch: 60, kind: 'onset' },
    { part: 'bass', pitch: 60, kind: 'onset' },
    { part: 'drums', pitch: 60, kind: 'onset' },
  ];
  const music = Float32Array.from([1, 0, 1]);
  const swapped = Float32Array.from([0, 1, 0]);
  const score = (part: string) =>
    f1(noteCounter(two, HALF, (column) => column.part === part).notes(music, swapped));

  test('a note in another part counts for the headline and not for the part; drums are a part', () => {
    expect(f1(noteCounter(two, HALF).notes(music, swapped))).toBe(1);
    expect(['melody', 'bass', 'drums'].map(score)).toEqual([0, 0, 0]);
  });
});

describe('the oracle', () => {
  test('answers with the learned window that fits best, found by trying each', () => {
    const windows = fc.array(cellsFor(grid.length, 3), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(windows, windows, (learned, asked) => {
        const { notes } = counterOf(grid, HALF);
        const best = asked.map((wanted) =>
          learned.map((answer) => notes(wanted, answer)).reduce((a, b) => (f1(b) > f1(a) ? b : a)),
        );
        const found = oracle(grid, learned.map(segment), asked.map(segment));
        expect(found).toBeCloseTo(f1(best.reduce(pooled)), 12);
      }),
    );
    expect(oracle(grid, [], [segment([])])).toBeNull();
  });
});

describe('baselines', () => {
  test('no program that only knows how often a column is on does better than its entropy, and a coin is worst', () => {
    fc.assert(
      fc.property(fc.array(cellsFor(3), { minLength: 1, maxLength: 6 }), (windows) => {
        const { coinFlip, marginal } = baselinesOf(windows.map(segment), 3);
        const rows = windows.length * 8;
        const slow = [0, 1, 2].map((column) => {
          const on = windows.flat().filter((cell, at) => at % 3 === column && cell === 1).length;
          const p = on / rows;
          return p === 0 || p === 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p));
        });
        expect(marginal).toBeCloseTo(
          slow.reduce((a, b) => a + b, 0),
          9,
        );
        expect(coinFlip).toBeCloseTo(3 * Math.LN2, 9);
        expect(marginal).toBeLessThanOrEqual(coinFlip + 1e-9);
      }),
    );
  });

  test('a Markov chain is what counting every cell after every state gives', () => {
    fc.assert(
      fc.property(fc.array(cellsFor(3), { minLength: 1, maxLength: 6 }), (windows) => {
        const of = (from: 0 | 1 | 'first') =>
          [0, 1, 2].map((column) => {
            const cells = windows.flatMap((cells) =>
              cells.filter(
                (_, at) => at % 3 === column && (at < 3 ? 'first' : cells[at - 3]) === from,
              ),
            );
            return { on: cells.filter((cell) => cell === 1).length, all: cells.length };
          });
        const cost = (on: number, all: number, p: number) =>
          (on === 0 ? 0 : -on * Math.log(p)) + (on === all ? 0 : -(all - on) * Math.log(1 - p));
        const chains = ([0, 1] as const).flatMap((from) =>
          of(from).map(({ on, all }) => cost(on, all, on / all)),
        );
        const firsts = of('first').map(({ on, all }, column) => {
          const every = windows.flatMap((cells) => cells.filter((_, at) => at % 3 === column));
          return cost(on, all, every.filter((cell) => cell === 1).length / every.length);
        });
        const sum = [...chains, ...firsts].reduce((a, b) => a + b, 0);
        const steps = windows.length * 8;
        expect(baselinesOf(windows.map(segment), 3).markov).toBeCloseTo(sum / steps, 9);
      }),
    );
  });

  test('music that only holds its notes costs a copier nothing but its first step', () => {
    const held = segment([...[1, 0], ...[1, 0], ...[1, 0], ...[1, 0]]);
    const other = segment([...[0, 1], ...[0, 1], ...[0, 1], ...[0, 1]]);
    const { copyPrevious, marginal } = baselinesOf([held, other], 2);
    expect(marginal).toBeCloseTo(2 * Math.LN2, 9);
    expect(copyPrevious).toBeCloseTo((2 * Math.LN2) / 4, 9);
  });

  test('nothing costs nothing', () => {
    expect(baselinesOf([], 5)).toEqual({ coinFlip: 0, marginal: 0, copyPrevious: 0, markov: 0 });
  });
});

describe('the latent space', () => {
  test('a number that never moves is not counted as used: a collapse shows', () => {
    const means = [0, 1, 2, 3].map((value) => Float32Array.of(value, 0.5, value * 1e-3));
    expect(activeUnits(means)).toBe(1);
    expect(activeUnits([])).toBe(0);
  });

  test('songs that lie apart are pure, songs that lie within each other are not', () => {
    const apart = Array.from({ length: 20 }, (_, i) => Float32Array.of(i < 10 ? i : 1000 + i));
    const songs = apart.map((_, i) => (i < 10 ? 0 : 1));
    expect(songPurity(apart, songs)).toBe(1);
    expect(
      songPurity(
        apart,
        songs.map((_, i) => i % 2),
      ),
    ).toBeLessThan(0.7);
    expect(songPurity(apart.slice(0, 1), [0])).toBeNull();
  });
});

test('the bound is what is paid for both, with its sign turned, whatever the length', () => {
  expect(perStep({ reconstruction: 30, kl: 10 }, 20)).toEqual({
    bound: -2,
    reconstruction: 1.5,
    kl: 0.5,
  });
});

test('a choice of windows is spread over the whole set and never larger than asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100 }), (all, most) => {
      const list = Array.from({ length: all }, (_, index) => index);
      const chosen = spreadOut(list, most);
      expect(chosen).toHaveLength(Math.min(all, most));
      const gaps = chosen.slice(1).map((value, index) => value - (chosen[index] ?? 0));
      if (all > most)
        for (const gap of gaps) expect(gap).toBeLessThanOrEqual(Math.ceil(all / most));
    }),
  );
});
