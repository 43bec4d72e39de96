/** Small networks of every option, and seeded numbers to feed them: what the engine's tests are run over. */
import type { Architecture, Batch, StepSetting } from '#main/engine/network.ts';

/** Every combination of decoder input, entrance of the latent and position. */
export const everyOption = (sizes: {
  readonly steps: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly latent: number;
}): readonly Architecture[] =>
  (['own', 'teacher', 'none'] as const).flatMap((decoderInput) =>
    (['start', 'every-step'] as const).flatMap((latentAt) =>
      [0, 2].map((position) => ({
        ...sizes,
        cell: 'tanh' as const,
        decoderInput,
        latentAt,
        position,
      })),
    ),
  );

/** The options of an architecture in words, for the name of a test. */
export const words = ({ cell, decoderInput, latentAt, position }: Architecture): string =>
  `${cell}, reads ${decoderInput}, z at ${latentAt}, ${position} position numbers`;

/** Uniform numbers from 0 to 1 (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Numbers from N(0, 1) (Box and Muller). */
export function normal(seed: number): () => number {
  const next = uniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** A batch of random segments of the given density. */
export function randomBatch(architecture: Architecture, size: number, seed: number): Batch {
  const next = uniform(seed);
  const { steps, inputs, position } = architecture;
  return {
    size,
    cells: Float32Array.from({ length: size * steps * inputs }, () => Number(next() < 0.2)),
    position: Float32Array.from({ length: size * steps * position }, () => Number(next() < 0.5)),
  };
}

/** Noise (size, latent). */
export const randomNoise = ({ latent }: Architecture, size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size * latent }, normal(seed));

/** A usual step. */
export const setting: StepSetting = {
  klWeight: 0.5,
  learningRate: 1e-2,
  beta1: 0.9,
  beta2: 0.999,
  clip: 1,
  perStep: false,
  averaging: 0.9,
};
