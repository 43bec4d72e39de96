/** The table of goals must not say "reached" of what is not, nor of what was never measured. */
import { expect, test } from 'vitest';
import { atLeast, atMost, lineOf, told, within } from '../../bench/quality/figure.ts';
import { quality, qualityRows } from '../../bench/quality.ts';
import { secondsToKnow } from '../../bench/quality/knowing.ts';
import { momentsOf } from '../../bench/quality/learned.ts';
import { demoSongs } from '../demo.ts';

test('a goal is reached on its edge and beyond, and never by a figure that is missing', () => {
  expect([0.96, 0.97, 0.98].map((value) => atLeast('F1', value, 0.97).pass)).toEqual([
    false,
    true,
    true,
  ]);
  expect([0.02, 0.03].map((value) => atMost('silence', value, 0.02).pass)).toEqual([true, false]);
  expect([0.7, 0.8, 1.2].map((value) => within('notes', value, 0.8, 1.1).pass)).toEqual([
    false,
    true,
    false,
  ]);
  for (const missing of [null, undefined, Number.NaN])
    expect(atLeast('F1', missing, 0.5)).toMatchObject({ value: null, pass: null });
  expect(told('steps', 3).pass).toBeNull();
  expect(lineOf('demo', atLeast('F1', 0.5, 0.97))).toContain('BELOW');
});

test('the table names every row of the goals and refuses one that it has not got', async () => {
  for (const row of ['demo', 'yubatake', 'parts', 'freedoom', 'known', 'recognition', 'check'])
    expect(qualityRows).toContain(row);
  const options = {
    seconds: 1,
    threads: 1,
    model: 'quick',
    cell: 'tanh',
    seed: 1,
    rate: 0,
    out: null,
  } as const;
  await expect(quality({ ...options, words: ['nonsense'] })).rejects.toThrow('nonsense');
  const { rows, judged, reached, pass } = await quality({ ...options, words: ['medley'] });
  expect(Object.keys(rows)).toEqual(['medley']);
  expect([judged, reached, pass]).toEqual([4, 4, true]);
}, 60_000);

test('with a rate the table counts steps: a busy machine measures what a quiet one would', async () => {
  const small = { hidden: '32', latent: '4', batch: '8' };
  const moments = await momentsOf(demoSongs(1), small, [1, 2], { seed: 1, rate: 30 });
  expect(moments.map(({ step }) => step)).toEqual([30, 60]);
  for (const { training } of moments) expect(training).toBeGreaterThan(0);
  const known = await secondsToKnow(() => demoSongs(1), { seed: 1, rate: 1000 });
  expect(known?.step).toBeGreaterThan(100);
  expect(known?.seconds).toBeGreaterThan((known?.step ?? 0) / 1000);
}, 120_000);
