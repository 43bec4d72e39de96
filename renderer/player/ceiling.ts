/** The way out never clips: above a knee the wave bends softly. It looks nothing ahead, so that what is played is heard on its beat, and it never pumps. */
import { Gain, WaveShaper } from 'tone';
import type { BaseContext } from 'tone';

/** Up to here the wave passes unchanged. */
const KNEE = 0.7;
/** Nothing goes beyond: a little below full scale, for the converter's own filter. */
const TOP = 0.97;
/** Loudest input the curve still knows; whatever is louder comes out as loud as this. */
const REACH = 8;
const POINTS = 16385;

/**
 * The bent wave: unchanged up to 0.7, then ever less steep, never above 0.97.
 * @example bend(0.5) // 0.5
 */
export function bend(sample: number): number {
  const size = Math.abs(sample);
  if (size <= KNEE) return sample;
  const room = TOP - KNEE;
  return Math.sign(sample) * (KNEE + room * Math.tanh((size - KNEE) / room));
}

/** Two nodes in a row: what goes in at `input` comes out of `output` bent. */
export interface Ceiling {
  readonly input: Gain;
  readonly output: WaveShaper;
  readonly dispose: () => void;
}

/** The ceiling of one context. A shaper's curve covers -1..1, hence the gain before it. */
export function ceiling(context: BaseContext): Ceiling {
  const output = new WaveShaper({
    context,
    mapping: (sample: number) => bend(sample * REACH),
    length: POINTS,
  });
  const input = new Gain({ context, gain: 1 / REACH }).connect(output);
  return {
    input,
    output,
    dispose: () => {
      input.dispose();
      output.dispose();
    },
  };
}
