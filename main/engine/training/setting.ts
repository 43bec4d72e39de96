/** Every choice of a learning run, each with a name that `--set key=value` reaches (setting-rules.ts: meanings and limits). */
import { Failure } from '#main/protocol/failure.ts';
import type { Representation } from '#main/segments/representation.ts';
import { SETTING_RULES } from './setting-rules.ts';

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
  readonly commonKey: boolean;
  readonly fold: number;
  readonly position: boolean;
  readonly latent: number;
  readonly hidden: number;
  readonly cell: 'tanh' | 'gru' | 'lstm';
  readonly encoderReads: 'forwards' | 'backwards' | 'both';
  readonly decoderInput: 'own' | 'teacher' | 'mixed' | 'none';
  readonly mixSteps: number;
  readonly latentAt: 'start' | 'every-step';
  readonly dense: number;
  readonly start: 'orthogonal' | 'glorot' | 'normal';
  readonly startDeviation: number;
  readonly bias: 'log-odds' | 'zero';
  readonly klWeight: number;
  readonly klWarmUp: number;
  readonly freeBits: number;
  readonly latentNoise: number;
  readonly hiddenDropped: number;
  readonly cellsDropped: number;
  readonly transpose: number;
  readonly decay: number;
  readonly learningRate: number;
  readonly finalRate: number;
  readonly rateCourse: 'falling' | 'step';
  readonly rateStep: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly clip: number;
  readonly average: number;
  readonly batch: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly heldOut: number;
  readonly patience: number;
  readonly perSong: number;
  readonly songWeights: 'equal' | 'length';
  readonly weights: 'float32' | 'float16';
  readonly optimiser: boolean;
}

/** The name of one setting. */
export type SettingKey = keyof TrainingSetting;

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
 * @example changed(PRESETS['quick'], { latent: '2' }).latent // 2
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
        commonKey: setting.commonKey,
      };
}
