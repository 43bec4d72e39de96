/** `bench memory [STEPS]`: what learning and answering hold, each in a process of its own, and whether it grows. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { atMost, lineOf, told, type Figure } from './quality/figure.ts';
import type { BenchOptions } from './step.ts';

const moment = z.object({
  steps: z.int().optional(),
  segments: z.int().optional(),
  /** Megabytes now and at most, and tensors that TensorFlow holds. */
  rss: z.number(),
  most: z.number(),
  tensors: z.int(),
});
/** What a process told of itself. */
export type MemoryMoment = z.output<typeof moment>;

/** Runs one process of `memory/part.ts` in the environment of an engine, and reads what it tells. */
export async function memoryOf(part: string, steps: number): Promise<readonly MemoryMoment[]> {
  const script = join(import.meta.dirname, 'memory', 'part.ts');
  const env = { ...process.env, MALLOC_ARENA_MAX: '2', TF_CPP_MIN_LOG_LEVEL: '2' };
  const words = ['--expose-gc', script, part, String(steps)];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env });
  return stdout
    .trim()
    .split('\n')
    .map((line) => moment.parse(JSON.parse(line)));
}

function medianOf(moments: readonly MemoryMoment[], of: (told: MemoryMoment) => number): number {
  const rising = moments.map(of).sort((a, b) => a - b);
  return rising[Math.floor(rising.length / 2)] ?? Number.NaN;
}

/** Steps of a long night, where nothing else is said. */
const STEPS = 10_000;

/** Megabytes of the processes, the growth of a run and its tensors, beside their goals. */
export async function memory({ words }: BenchOptions): Promise<object> {
  const steps = Number(words[0] ?? STEPS);
  if (!(steps >= 1000)) throw new Error('memory takes a number of steps, at least 1,000');
  const [library] = await memoryOf('library', 0);
  const [answer] = await memoryOf('answer', 0);
  const large = (await memoryOf('large', 0)).at(-1);
  const flat = await memoryOf('flat', steps);
  // RSS wanders with Node's own heap, and the inputs of some calls are kept: many marks tell what one does not.
  const [first, last] = [flat[0], flat.at(-1)];
  const marks = flat.slice(1);
  const half = Math.ceil(marks.length / 2);
  const later = medianOf(marks.slice(half), ({ rss }) => rss);
  const held = [marks.slice(0, half), marks.slice(half)].map((some) =>
    medianOf(some, ({ tensors }) => tensors),
  );
  const figures: readonly Figure[] = [
    told('library alone, MB', library?.rss),
    atMost('answer engine, MB', answer?.rss, 600),
    atMost(`500 units, ${large?.segments} segments, most MB`, large?.most, 1500),
    told(`quick after ${first?.steps} steps, MB`, first?.rss),
    told(`quick after ${last?.steps} steps, MB`, last?.rss),
    told('median of the later half, MB', later),
    atMost('growth of memory since step 100', later / (first?.rss ?? Number.NaN), 1.02),
    atMost('growth of tensors, later half', (held[1] ?? Number.NaN) / (held[0] ?? 0), 1),
  ];
  for (const figure of figures) process.stderr.write(`${lineOf('memory', figure)}\n`);
  const pass = figures.every(({ pass: reached }) => reached !== false);
  return { steps, figures, course: flat, pass };
}
