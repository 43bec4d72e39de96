/** Every choice of a learning run, each with a name that `--set key=value` reaches, its meaning and its limits. */
import { Failure } from '#main/protocol/failure.ts';
import type { Representation } from '#main/segments/representation.ts';

/** All settings of a run. Times are in steps of the representation (frames, or grid steps) unless a key says otherwise. */
export interface TrainingSetting {
  readonly time: 'frames' | 'grid';
  readonly frameRate: number;
  readonly stepsPerBeat: number;
  readonly steps: number;
  readonly hop: number;
  readonly parts: 'apart' | 'merged';
  readonly drums: boolean;
  readonly coverage: number;
  readonly fold: number;
  readonly position: boolean;
  readonly latent: number;
  readonly hidden: number;
  readonly cell: 'tanh' | 'gru' | 'lstm';
  readonly decoderInput: 'own' | 'teacher' | 'none';
  readonly latentAt: 'start' | 'every-step';
  readonly start: 'orthogonal' | 'normal';
  readonly bias: 'log-odds' | 'zero';
  readonly klWeight: number;
  readonly learningRate: number;
  readonly finalRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly clip: number;
  readonly average: number;
  readonly batch: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly heldOut: number;
  readonly perSong: number;
  readonly songWeights: 'equal' | 'length';
  readonly weights: 'float32' | 'float16';
  readonly optimiser: boolean;
}

/** The name of one setting. */
export type SettingKey = keyof TrainingSetting;

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
  fold: whole('steps held by one recurrent step', 1, 96),
  position: onOff('whether the place in the bar is an input'),
  latent: whole('Z, numbers of a latent', 1, 256),
  hidden: whole('H, hidden units', 1, 2048),
  cell: choice('recurrent cell', 'tanh', 'gru', 'lstm'),
  decoderInput: choice('what the decoder reads at each step', 'own', 'teacher', 'none'),
  latentAt: choice('where z enters the decoder', 'start', 'every-step'),
  start: choice('first weights: orthogonal and Glorot, or N(0, 0.01^2)', 'orthogonal', 'normal'),
  bias: choice('first output bias', 'log-odds', 'zero'),
  klWeight: number('weight of the KL term while learning', 0, 10),
  learningRate: number('rate of Adam', 1e-8, 1),
  finalRate: number('rate after the last epoch, falling geometrically', 1e-8, 1),
  beta1: number('Adam: memory of the gradient', 0, 0.9999),
  beta2: number('Adam: memory of its square', 0, 0.99999),
  clip: number('largest norm of the gradient of the loss a step; 0: none', 0, 1e6),
  average: number('memory of the averaged weights a step; 0: none', 0, 0.99999),
  batch: whole('segments a batch', 1, 4096),
  epochs: whole('epochs after which learning ends; 0: no limit', 0, 1_000_000),
  seconds: number('seconds after which learning ends; 0: no limit', 0, 1e6),
  heldOut: number('share of the end of each song that is kept for testing', 0, 0.5),
  perSong: whole('segments a song, by choosing the hop; 0: all at the given hop', 0, 100_000),
  songWeights: choice('whether songs count equally, or by their length', 'equal', 'length'),
  weights: choice('numbers in the model file', 'float32', 'float16'),
  optimiser: onOff('whether the model file can be learned on exactly'),
};

/** True where `name` is a setting. */
export function isSettingKey(name: string): name is SettingKey {
  return Object.hasOwn(SETTING_RULES, name);
}

const SWITCH: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  '1': true,
  off: false,
  false: false,
  no: false,
  '0': false,
};

function readValue(key: SettingKey, text: string): number | string | boolean {
  const { values } = SETTING_RULES[key];
  const refuse = (): never => {
    throw new Failure('engine_setting_value', `${key}=${text}`);
  };
  if (values.kind === 'choice') return values.choices.includes(text) ? text : refuse();
  if (values.kind === 'switch') return SWITCH[text] ?? refuse();
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= values.low && value <= values.high)) return refuse();
  if (values.kind === 'whole' && !Number.isInteger(value)) return refuse();
  return value;
}

/**
 * `setting` with some keys changed, as `--set` gives them.
 * @throws Failure `engine_setting_unknown`, `engine_setting_value` (detail `key=value`), `engine_setting_fold`
 * @example changed(PRESETS.quick, { latent: '2' }).latent // 2
 */
export function changed(
  setting: TrainingSetting,
  set: Readonly<Record<string, string>>,
): TrainingSetting {
  const entries = Object.entries(set).map(([key, text]) => {
    if (!isSettingKey(key)) throw new Failure('engine_setting_unknown', key);
    return [key, readValue(key, text)] as const;
  });
  const result: TrainingSetting = { ...setting, ...Object.fromEntries(entries) };
  if (result.steps % result.fold !== 0)
    throw new Failure('engine_setting_fold', `steps=${result.steps}, fold=${result.fold}`);
  if (result.steps % 2 !== 0) throw new Failure('engine_setting_value', `steps=${result.steps}`);
  // A rate that was set by hand and no final one: constant, not "falling" to the preset's end.
  const constant = setting.finalRate === setting.learningRate && !('finalRate' in set);
  return constant ? { ...result, finalRate: result.learningRate } : result;
}

/** How a value is written for `--set`. */
export function settingText(value: TrainingSetting[SettingKey]): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/** The layout of music that a setting asks for. */
export function representationOf(setting: TrainingSetting): Representation {
  const { steps, hop, drums, coverage } = setting;
  return setting.time === 'frames'
    ? { time: 'frames', rate: setting.frameRate, steps, hop, drums, coverage }
    : {
        time: 'grid',
        stepsPerBeat: setting.stepsPerBeat,
        steps,
        hop,
        parts: setting.parts,
        drums,
        coverage,
      };
}
