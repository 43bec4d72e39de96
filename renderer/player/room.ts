/** The impulse response of the reverb: decaying noise from a fixed seed, so that a rendering equals what was heard. */
import { noise } from './noise.ts';
import type { Seconds } from '#main/music/note.ts';

const SEED = 0x2f6e2b1;

/** Two channels of a room whose sound falls by 60 dB in `decay` seconds, of unit energy. */
export function impulseResponse(
  decay: Seconds,
  sampleRate: number,
): readonly Float32Array<ArrayBuffer>[] {
  return [0, 1].map((channel) => {
    const next = noise(SEED + channel);
    const length = Math.ceil(decay * sampleRate);
    const samples = new Float32Array(length);
    let dull = 0;
    let energy = 0;
    for (let index = 0; index < length; index += 1) {
      // One pole of low-pass: rooms swallow the highest first.
      dull += 0.45 * (next() - dull);
      const value = dull * 10 ** ((-3 * index) / length);
      samples[index] = value;
      energy += value * value;
    }
    return samples.map((value) => value / Math.sqrt(energy));
  });
}
