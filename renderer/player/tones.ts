/** Notes of the built-in instruments as sums of harmonics, written out sample by sample: the same note sounds the same, on its very sample. */
import type { Seconds } from '#main/music/note.ts';

type Hertz = number;

/** What an instrument's tone is made of. */
export interface Timbre {
  /** How strong each harmonic is when it is struck hard, the first one first. */
  readonly partials: readonly number[];
  /** Time constant of the fundamental's first, fast fall at A4; lower notes fall more slowly. */
  readonly fall: Seconds;
  /** Harmonic k falls k ** `steep` times as fast. */
  readonly steep: number;
  /** The share of the fundamental that is left after the fall; of harmonic k it is `floor` / k ** `tilt`. */
  readonly floor: number;
  readonly tilt: number;
  readonly attack: Seconds;
  readonly gain: number;
}

/** A tone, and the stretch of it that is repeated while the note is held: whole periods, so that it goes on without a seam. */
export interface ToneSamples {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly loop: { readonly from: number; readonly to: number };
}

/** By then the fast fall is over and harmonics keep their strength. */
const SETTLED: Seconds = 1.2;
/** Harmonics above this are left out: they would fold back. */
const HIGHEST: Hertz = 16000;
/** As many periods at most are searched for a length in whole samples. */
const MOST_PERIODS = 60;
const A4: Hertz = 440;

/**
 * Whole periods of a frequency that are nearest to a whole number of samples.
 * @example loopLength(441, 44100) // 100
 */
export function loopLength(frequency: Hertz, sampleRate: number): number {
  const period = sampleRate / frequency;
  let best = { length: Math.round(period), error: Infinity };
  for (let count = 1; count <= MOST_PERIODS; count += 1) {
    const length = Math.round(count * period);
    const error = Math.abs(length / count / period - 1);
    if (error < best.error) best = { length, error };
    if (error < 1e-9) break;
  }
  return best.length;
}

/** A note of a timbre. `hardness`, 0 to 1, is how hard it is struck: a soft note is a dull one. */
export function toneOf(
  timbre: Timbre,
  frequency: Hertz,
  hardness: number,
  sampleRate: number,
): ToneSamples {
  const from = Math.ceil(SETTLED * sampleRate);
  const to = from + loopLength(frequency, sampleRate);
  // One sample more, which the loop's last is interpolated to.
  const samples = new Float32Array(to + 1);
  const fall = timbre.fall * (A4 / frequency) ** 0.35;
  const bright = 0.62 + 0.38 * hardness;
  timbre.partials.forEach((strength, index) => {
    const k = index + 1;
    if (k * frequency > Math.min(HIGHEST, sampleRate / 2.2)) return;
    const amplitude = strength * timbre.gain * bright ** index;
    const kept = timbre.floor / k ** timbre.tilt;
    const decay = Math.exp(-(k ** timbre.steep) / (fall * sampleRate));
    addPartial(samples, (2 * Math.PI * k * frequency) / sampleRate, amplitude, kept, decay, from);
  });
  const attack = Math.round(timbre.attack * sampleRate);
  for (let index = 0; index < attack; index += 1)
    samples[index] =
      (samples[index] ?? 0) * (0.5 - 0.5 * Math.cos((Math.PI * (index + 1)) / attack));
  return { samples, loop: { from, to } };
}

/** Adds a sine that turns by `step` a sample and falls from `amplitude` to `kept` of it, which it has from `settled` on. */
function addPartial(
  samples: Float32Array,
  step: number,
  amplitude: number,
  kept: number,
  decay: number,
  settled: number,
): void {
  // A sine by rotation: two products a sample instead of a call.
  const [turn, across] = [Math.cos(step), Math.sin(step)];
  let [sine, cosine] = [0, amplitude];
  let fast = 1 - kept;
  // What is left of the fall when the loop begins is taken off on the way, so that the loop has no seam.
  const slope = ((1 - kept) * decay ** settled) / settled;
  for (let index = 0; index < samples.length; index += 1) {
    const level = kept + Math.max(0, fast - slope * Math.min(index, settled));
    samples[index] = (samples[index] ?? 0) + sine * level;
    const next = sine * turn + cosine * across;
    cosine = cosine * turn - sine * across;
    sine = next;
    fast *= decay;
  }
}
