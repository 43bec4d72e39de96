/** Small networks of every option, and seeded numbers to feed them: what the engine's tests are run over. */
import type { Architecture, Batch, StepSetting } from '#main/engine/network.ts';
import type { Hardening } from '#main/engine/networks.ts';

/** A network with what is done to it while it learns. */
export interface Variant {
  readonly architecture: Architecture;
  readonly hardening: Hardening;
}

const untouched: Hardening = { hiddenDropped: false, cellsDropped: false };
const hardened: Hardening = { hiddenDropped: true, cellsDropped: true };
const inputs = ['own', 'teacher', 'mixed', 'none'] as const;

/** Every option: each way through the decoder, each cell with each way of reading, the dense layer, and learning with dropout. */
export function everyOption(sizes: {
  readonly steps: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly latent: number;
}): readonly Variant[] {
  const of = (options: Partial<Architecture>, hardening = untouched): Variant => ({
    architecture: {
      ...sizes,
      cell: 'tanh',
      encoderReads: 'forwards',
      decoderInput: 'none',
      latentAt: 'start',
      dense: 0,
      position: 0,
      ...options,
    },
    hardening,
  });
  return [
    ...inputs.flatMap((decoderInput) =>
      (['start', 'every-step'] as const).flatMap((latentAt) =>
        [0, 2].map((position) => of({ decoderInput, latentAt, position })),
      ),
    ),
    ...(['gru', 'lstm'] as const).flatMap((cell) =>
      inputs.map((decoderInput, index) =>
        index % 2 === 0
          ? of({ cell, decoderInput })
          : of({ cell, decoderInput, latentAt: 'every-step', position: 2 }),
      ),
    ),
    ...(['tanh', 'gru', 'lstm'] as const).flatMap((cell) => [
      of({ cell, encoderReads: 'backwards', position: 2 }),
      of({ cell, encoderReads: 'both', position: 2 }),
      of({ cell, decoderInput: 'own', latentAt: 'every-step', dense: 4 }),
      ...(['mixed', 'none'] as const).map((decoderInput) =>
        of({ cell, decoderInput, encoderReads: 'both' }, hardened),
      ),
    ]),
  ];
}

/** The options of a network in words, for the name of a test. */
export const words = ({ architecture, hardening }: Variant): string => {
  const { cell, encoderReads, decoderInput, latentAt, dense, position } = architecture;
  return [
    cell,
    `encoder reads ${encoderReads}`,
    `decoder reads ${decoderInput}`,
    `z at ${latentAt}`,
    `${position} position numbers`,
    ...(dense > 0 ? [`${dense} dense units`] : []),
    ...(hardening.hiddenDropped ? ['dropout'] : []),
  ].join(', ');
};

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

/** A batch of random segments of the given density, a third of their cells unheard and half of the units dropped where that is asked for. */
export function randomBatch(
  architecture: Architecture,
  size: number,
  seed: number,
  hardening = untouched,
): Batch {
  const next = uniform(seed);
  const { steps, inputs: columns, hidden, position, encoderReads } = architecture;
  const numbers = (length: number, value: () => number) => Float32Array.from({ length }, value);
  const cells = numbers(size * steps * columns, () => Number(next() < 0.2));
  const mask = (units: number) => numbers(size * units, () => 2 * Number(next() < 0.5));
  return {
    size,
    cells,
    position: numbers(size * steps * position, () => Number(next() < 0.5)),
    ...(hardening.cellsDropped && { heard: cells.map((cell) => cell * Number(next() < 0.67)) }),
    ...(hardening.hiddenDropped && {
      masks: {
        encoder: mask(encoderReads === 'both' ? 2 * hidden : hidden),
        decoder: mask(hidden),
      },
    }),
    share: numbers(steps, next),
  };
}

/** Noise (size, latent). */
export const randomNoise = ({ latent }: Architecture, size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size * latent }, normal(seed));

/** A usual step. */
export const setting: StepSetting = {
  klWeight: 0.5,
  freeBits: 0.02,
  learningRate: 1e-2,
  beta1: 0.9,
  beta2: 0.999,
  clip: 1,
  decay: 0.1,
  perStep: false,
  averaging: 0.9,
};
