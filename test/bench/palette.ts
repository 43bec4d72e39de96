/** `bench palette`: whether all tiles of the map, decoded as one batch, are worth it against as many single phrases. */
import { measured, networkOf, ownBackend } from './networks.ts';
import { inTurns } from './rounds.ts';
import { sgemmPeak } from './sgemm.ts';
import type { BenchOptions } from './step.ts';

/** Columns and rows of a palette. */
const SIDE = 21;

/** Milliseconds of one latent over 50 steps and of 441 at once; the reference decoder reads its own output. */
export async function palette({ seconds, threads }: BenchOptions): Promise<object> {
  const architecture = { ...measured.reference.architecture, decoderInput: 'own' as const };
  const { steps: T, inputs: D, hidden: H, latent: Z } = architecture;
  const count = SIDE * SIDE;
  const backend = await ownBackend();
  const network = await networkOf(architecture, backend, count);
  const decoding = (name: string, latents: number) => ({
    name,
    once: async () => {
      await network.decode(new Float32Array(latents * Z), latents, new Float32Array(), T);
    },
    end: () => {},
  });
  const times = await inTurns([decoding('one', 1), decoding('palette', count)], seconds);
  network.dispose();
  const median = (name: string): number => times.get(name)?.median ?? Number.NaN;
  const ratio = median('palette') / (count * median('one'));
  // 2 T (2 D H + H H) a latent: its own output back in, the recurrence, the output.
  const flop = 2 * T * (2 * D * H + H * H);
  const peak = backend === 'tensorflow' ? sgemmPeak() : null;
  return {
    backend,
    ...{ T, D, H, threads, latents: count },
    median: median('palette'),
    best: times.get('palette')?.best,
    single: median('one'),
    againstSingles: ratio,
    // What the latents would take at the library's own peak, against as many singles: no batch can do better.
    floor: peak === null ? null : flop / (peak * 1e6) / median('one'),
    gflops: (count * flop) / median('palette') / 1e6,
    singleGflops: flop / median('one') / 1e6,
    sgemmPeak: peak,
    goal: `one batch; <= 1/20 of ${count} single decodes`,
    pass: ratio <= 1 / 20,
  };
}
