/** `bench decode`: how long the pad waits for a phrase, and whether a palette is worth its batch. */
import { availableBackends } from '#main/engine/networks.ts';
import type { BackendName } from '#main/engine/network.ts';
import { measured, networkOf } from './networks.ts';
import { pytorch } from './peers/pytorch.ts';
import { inTurns } from './rounds.ts';
import { sgemmPeak } from './sgemm.ts';
import type { BenchOptions } from './step.ts';

/** Milliseconds of one latent over 50 and 1,000 steps, and of 441 at once; the decoder reads its own output. */
export async function decode({ seconds, threads }: BenchOptions): Promise<object> {
  const architecture = { ...measured.reference.architecture, decoderInput: 'own' as const };
  const native = (await availableBackends()).some(
    ({ backend, problem }) => backend === 'tensorflow' && problem === null,
  );
  const backend: BackendName = native ? 'tensorflow' : 'wasm';
  const network = await networkOf(architecture, backend, 441);
  const torch = await pytorch('decode', architecture, 1, threads);
  const rival = (name: string, count: number, steps: number) => ({
    name,
    once: async () => {
      await network.decode(
        new Float32Array(count * architecture.latent),
        count,
        new Float32Array(),
        steps,
      );
    },
    end: () => {},
  });
  const times = await inTurns(
    [
      rival('one', 1, 50),
      rival('long', 1, 1000),
      rival('palette', 441, 50),
      ...(torch ? [torch.rival] : []),
    ],
    seconds,
  );
  network.dispose();
  const median = (name: string): number => times.get(name)?.median ?? Number.NaN;
  const torchMedian = times.get('pytorch')?.median;
  const { steps: T, inputs: D, hidden: H } = architecture;
  // 2 T (2 D H + H H) a latent: its own output back in, the recurrence, the output.
  const flop = 2 * T * (2 * D * H + H * H);
  const peak = backend === 'tensorflow' ? sgemmPeak() : null;
  // What 441 latents would take at the library's own peak, against as many singles: no batch can do better.
  const floor = peak === null ? null : flop / (peak * 1e6) / median('one');
  return {
    backend,
    T,
    D,
    H,
    threads,
    median: median('one'),
    best: times.get('one')?.best,
    steps1000: median('long'),
    palette441: median('palette'),
    paletteAgainstSingles: median('palette') / (441 * median('one')),
    paletteFloor: floor,
    singleGflops: flop / median('one') / 1e6,
    paletteGflops: (441 * flop) / median('palette') / 1e6,
    sgemmPeak: peak,
    peers: torchMedian === undefined ? {} : { pytorch: times.get('pytorch') },
    goal: '<= 0.6 x pytorch; 1,000 steps <= 21 x 50 steps; palette <= 1/20 of 441 singles',
    pass:
      torchMedian === undefined
        ? null
        : median('one') <= 0.6 * torchMedian &&
          median('long') <= 21 * median('one') &&
          median('palette') <= (441 / 20) * median('one'),
  };
}
