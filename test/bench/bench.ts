/**
 * Runs measurements by name, one JSON line each: `bench NAME… [--seconds N] [--threads N] [--model reference|quick] [--cell tanh|gru|lstm] [--port jack|pipe] [--drift SECONDS]`,
 * or one that has parts: `bench quality [ROW…] [--seed N] [--rate N]`, `bench memory [STEPS]`,
 * `bench benchmarks [SET…] [--out DIR]`, `bench blind --out DIR [--seed N]`.
 */
import { parseArgs } from 'node:util';
import type { BenchOptions } from './step.ts';

type Measurement = (options: BenchOptions) => Promise<object>;

/** Every measurement by its name; loaded only when asked for. */
const measurements: Readonly<Record<string, () => Promise<Measurement>>> = {
  step: async () => (await import('./step.ts')).step,
  overhead: async () => (await import('./overhead.ts')).overhead,
  decode: async () => (await import('./decode.ts')).decode,
  palette: async () => (await import('./palette.ts')).palette,
  supervised: async () => (await import('./supervised.ts')).supervised,
  pad: async () => (await import('./pad.ts')).pad,
  midi: async () => (await import('./midi.ts')).midi,
  together: async () => (await import('./together.ts')).together,
  ledger: async () => (await import('./ledger.ts')).ledger,
  map: async () => (await import('./map.ts')).map,
  roll: async () => (await import('./roll.ts')).roll,
  project: async () => (await import('./project.ts')).project,
  start: async () => (await import('./start.ts')).start,
  import: async () => (await import('./import.ts')).measureImport,
};

/** Measurements of many minutes: run by name only, and the words after the name are theirs. */
const tables: Readonly<Record<string, () => Promise<Measurement>>> = {
  quality: async () => (await import('./quality.ts')).quality,
  memory: async () => (await import('./memory.ts')).memory,
  blind: async () => (await import('./blind.ts')).blind,
  benchmarks: async () => (await import('./benchmarks.ts')).benchmarks,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '20' },
    threads: { type: 'string', default: String(navigator.hardwareConcurrency) },
    model: { type: 'string', default: 'reference' },
    cell: { type: 'string', default: 'tanh' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '0' },
    out: { type: 'string' },
    port: { type: 'string' },
    drift: { type: 'string', default: '0' },
  },
});
const [seconds, threads] = [Number(values.seconds), Number(values.threads)];
const [seed, rate] = [Number(values.seed), Number(values.rate)];
const [first = ''] = positionals;
const isTable = Object.hasOwn(tables, first);
const unknown = isTable ? [] : positionals.filter((name) => !Object.hasOwn(measurements, name));
const numbers =
  seconds > 0 && Number(values.drift) >= 0 && threads >= 1 && Number.isInteger(seed) && rate >= 0;
if (unknown.length > 0 || !numbers) {
  const names = [...Object.keys(measurements), ...Object.keys(tables)].join(', ');
  process.stderr.write(
    `bench: names are ${names}; --seconds, --threads, --seed and --rate are numbers\n`,
  );
  process.exit(1);
}
process.env['TF_NUM_INTRAOP_THREADS'] = String(threads); // read when TensorFlow is loaded, which the measurement does
const model = values.model === 'quick' ? ('quick' as const) : ('reference' as const);
const cell = values.cell === 'gru' || values.cell === 'lstm' ? values.cell : 'tanh';
const options: BenchOptions = {
  seconds,
  threads,
  model,
  cell,
  seed,
  rate,
  drift: Number(values.drift),
  words: [],
  out: values.out ?? null,
  port: values.port === 'jack' || values.port === 'pipe' ? values.port : null,
};
const chosen = positionals.length > 0 ? positionals : Object.keys(measurements);
for (const name of isTable ? [first] : chosen) {
  const measure = await (isTable ? tables : measurements)[name]?.();
  const figures = await measure?.({ ...options, words: isTable ? positionals.slice(1) : [] });
  process.stdout.write(`${JSON.stringify({ [name]: figures })}\n`);
}
process.exit(0);
