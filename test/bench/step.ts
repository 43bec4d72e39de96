/** `bench step`: one step of learning, native and its rivals in turns. */
import { cpus } from 'node:os';
import type { BackendName } from '#main/engine/network.ts';
import { availableBackends } from '#main/engine/networks.ts';
import { batchOf, measured, networkOf, setting, weightsOf } from './networks.ts';
import { naive } from './peers/naive.ts';
import { onnxruntime } from './peers/onnx.ts';
import { pytorch } from './peers/pytorch.ts';
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
  /** Where lateness is measured; null: at the best there is. */
  readonly port?: 'jack' | 'pipe' | null;
  /** Seconds of one more playing that drift alone is read from; 0: none. */
  readonly drift?: number;
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
  const segments = batchOf(architecture, batch);
  const noise = new Float32Array(batch * architecture.latent).fill(0.3);
  const weights = weightsOf(architecture);
  const torch = await pytorch('step', architecture, batch, threads);
  const onnx = await onnxruntime(architecture, segments, noise, weights, threads);
  const plainest =
    own === 'tensorflow' && model === 'reference' && cell === 'tanh'
      ? naive(architecture, segments, noise, weights)
      : null;
  const third = await thirdStep();
  const same = { onnxruntime: onnx?.first, naive: plainest?.first };
  for (const [name, found] of Object.entries(same))
    if (found !== undefined && Math.abs(found / third - 1) > 1e-3)
      throw new Error(`${name} does other work: its third step finds ${found}, ours ${third}`);
  const times = await inTurns(
    [
      await learner(own),
      ...(torch ? [torch.rival] : []),
      ...(onnx ? [onnx.rival] : []),
      ...(plainest ? [plainest.rival] : []),
      // A step of gates takes half a minute in WebAssembly and two in JavaScript; how far they lag is told by tanh.
      ...(own === 'wasm' || cell !== 'tanh' ? [] : [await learner('wasm')]),
      ...(works('cpu') && cell === 'tanh' ? [await learner('cpu')] : []),
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
  const strong = (peak ?? 0) >= 1.5 * (torch?.first ?? Infinity);
  const onnxMedian = times.get('onnxruntime')?.median;
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
    pytorchSgemmPeak: torch?.first ?? null,
    peers,
    goal: `<= ${goal} x pytorch; <= 1.1 x onnxruntime`,
    pass:
      torchMedian === undefined
        ? null
        : median <= goal * torchMedian && median <= 1.1 * (onnxMedian ?? Infinity),
  };

  /** The reconstruction (nats, summed over the batch) that the third step finds: rivals must find it too. */
  async function thirdStep(): Promise<number> {
    const network = await networkOf(architecture, own, batch);
    let found = 0;
    for (let step = 0; step < 3; step += 1)
      found = (await network.learn(segments, noise, setting)).reconstruction * batch;
    network.dispose();
    return found;
  }

  async function learner(backend: BackendName): Promise<Rival> {
    const network = await networkOf(architecture, backend, batch);
    return {
      name: backend,
      once: async () => {
        await network.learn(segments, noise, setting);
      },
      end: () => network.dispose(),
    };
  }
}
