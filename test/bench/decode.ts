/** `bench decode`: how long the pad waits for a phrase, and a long generation for its end. */
import { measured, networkOf, ownBackend } from './networks.ts';
import { pytorch } from './peers/pytorch.ts';
import { inTurns } from './rounds.ts';
import type { BenchOptions } from './step.ts';

/** Milliseconds of one latent over 50 and 1,000 steps; the decoder reads its own output. */
export async function decode({ seconds, threads }: BenchOptions): Promise<object> {
  const architecture = { ...measured.reference.architecture, decoderInput: 'own' as const };
  const backend = await ownBackend();
  const network = await networkOf(architecture, backend, 1);
  const torch = await pytorch('decode', architecture, 1, threads);
  const rival = (name: string, steps: number) => ({
    name,
    once: async () => {
      await network.decode(new Float32Array(architecture.latent), 1, new Float32Array(), steps);
    },
    end: () => {},
  });
  const times = await inTurns(
    [rival('one', 50), rival('long', 1000), ...(torch ? [torch.rival] : [])],
    seconds,
  );
  network.dispose();
  const median = (name: string): number => times.get(name)?.median ?? Number.NaN;
  const torchMedian = times.get('pytorch')?.median;
  const { steps: T, inputs: D, hidden: H } = architecture;
  return {
    backend,
    T,
    D,
    H,
    threads,
    median: median('one'),
    best: times.get('one')?.best,
    steps1000: median('long'),
    peers: torchMedian === undefined ? {} : { pytorch: times.get('pytorch') },
    goal: '<= 0.6 x pytorch; 1,000 steps <= 21 x 50 steps',
    pass:
      torchMedian === undefined
        ? null
        : median('one') <= 0.6 * torchMedian && median('long') <= 21 * median('one'),
  };
}
