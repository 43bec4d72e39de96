/** Every row of what must be fast is a name of `bench`, and one line of JSON with a goal: else a figure is claimed that nobody can measure again. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const BENCH = join(import.meta.dirname, '..', '..', 'bench', 'bench.ts');

/** Runs it; `code` is how it ended. */
async function bench(...words: readonly string[]) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [BENCH, ...words]);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const ended = z.object({ code: z.int(), stdout: z.string(), stderr: z.string() });
    return ended.parse(error);
  }
}

test('an unknown name is refused with all that there are', async () => {
  const { code, stdout, stderr } = await bench('speed');
  expect([code, stdout]).toEqual([1, '']);
  const speed = ['step', 'overhead', 'decode', 'palette', 'pad', 'roll', 'midi', 'import'];
  const more = ['project', 'start', 'memory', 'quality', 'benchmarks', 'supervised'];
  for (const name of [...speed, ...more]) expect(stderr).toMatch(new RegExp(`\\b${name}\\b`));
}, 60_000);

test('a measurement is one line of JSON: figures, goal, and whether it is reached', async () => {
  const { stdout } = await bench('palette', '--seconds', '0.01', '--json');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const figures = z.object({
    backend: z.string(),
    latents: z.literal(441),
    median: z.number().positive(),
    single: z.number().positive(),
    againstSingles: z.number().positive(),
    goal: z.string(),
    pass: z.boolean(),
  });
  const { palette } = z.strictObject({ palette: figures }).parse(JSON.parse(stdout));
  expect(palette.againstSingles).toBeCloseTo(palette.median / (441 * palette.single), 6);
  expect(palette.pass).toBe(palette.againstSingles <= 0.05);
}, 120_000);
