/** Every row of what must be fast is a name of `bench`, and one line of JSON with a goal: else a figure is claimed that nobody can measure again. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const BENCH = join(import.meta.dirname, '..', '..', 'bench', 'bench.ts');

/** Runs it where there is no Python; `code` is how it ended. */
async function bench(...words: readonly string[]) {
  try {
    const env = { ...process.env, PYTHON: join(import.meta.dirname, 'no-python') };
    const run = promisify(execFile);
    const { stdout, stderr } = await run(process.execPath, [BENCH, ...words], { env });
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

test('a measurement is one line of JSON: figures, goal, and a verdict only where the rival is there', async () => {
  const { stdout } = await bench('decode', '--seconds', '0.01', '--json');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const figures = z.object({
    backend: z.string(),
    median: z.number().positive(),
    steps1000: z.number().positive(),
    peers: z.strictObject({}),
    goal: z.string().min(1),
    pass: z.null(),
  });
  const { decode } = z.strictObject({ decode: figures }).parse(JSON.parse(stdout));
  expect(decode.steps1000).toBeGreaterThan(decode.median);
}, 120_000);
