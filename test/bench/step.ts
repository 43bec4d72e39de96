/** `bench step`: one step of learning, native and its rivals in turns. */
import { cpus } from 'node:os';
import type { BackendName } from '#main/engine/network.ts';
import { availableBackends } from '#main/engine/networks.ts';
import { batchOf, measured, networkOf, setting } from './networks.ts';
import { pytorch } from './pytorch.ts';
import type { Rival } from './rounds.ts';
import { inTurns } from './rounds.ts';
import { sgemmPeak } from './sgemm.ts';

/** What a measurement may be asked for. */
export interface BenchOptions {
  readonly seconds: number;
  readonly threads: number;
  readonly model: 'reference' | 'quick';
  readonly cell: 'tanh' | 'gru' | 'lstm';
  /** What follows the name of a measurement that has parts. */
  readonly words: readonly string[];
  readonly seed: number;
  /** Steps of learning that count as a second; 0: the clock counts. */
  readonly rate: number;
  /** Folder for what a measurement keeps, where one was named. */
  readonly out: string | null;
}

/** Milliseconds of a step; the goal is a share of PyTorch's, so without PyTorch nothing passes or fails (`pass` null). */
export async function step(options: BenchOptions): Promise<object> {
  const { seconds, threads, model, cell } = options;
  const { batch } = measured[model];
  const architecture = { ...measured[model].architecture, cell };
  const states = await availableBackends();
  const works = (backend: BackendName): boolean =>
    states.some((state) => state.backend === backend && state.problem === null);
  const own: BackendName = works('tensorflow') ? 'tensorflow' : 'wasm';
  const torch = await pytorch('step', architecture, batch, threads);
  const times = await inTurns(
    [
      await learner(own),
      ...(torch ? [torch.rival] : []),
      ...(own === 'wasm' ? [] : [await learner('wasm')]),
    ],
    seconds,
  );
  const { median, best } = times.get(own) ?? { median: Number.NaN, best: Number.NaN };
  const { steps: T, inputs: D, hidden: H, latent: Z } = architecture;
  const reads = architecture.decoderInput === 'none' ? 1 : 2;
  const gates = { tanh: 1, gru: 3, lstm: 4 }[cell];
  // 2 B T (6 G H^2 + 2 G D H a reader + 3 H D, the first reader's inputs needing no gradient): speed.md's count for the reference.
  const flop = 2 * batch * T * (6 * gates * H * H + 2 * gates * reads * D * H + 3 * H * D);
  const peak = own === 'tensorflow' ? sgemmPeak() : null;
  const peers = Object.fromEntries([...times].filter(([name]) => name !== own));
  const torchMedian = times.get('pytorch')?.median;
  const strong = (peak ?? 0) >= 1.5 * (torch?.sgemmPeak ?? Infinity);
  const goal = { gru: 0.72, lstm: 0.86, tanh: model === 'quick' ? 0.45 : strong ? 0.6 : 0.85 }[
    cell
  ];
  return {
    backend: own,
    cell,
    T,
    D,
    H,
    Z,
    batch,
    threads,
    processor: cpus()[0]?.model,
    median,
    best,
    gflops: flop / median / 1e6,
    sgemmPeak: peak,
    pytorchSgemmPeak: torch?.sgemmPeak ?? null,
    peers,
    goal: `<= ${goal} x pytorch`,
    pass: torchMedian === undefined ? null : median <= goal * torchMedian,
  };

  async function learner(backend: BackendName): Promise<Rival> {
    const network = await networkOf(architecture, backend);
    const segments = batchOf(architecture, batch);
    const noise = new Float32Array(batch * architecture.latent).fill(0.3);
    return {
      name: backend,
      once: async () => {
        await network.learn(segments, noise, setting);
      },
      end: () => network.dispose(),
    };
  }
}
