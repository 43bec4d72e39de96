/** The contract of the learn engine: it learns songs and publishes what it knows. */
import { z } from 'zod';
import { call, contract } from './contract.ts';
import { part, songInput } from './music.ts';

const nothing = z.object({});
const number = z.number();

const losses = z.object({ bound: number, reconstruction: number, kl: number });

/** A sign of life: nats per step, bound = -(reconstruction + kl). */
export const progress = losses.extend({
  step: z.int(),
  epoch: number,
  seconds: number,
  stepsPerSecond: number,
  /** Seconds still to go, or null where the person set no limit. */
  secondsLeft: number.nullable(),
  heldOut: losses.nullable(),
  /** Note F1 on training windows where it was measured. */
  noteF1: number.nullable(),
  /** Note F1 on held-out windows where it was measured. */
  heldOutF1: number.nullable(),
  /** Whether no latent number said anything about the music when it was last measured. */
  collapsed: z.boolean(),
});

export const baselines = z.object({
  coinFlip: number,
  marginal: number,
  copyPrevious: number,
  markov: number,
});

export const learningState = z.object({
  state: z.enum(['idle', 'preparing', 'learning', 'paused', 'done', 'stopped', 'failed']),
  /** Failure code where it failed. */
  reason: z.string().nullable(),
  backend: z.enum(['tensorflow', 'wasm', 'cpu']),
  segments: z.int(),
});

/** What a run came to: songs, steps since the model was new, seconds of the run, note F1 of the weights that were kept. */
export const outcome = z.object({
  songs: z.array(z.object({ hash: z.string(), name: z.string() })).readonly(),
  steps: z.int(),
  seconds: number,
  noteF1: number.nullable(),
  heldOutF1: number.nullable(),
});

/** What became of the columns of a model that was learned on with other songs: those that stay known, new ones, and those that no song has any more. */
const carried = z.object({
  kept: z.int(),
  added: z.int(),
  gone: z.array(z.object({ part, pitch: z.int() })).readonly(),
});
export type Carried = z.infer<typeof carried>;

export const learning = contract(
  'learning',
  {
    /**
     * Starts a run; another that goes on is stopped first, one of the same id is joined. Answers when the run has begun.
     * From a checkpoint the run that was interrupted goes on with its own settings, seed and limit.
     */
    start: call(
      z.object({
        /** Its id, and that of the model that will come of it; a new one where left out. */
        run: z.string().min(1).max(100).optional(),
        songs: z.array(songInput).min(1),
        preset: z.string(),
        /** Settings that differ from the preset, as on the command line (`--set key=value`). */
        set: z.record(z.string(), z.string()).default({}),
        seed: z.int().min(0).default(1),
        limit: z
          .object({
            steps: z.int().positive().optional(),
            seconds: z.number().positive().optional(),
          })
          .default({}),
        /** A model file or a checkpoint to go on from. */
        resume: z.instanceof(Uint8Array).optional(),
      }),
      z.object({ run: z.string(), segments: z.int(), baselines, carried: carried.nullable() }),
    ),
    pause: call(nothing, nothing),
    resume: call(nothing, nothing),
    /** Ends the run and keeps the best weights: `finished` follows. */
    stop: call(nothing, nothing),
    state: call(nothing, learningState),
  },
  {
    progress,
    state: learningState,
    /** The run is over; the model file (safetensors) holds the best weights, `outcome` says what they are worth. */
    finished: z.object({ run: z.string(), model: z.instanceof(Uint8Array), outcome }),
    /** What the run goes on from should this process be killed: a model file with the state of learning. */
    checkpoint: z.object({
      run: z.string(),
      step: z.int(),
      seconds: number,
      model: z.instanceof(Uint8Array),
    }),
    /** New weights lie at the answer engine (they went there by their own port). */
    published: z.object({ run: z.string(), step: z.int() }),
  },
);
