/** `cli listen` on the demo: whoever opens the app hears its songs on their points, and music between them. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { run } from './run.ts';
import { DEMO_MODEL, one } from './songs.ts';

const figures = z.array(
  z.object({ name: z.string(), value: z.number().nullable(), meets: z.boolean().nullable() }),
);
const named = z.array(z.object({ song: z.string() }));

test('the demo sounds as it is expected to, on every point, on blends and on medleys of 1,000 steps', async () => {
  const { code, lines, sentences } = await run('listen', DEMO_MODEL, '--songs', join(one, '..'));
  expect(code).toBe(0);
  const [line = {}] = lines;
  const rows = figures.parse(line['figures']);
  expect(rows.filter(({ meets }) => meets === false)).toEqual([]);
  expect(rows.filter(({ meets }) => meets === true).length).toBeGreaterThan(12);
  const of = (name: string): number => rows.find((each) => each.name === name)?.value ?? NaN;
  // What stands beside no expectation is measured all the same.
  expect(of('padChange')).toBeGreaterThan(0);
  expect(of('padChangeMost')).toBeGreaterThanOrEqual(of('padChange'));
  expect(of('longDistinct')).toBeGreaterThan(of('medleyDistinct'));
  expect(named.parse(line['songs'])).toHaveLength(8);
  expect(named.parse(line['medley'])).toHaveLength(8);
  expect(sentences.filter((text) => text.startsWith('note F1 on a point'))).toHaveLength(1);
}, 120_000);

test('of songs that the model does not know nothing is said as if it were heard', async () => {
  const { code, lines } = await run('listen', DEMO_MODEL, '--songs', one);
  expect(code).toBe(0);
  expect(named.parse(lines[0]?.['songs']).map(({ song }) => song)).toEqual(['d_e2m5']);
}, 120_000);
