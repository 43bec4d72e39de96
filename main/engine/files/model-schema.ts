/** What the texts of a model file must look like; anything else is refused before a number is read. */
import { z } from 'zod';
import { part } from '#main/protocol/music.ts';

const size = z.int().min(1).max(65_536);

export const architecture = z.strictObject({
  steps: size.max(1024),
  inputs: size,
  hidden: size.max(2048),
  latent: size.max(256),
  cell: z.enum(['tanh', 'gru', 'lstm']),
  // Fields that are younger than the first files stand for what was then the only way.
  encoderReads: z.enum(['forwards', 'backwards', 'both']).default('forwards'),
  decoderInput: z.enum(['own', 'teacher', 'mixed', 'none']),
  latentAt: z.enum(['start', 'every-step']),
  dense: z.int().min(0).max(2048).default(0),
  position: z.int().min(0).max(1024),
});

const layout = {
  steps: size.max(1024),
  hop: size.max(1024),
  drums: z.boolean(),
  coverage: z.number().min(0).max(1),
};

export const representation = z.discriminatedUnion('time', [
  z.strictObject({ time: z.literal('frames'), rate: size.max(100), ...layout }),
  z.strictObject({
    time: z.literal('grid'),
    stepsPerBeat: size.max(24),
    parts: z.enum(['apart', 'merged']),
    commonKey: z.boolean().default(false),
    ...layout,
  }),
]);

export const columns = z
  .array(
    z.strictObject({
      part,
      pitch: z.int().min(0).max(127),
      kind: z.enum(['on', 'onset', 'sustain']),
    }),
  )
  .min(1)
  .max(2048);

const sound = z.strictObject({
  program: z.int().min(0).max(127).nullable(),
  velocity: z.int().min(1).max(127),
});

export const about = z.strictObject({
  fold: size.max(96),
  preset: z.string().max(100),
  setting: z.record(z.string().max(100), z.string().max(100)),
  seed: z.int().min(0),
  step: z.int().min(0),
});

export const thresholds = z.strictObject({
  onset: z.number().min(0.01).max(0.99),
  sustain: z.number().min(0.01).max(0.99),
});

export const songs = z
  .array(
    z.strictObject({
      hash: z.string().max(128),
      name: z.string().max(1024),
      bpm: z.number().min(1).max(10_000),
      barSteps: z.int().min(0).max(4096),
      moved: z.int().min(-6).max(6).default(0),
      parts: z.partialRecord(part, sound),
    }),
  )
  .max(10_000);

const f1 = z.number().min(0).max(1).nullable();

export const unfinished = z
  .strictObject({
    begun: z.int().min(0),
    seconds: z.number().min(0),
    limit: z.strictObject({ steps: z.int().min(0), seconds: z.number().min(0) }),
    best: z.strictObject({ noteF1: f1, heldOutF1: f1 }).nullable(),
    batches: z.array(z.strictObject({ reconstruction: z.number(), kl: z.number() })).max(100),
  })
  .nullable();

export const accents = z.array(z.number().min(0).max(4)).max(1024);

export const log = z
  .array(
    z.strictObject({
      step: z.int().min(0),
      seconds: z.number().min(0),
      reconstruction: z.number(),
      kl: z.number(),
    }),
  )
  .max(100_000);
