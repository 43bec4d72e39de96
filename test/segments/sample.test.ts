/** The pad is neither silent nor a wall of sound, and gives the same answer twice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column } from '#main/segments/representation.ts';
import { countCells, matchThresholds, sampleCells } from '#main/segments/sample.ts';
import { FRAMES, GRID } from './layouts.ts';

const columns: readonly Column[] = [60, 62, 64].flatMap((pitch): readonly Column[] => [
  { part: 'melody', pitch, kind: 'onset' },
  { part: 'melody', pitch, kind: 'sustain' },
]);
const CELLS = 32 * columns.length;
const window = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: CELLS, maxLength: CELLS })
  .map((values) => Float32Array.from(values));
const distinct = fc
  .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: CELLS, maxLength: CELLS })
  .map((values) => Float32Array.from(values, (value) => value / 10000));
const wide = { low: 0.001, high: 0.999 };
const plain = { temperature: 0, density: 0.5, seed: 1 };
const on = (cells: Uint8Array) => cells.reduce((sum, cell) => sum + cell, 0);

describe('thresholds', () => {
  test('give as many onsets as asked for', () => {
    fc.assert(
      fc.property(distinct, fc.integer({ min: 1, max: 90 }), (probabilities, onset) => {
        const thresholds = matchThresholds(probabilities, columns, { onset, sustain: 0 }, wide);
        fc.pre(thresholds.onset > wide.low && thresholds.onset < wide.high);
        const cells = sampleCells(probabilities, columns, GRID, thresholds, plain);
        expect(Math.abs(countCells(cells, columns).onset - onset)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('stay within 0.3 and 0.5 for a young model', () => {
    const faint = new Float32Array(CELLS).fill(0.01);
    const loud = new Float32Array(CELLS).fill(0.99);
    const expected = { onset: 20, sustain: 20 };
    expect(matchThresholds(faint, columns, expected)).toEqual({ onset: 0.3, sustain: 0.3 });
    expect(matchThresholds(loud, columns, expected)).toEqual({ onset: 0.5, sustain: 0.5 });
  });
});

describe('sampling', () => {
  const thresholds = { onset: 0.5, sustain: 0.5 };

  test('the same seed gives the same notes, another seed others', () => {
    const probabilities = new Float32Array(CELLS).fill(0.5);
    const shape = { temperature: 1, density: 0.5, seed: 7 };
    const sample = (seed: number) =>
      sampleCells(probabilities, columns, GRID, thresholds, { ...shape, seed });
    expect(sample(7)).toEqual(sample(7));
    expect(sample(7)).not.toEqual(sample(8));
  });

  test('without chance it is as with next to none', () => {
    const frames: readonly Column[] = [60, 61].map((pitch) => ({ part: 'all', pitch, kind: 'on' }));
    const layouts = fc.constantFrom([columns, GRID] as const, [frames, FRAMES] as const);
    const level = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(
        distinct,
        layouts,
        level,
        level,
        (probabilities, [list, layout], onset, sustain) => {
          const limits = { onset, sustain };
          const near = { ...plain, temperature: 1e-9 };
          expect(sampleCells(probabilities, list, layout, limits, plain)).toEqual(
            sampleCells(probabilities, list, layout, limits, near),
          );
        },
      ),
    );
  });

  test('more density never takes a note away', () => {
    fc.assert(
      fc.property(window, (probabilities) => {
        const counts = [0, 0.25, 0.5, 0.75, 1].map(
          (density) =>
            countCells(
              sampleCells(probabilities, columns, GRID, thresholds, { ...plain, density }),
              columns,
            ).onset,
        );
        expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      }),
    );
  });

  test('at temperature 1 onsets come with their own probability', () => {
    const probabilities = new Float32Array(CELLS).fill(0.2);
    let onsets = 0;
    for (let seed = 0; seed < 200; seed++) {
      const shape = { temperature: 1, density: 0.5, seed };
      onsets += countCells(
        sampleCells(probabilities, columns, GRID, thresholds, shape),
        columns,
      ).onset;
    }
    const share = onsets / (200 * (CELLS / 2));
    expect(share).toBeGreaterThan(0.18);
    expect(share).toBeLessThan(0.22);
  });

  test('an onset is never a sustain too', () => {
    const cells = sampleCells(new Float32Array(CELLS).fill(1), columns, GRID, thresholds, plain);
    expect(on(cells)).toBe(CELLS / 2);
  });
});
