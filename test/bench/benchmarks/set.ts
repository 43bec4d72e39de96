/** The public sets of polyphonic music, as windows of 88 keys, and what programs that learn nothing lose on them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Column, Segment } from '#main/segments/representation.ts';
import { sharedData } from '../../data.ts';

const LOWEST = 21;
const KEYS = 88;
/** Steps of a window: two bars of quarters in a chorale, a bar of sixteenths. */
export const WINDOW = 16;

const file = z.object({
  train: z.array(
    z.array(
      z.array(
        z
          .int()
          .min(LOWEST)
          .max(LOWEST + KEYS - 1),
      ),
    ),
  ),
  valid: z.array(
    z.array(
      z.array(
        z
          .int()
          .min(LOWEST)
          .max(LOWEST + KEYS - 1),
      ),
    ),
  ),
});

/** One column a key of the piano. */
export const KEY_COLUMNS: readonly Column[] = Array.from({ length: KEYS }, (_, key) => ({
  part: 'all',
  pitch: LOWEST + key,
  kind: 'on',
}));

/** Windows to learn from, and those of the validation part. */
export interface BenchmarkSet {
  readonly training: readonly Segment[];
  readonly validation: readonly Segment[];
}

/** Windows of sequences, one every `hop` steps; ends that fill no window are left out. */
export function windowsOf(
  sequences: readonly (readonly (readonly number[])[])[],
  hop: number,
): readonly Segment[] {
  return sequences.flatMap((sequence, song) => {
    const cells = new Uint8Array(sequence.length * KEYS);
    sequence.forEach((pitches, step) => {
      for (const pitch of pitches) cells[step * KEYS + pitch - LOWEST] = 1;
    });
    const count = Math.max(0, Math.floor((sequence.length - WINDOW) / hop) + 1);
    return Array.from({ length: count }, (_, index) => {
      const start = index * hop;
      const place = { song, start, tick: start, onBar: false, barPosition: 0, barSteps: 0 };
      return { ...place, cells: cells.subarray(start * KEYS, (start + WINDOW) * KEYS) };
    });
  });
}

/** A set by its name; null where this machine has not got it. */
export function benchmarkSet(name: string): BenchmarkSet | null {
  const data = sharedData();
  const path = data === null ? null : join(data, 'benchmarks', `${name}.json`);
  if (path === null || !existsSync(path)) return null;
  const { train, valid } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { training: windowsOf(train, WINDOW / 4), validation: windowsOf(valid, WINDOW) };
}

/** Nats a step on `asked` of two programs that only counted `known`: each key at its rate, and each key by its own last state. */
export function trivialLosses(
  known: readonly Segment[],
  asked: readonly Segment[],
): { readonly marginal: number; readonly markov: number } {
  // Counts with one added to either side, so that nothing is impossible: by key, and by key and last state.
  const rates = Array.from({ length: KEYS }, () => ({ on: 1, all: 2 }));
  const after = Array.from({ length: 2 * KEYS }, () => ({ on: 1, all: 2 }));
  const note = (count: { on: number; all: number } | undefined, on: number): void => {
    if (count === undefined) return;
    count.on += on;
    count.all += 1;
  };
  for (const { cells } of known)
    cells.forEach((on, at) => {
      note(rates[at % KEYS], on);
      if (at >= KEYS) note(after[(at % KEYS) + KEYS * (cells[at - KEYS] ?? 0)], on);
    });
  const loss = (count: { on: number; all: number } | undefined, on: number): number => {
    const share = count === undefined ? 0.5 : count.on / count.all;
    return -Math.log(on === 1 ? share : 1 - share);
  };
  let [marginal, markov] = [0, 0];
  for (const { cells } of asked)
    cells.forEach((on, at) => {
      const alone = loss(rates[at % KEYS], on);
      marginal += alone;
      markov += at < KEYS ? alone : loss(after[(at % KEYS) + KEYS * (cells[at - KEYS] ?? 0)], on);
    });
  const steps = asked.length * WINDOW;
  return { marginal: marginal / steps, markov: markov / steps };
}
