/** The named recipes: the paper's own, one for musicians, and one that tells a correct program from a dead one in seconds. */
import { Failure } from '#main/protocol/failure.ts';
import type { TrainingSetting } from './setting.ts';

/** Model A of the paper (Fabius and van Amersfoort, section 3): 20 Hz, 50 steps without overlap, two latents, 500 units. */
const PAPER_A: TrainingSetting = {
  time: 'frames',
  frameRate: 20,
  stepsPerBeat: 4,
  steps: 50,
  hop: 50,
  parts: 'merged',
  drums: false,
  coverage: 0.99,
  commonKey: false,
  fold: 1,
  position: false,
  latent: 2,
  hidden: 500,
  cell: 'tanh',
  encoderReads: 'forwards',
  decoderInput: 'own',
  mixSteps: 2000,
  latentAt: 'start',
  dense: 0,
  start: 'normal',
  startDeviation: 0.01,
  bias: 'zero',
  klWeight: 1,
  klWarmUp: 0,
  freeBits: 0,
  latentNoise: 1,
  hiddenDropped: 0,
  cellsDropped: 0,
  transpose: 0,
  decay: 0,
  learningRate: 1e-3,
  finalRate: 5e-6,
  rateCourse: 'falling',
  rateStep: 0.8,
  beta1: 0.95,
  beta2: 0.999,
  clip: 0,
  average: 0,
  batch: 100,
  epochs: 2000,
  seconds: 0,
  heldOut: 0.15,
  patience: 0,
  perSong: 0,
  songWeights: 'length',
  weights: 'float32',
  optimiser: true,
};

/** Model B: 20 Hz, 40 steps that overlap by half, twenty latents; the rate steps down once, late. */
const PAPER_B: TrainingSetting = {
  ...PAPER_A,
  steps: 40,
  hop: 20,
  latent: 20,
  learningRate: 2e-5,
  finalRate: 1e-5,
  rateCourse: 'step',
  epochs: 400,
};

/** Model A with a start that wakes it, for those who want to see it learn within minutes. */
const PAPER_A_PRACTICAL: TrainingSetting = {
  ...PAPER_A,
  start: 'orthogonal',
  bias: 'log-odds',
  klWeight: 0.5,
  clip: 1,
};

/**
 * For musicians: two beats a recurrent step on a grid, songs known by heart within half a minute. Two beats a step
 * are what helped most with music that was not learned, Adam's shorter memory what helped next (DECISIONS.md).
 */
const QUICK: TrainingSetting = {
  ...PAPER_A,
  time: 'grid',
  steps: 32,
  hop: 4,
  parts: 'apart',
  drums: true,
  coverage: 1,
  fold: 8,
  position: true,
  latent: 16,
  hidden: 256,
  decoderInput: 'none',
  latentAt: 'every-step',
  start: 'orthogonal',
  bias: 'log-odds',
  klWeight: 0.1,
  learningRate: 3e-3,
  finalRate: 3e-3,
  beta1: 0.9,
  beta2: 0.99,
  clip: 1,
  average: 0.99,
  batch: 64,
  epochs: 0,
  seconds: 30,
  songWeights: 'equal',
};

/** For musicians with a few minutes: more room for what is between the songs. */
const DEEP: TrainingSetting = { ...QUICK, latent: 32, hidden: 500, seconds: 180 };

/** The plane is the latent space itself; a dense layer lets it bend, so that two numbers hold more. */
const TRUE_2D: TrainingSetting = { ...QUICK, latent: 2, dense: 64 };

/** A small model A with a start that wakes it: its bound after 100 and 300 steps is known, so a broken engine shows. */
const CHECK: TrainingSetting = {
  ...PAPER_A,
  coverage: 1,
  hidden: 128,
  start: 'orthogonal',
  bias: 'log-odds',
  klWeight: 0.5,
  finalRate: 1e-3,
  clip: 1,
  heldOut: 0,
};

/** Every preset by the name that `--preset` takes. */
export const PRESETS: Readonly<Record<string, TrainingSetting>> = {
  quick: QUICK,
  deep: DEEP,
  'true-2d': TRUE_2D,
  'paper-a': PAPER_A,
  'paper-b': PAPER_B,
  'paper-a-practical': PAPER_A_PRACTICAL,
  check: CHECK,
};

/**
 * Epochs of the paper's own experiments, to which `--full` stretches a preset. B's rate steps after 16,000, where the paper says; that
 * is the same share of the whole ({@link TrainingSetting.rateStep}) in a shorter run.
 */
const FULL_EPOCHS: Readonly<Record<string, number>> = {
  'paper-a': 2000,
  'paper-a-practical': 2000,
  'paper-b': 20_000,
};

/** Presets whose models are for playing: they learn every bar unless a test is asked for. */
export const MUSICIAN_PRESETS: readonly string[] = ['quick', 'deep', 'true-2d'];

/**
 * The setting of a preset.
 * @throws Failure `engine_preset_unknown` with the name
 */
export function presetNamed(name: string): TrainingSetting {
  const found = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (found === undefined) throw new Failure('engine_preset_unknown', name);
  return found;
}

/**
 * The epochs of a preset's whole experiment.
 * @throws Failure `engine_preset_endless` where the preset is no experiment but ends by the clock
 */
export function fullEpochs(name: string): number {
  const found = Object.hasOwn(FULL_EPOCHS, name) ? FULL_EPOCHS[name] : undefined;
  if (found === undefined) throw new Failure('engine_preset_endless', name);
  return found;
}
