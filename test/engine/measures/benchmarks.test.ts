/** The report of the public sets must stand beside losses that are right, and go on where it was interrupted. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { benchmarks, MEANING } from '../../bench/benchmarks.ts';
import { trivialLosses, windowsOf, WINDOW } from '../../bench/benchmarks/set.ts';
import { sharedData } from '../../data.ts';

const data = sharedData();

test('windows hold the keys of their steps, and an end that fills no window is left out', () => {
  const sequence = Array.from({ length: 2 * WINDOW + 3 }, (_, step) => [21 + (step % 5), 108]);
  const windows = windowsOf([sequence], WINDOW);
  expect(windows.map(({ start }) => start)).toEqual([0, WINDOW]);
  windows.forEach(({ cells, start }) => {
    expect(cells).toHaveLength(WINDOW * 88);
    for (let step = 0; step < WINDOW; step += 1) {
      const on = [...cells.subarray(step * 88, (step + 1) * 88).keys()].filter(
        (key) => cells[step * 88 + key] === 1,
      );
      expect(on).toEqual([(start + step) % 5, 87]);
    }
  });
});

test('a program that only counts loses what its counts say, so that a bound can be compared with it', () => {
  const held = windowsOf([Array.from({ length: WINDOW }, () => [60])], WINDOW);
  const { marginal, markov } = trivialLosses(held, held);
  // One added to either side: a key that is always on has 17 of 18, one that is never on 1 of 18.
  expect(marginal).toBeCloseTo(-88 * Math.log(17 / 18), 9);
  const later = -88 * Math.log(16 / 17);
  expect(markov).toBeCloseTo((marginal + (WINDOW - 1) * later) / WINDOW, 9);
});

test.skipIf(data === null)(
  'a set is learned beneath its trivial losses, and is not learned again where its report is there',
  async () => {
    const out = mkdtempSync(join(tmpdir(), 'melodrift-'));
    const options = {
      ...{ seconds: 1, rate: 600, seed: 1, threads: 1, words: ['jsb_chorales.quarter'], out },
      ...({ model: 'quick', cell: 'tanh' } as const),
    };
    const answer = z.object({
      meaning: z.record(z.string(), z.string()),
      reports: z.array(
        z.object({
          steps: z.int(),
          kept: z.int(),
          nats: z.object({ validation: z.number(), training: z.number(), marginal: z.number() }),
          published: z.record(z.string(), z.number()),
        }),
      ),
      absent: z.array(z.string()),
    });
    const first = answer.parse(await benchmarks(options));
    expect(first.meaning).toEqual({ ...MEANING });
    const [found] = first.reports;
    if (found === undefined) throw new Error('the set is there');
    expect(found.steps).toBe(600);
    expect(found.kept).toBeGreaterThan(0);
    expect(found.kept).toBeLessThanOrEqual(600);
    expect(found.nats.validation).toBeLessThan(found.nats.marginal);
    // Counted for these windows; over whole chorales the marginal loses 10.95.
    expect(Math.abs(found.nats.marginal - 10.95)).toBeLessThan(0.3);
    expect(Object.keys(found.published)).toContain('RNN-NADE');
    const path = join(out, 'jsb_chorales.quarter.json');
    // A mark in the report comes back: it was read, not measured anew.
    writeFileSync(path, readFileSync(path, 'utf8').replace('"steps": 600', '"steps": 601'));
    expect(answer.parse(await benchmarks(options)).reports[0]?.steps).toBe(601);
    const other = answer.parse(await benchmarks({ ...options, rate: 20, seed: 2 }));
    expect(other.reports[0]?.steps).toBe(20);
    await expect(benchmarks({ ...options, words: ['nobody'] })).rejects.toThrow('nobody');
    rmSync(out, { recursive: true });
  },
  120_000,
);
