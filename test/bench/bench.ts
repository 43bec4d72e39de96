/** Runs measurements by name, one JSON line each: `bench NAME… [--seconds N] [--threads N] [--model reference|quick] [--cell tanh|gru|lstm]`. */
import { parseArgs } from 'node:util';
import type { BenchOptions } from './step.ts';

/** Every measurement by its name; loaded only when asked for. */
const measurements: Readonly<
  Record<string, () => Promise<(options: BenchOptions) => Promise<object>>>
> = {
  step: async () => (await import('./step.ts')).step,
  decode: async () => (await import('./decode.ts')).decode,
  supervised: async () => (await import('./supervised.ts')).supervised,
  pad: async () => (await import('./pad.ts')).pad,
  import: async () => (await import('./import.ts')).measureImport,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '20' },
    threads: { type: 'string', default: String(navigator.hardwareConcurrency) },
    model: { type: 'string', default: 'reference' },
    cell: { type: 'string', default: 'tanh' },
  },
});
const [seconds, threads] = [Number(values.seconds), Number(values.threads)];
const unknown = positionals.filter((name) => !(name in measurements));
if (unknown.length > 0 || !(seconds > 0) || !(threads >= 1)) {
  process.stderr.write(
    `bench: names are ${Object.keys(measurements).join(', ')}; --seconds and --threads are numbers\n`,
  );
  process.exit(1);
}
process.env['TF_NUM_INTRAOP_THREADS'] = String(threads); // read when TensorFlow is loaded, which the measurement does
for (const name of positionals.length > 0 ? positionals : Object.keys(measurements)) {
  const measure = await measurements[name]?.();
  const model = values.model === 'quick' ? ('quick' as const) : ('reference' as const);
  const cell = values.cell === 'gru' || values.cell === 'lstm' ? values.cell : 'tanh';
  const figures = await measure?.({ seconds, threads, model, cell });
  process.stdout.write(`${JSON.stringify({ [name]: figures })}\n`);
}
process.exit(0);
