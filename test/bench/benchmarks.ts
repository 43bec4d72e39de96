/** `bench benchmarks [SET…]`: bounds on the public sets beside trivial and published losses, each saying what it is a bound of. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { learnSet } from './benchmarks/learn.ts';
import { benchmarkSet, trivialLosses, WINDOW } from './benchmarks/set.ts';
import type { BenchOptions } from './step.ts';

/** Published losses in nats a step, on the test parts, which are not here (Boulanger-Lewandowski and others 2012; Bai and others 2018). */
const PUBLISHED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'jsb_chorales.quarter': { RNN: 8.71, 'RNN-NADE': 5.56, TCN: 8.1 },
  'jsb_chorales.16th': {},
  nottingham: { RNN: 4.46, 'RNN-NADE': 2.31, TCN: 3.07 },
  piano_midi: { RNN: 8.37, 'RNN-NADE': 7.05 },
};

/** The sets by name. */
export const benchmarkNames: readonly string[] = Object.keys(PUBLISHED);

/** What each figure of a report is a bound of. */
export const MEANING = {
  validation: `upper bound (ELBO with KL weight 1, one sampled z a window) of the loss of whole windows of ${WINDOW} steps, validation part, nothing known of what came before a window; the weights are those of the moment at which the last tenth of the training part, which was not learned, lost least`,
  training: 'the same on up to 2,000 windows that were learned: how much is by heart',
  marginal: 'exact loss of each key at its rate in the training part, same windows',
  markov: 'exact loss of each key by its own last state, first steps by the marginal, same windows',
  published:
    'exact or estimated loss of the next step given all steps before it, test part: no bound of ours, and easier, for a window of ours begins knowing nothing',
} as const;

const report = z.object({
  set: z.string(),
  seed: z.int(),
  asked: z.number(),
  steps: z.int(),
  kept: z.int(),
  windows: z.object({ training: z.int(), validation: z.int() }),
  nats: z.object({
    validation: z.number().nullable(),
    reconstruction: z.number().nullable(),
    kl: z.number().nullable(),
    training: z.number().nullable(),
    marginal: z.number(),
    markov: z.number(),
  }),
  frameF1: z.number().nullable(),
  published: z.record(z.string(), z.number()),
});
/** One set's figures. */
export type BenchmarkReport = z.output<typeof report>;

/** A report that was written before for the same seed and length, so that an interrupted call goes on with the next set. */
function written(path: string | null, seed: number, asked: number): BenchmarkReport | null {
  if (path === null || !existsSync(path)) return null;
  const found = report.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return found.success && found.data.seed === seed && found.data.asked === asked
    ? found.data
    : null;
}

async function measured(name: string, { seconds, seed, rate }: BenchOptions) {
  const set = benchmarkSet(name);
  if (set === null) return null;
  const limit =
    rate > 0 ? { steps: Math.round(rate * seconds), seconds: 0 } : { steps: 0, seconds };
  const { steps, kept, training, validation, frameF1 } = await learnSet(set, limit, seed);
  const { marginal, markov } = trivialLosses(set.training, set.validation);
  const nats = (bound: typeof validation) => (bound === null ? null : -bound.bound);
  return {
    set: name,
    seed,
    asked: seconds,
    steps,
    kept,
    windows: { training: set.training.length, validation: set.validation.length },
    nats: {
      validation: nats(validation),
      reconstruction: validation?.reconstruction ?? null,
      kl: validation?.kl ?? null,
      training: nats(training),
      marginal,
      markov,
    },
    frameF1,
    published: PUBLISHED[name] ?? {},
  };
}

function line({ set, steps, kept, nats, published }: BenchmarkReport): string {
  const shown = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  const others = Object.entries(published).map(([name, value]) => `${name} ${value}`);
  const own = `bound ${shown(nats.validation)} (learned windows ${shown(nats.training)})`;
  const trivial = `marginal ${shown(nats.marginal)}, Markov ${shown(nats.markov)}`;
  return `${set}: ${own} after ${kept} of ${steps} steps; ${trivial}; published ${others.join(', ') || 'none'}`;
}

/** Learns each set for `--seconds` and reports it; with `--out DIR` a set that is there already is not learned again. */
export async function benchmarks(options: BenchOptions): Promise<object> {
  const names = options.words.length > 0 ? options.words : benchmarkNames;
  const unknown = names.filter((name) => !benchmarkNames.includes(name));
  if (unknown.length > 0)
    throw new Error(`no set ${unknown.join(', ')}; sets are ${benchmarkNames.join(', ')}`);
  const { out, seed, seconds } = options;
  if (out !== null) mkdirSync(out, { recursive: true });
  const reports: BenchmarkReport[] = [];
  const absent: string[] = [];
  for (const name of names) {
    const path = out === null ? null : join(out, `${name}.json`);
    const found = written(path, seed, seconds) ?? (await measured(name, options));
    if (found === null) {
      absent.push(name);
      process.stderr.write(`${name}: not on this machine (MELODRIFT_DATA)\n`);
      continue;
    }
    if (path !== null) {
      writeFileSync(`${path}.part`, JSON.stringify(found, null, 2));
      renameSync(`${path}.part`, path);
    }
    reports.push(found);
    process.stderr.write(`${line(found)}\n`);
  }
  return { meaning: MEANING, reports, absent };
}
