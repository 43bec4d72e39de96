/** `bench decode`: how long the pad waits for a phrase, and whether a palette is worth its batch. */
import { availableBackends } from '#main/engine/networks.ts';
import type { BackendName } from '#main/engine/network.ts';
import { measured, networkOf } from './networks.ts';
import { pytorch } from './pytorch.ts';
import { inTurns } from './rounds.ts';
import type { BenchOptions } from './step.ts';

/** Milliseconds of one latent over 50 and 1,000 steps, and of 441 at once; the decoder reads its own output. */
export async function decode({ seconds, threads }: BenchOptions): Promise<object> {
  const architecture = { ...measured.reference.architecture, decoderInput: 'own' as const };
  const native = (await availableBackends()).some(
    ({ backend, problem }) => backend === 'tensorflow' && problem === null,
  );
  const backend: BackendName = native ? 'tensorflow' : 'wasm';
  const network = await networkOf(architecture, backend);
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
  return {
    backend,
    T: architecture.steps,
    D: architecture.inputs,
    H: architecture.hidden,
    threads,
    median: median('one'),
    best: times.get('one')?.best,
    steps1000: median('long'),
    palette441: median('palette'),
    paletteAgainstSingles: median('palette') / (441 * median('one')),
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
