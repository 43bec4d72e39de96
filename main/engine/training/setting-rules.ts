/** What every setting means and which values it takes: what `cli help` lists and `--set` is checked by. */
import type { SettingKey } from './setting.ts';

/** What a setting means and which values it takes. */
export interface SettingRule {
  readonly meaning: string;
  readonly values:
    | { readonly kind: 'number'; readonly low: number; readonly high: number }
    | { readonly kind: 'whole'; readonly low: number; readonly high: number }
    | { readonly kind: 'switch' }
    | { readonly kind: 'choice'; readonly choices: readonly string[] };
}

const whole = (meaning: string, low: number, high: number): SettingRule => ({
  meaning,
  values: { kind: 'whole', low, high },
});
const number = (meaning: string, low: number, high: number): SettingRule => ({
  meaning,
  values: { kind: 'number', low, high },
});
const choice = (meaning: string, ...choices: readonly string[]): SettingRule => ({
  meaning,
  values: { kind: 'choice', choices },
});
const onOff = (meaning: string): SettingRule => ({ meaning, values: { kind: 'switch' } });

/** The rule of every key, in the order in which `cli help` lists them. */
export const SETTING_RULES: Readonly<Record<SettingKey, SettingRule>> = {
  time: choice('how time is cut: frames of a fixed rate, or steps of a beat', 'frames', 'grid'),
  frameRate: whole('frames a second (time=frames)', 1, 100),
  stepsPerBeat: whole('grid steps a quarter (time=grid)', 1, 24),
  steps: whole('T, steps a segment', 2, 1024),
  hop: whole('steps from one segment to the next', 1, 1024),
  parts: choice('one set of columns a part, or all parts in one', 'apart', 'merged'),
  drums: onOff('whether drums are learned'),
  coverage: number('share of note time that the kept pitches hold', 0.5, 1),
  commonKey: onOff(
    'whether songs are learned in one key, and play in that of the first (time=grid)',
  ),
  fold: whole('steps held by one recurrent step', 1, 96),
  position: onOff('whether the place in the bar is an input'),
  latent: whole('Z, numbers of a latent', 1, 256),
  hidden: whole('H, hidden units', 1, 2048),
  cell: choice('recurrent cell', 'tanh', 'gru', 'lstm'),
  encoderReads: choice('which way the encoder reads a segment', 'forwards', 'backwards', 'both'),
  decoderInput: choice(
    'what the decoder reads at each step: its own probabilities, the data, less and less of the data, nothing',
    'own',
    'teacher',
    'mixed',
    'none',
  ),
  mixSteps: whole('steps of learning in which decoderInput=mixed leaves the data', 1, 1_000_000),
  latentAt: choice('where z enters the decoder', 'start', 'every-step'),
  dense: whole('units of a dense layer between z and the decoder; 0: none', 0, 2048),
  start: choice(
    'first weights: orthogonal (recurrent) and Glorot, all Glorot, or N(0, startDeviation^2)',
    'orthogonal',
    'glorot',
    'normal',
  ),
  startDeviation: number('deviation of the first weights (start=normal)', 0, 10),
  bias: choice('first output bias', 'log-odds', 'zero'),
  klWeight: number('weight of the KL term while learning', 0, 10),
  klWarmUp: whole('steps of learning in which klWeight rises from 0', 0, 1_000_000),
  freeBits: number('nats a latent number below which its KL is not pushed; 0: none', 0, 100),
  latentNoise: number('noise of z while learning; 1: as the posterior says', 0, 10),
  hiddenDropped: number('share of hidden units dropped before latent and output', 0, 0.95),
  cellsDropped: number('share of sounding cells that the encoder does not hear', 0, 0.95),
  transpose: whole('semitones up or down by which segments are moved by chance', 0, 12),
  decay: number('weight decay beside Adam, times the rate', 0, 10),
  learningRate: number('rate of Adam', 1e-8, 1),
  finalRate: number('rate at the last epoch, or after the step', 1e-8, 1),
  rateCourse: choice('how the rate goes to the final one: evenly, or at once', 'falling', 'step'),
  rateStep: number('share of the epochs after which the rate steps (rateCourse=step)', 0, 1),
  beta1: number('Adam: memory of the gradient', 0, 0.9999),
  beta2: number('Adam: memory of its square', 0, 0.99999),
  clip: number('largest norm of the gradient of the loss a step; 0: none', 0, 1e6),
  average: number('memory of the averaged weights a step; 0: none', 0, 0.99999),
  batch: whole('segments a batch', 1, 4096),
  epochs: whole('epochs after which learning ends; 0: no limit', 0, 1_000_000),
  seconds: number('seconds after which learning ends; 0: no limit', 0, 1e6),
  heldOut: number('share of the end of each song that is kept for testing', 0, 0.5),
  patience: whole(
    'measurements without a better held-out note F1 after which learning ends; 0: no such end',
    0,
    1000,
  ),
  perSong: whole('segments a song, by choosing the hop; 0: all at the given hop', 0, 100_000),
  songWeights: choice('whether songs count equally, or by their length', 'equal', 'length'),
  weights: choice('numbers in the model file', 'float32', 'float16'),
  optimiser: onOff('whether the model file can be learned on exactly'),
};
