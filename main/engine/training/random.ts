/** Chance that depends only on seed and step, so that a run that was interrupted goes on exactly as it would have. */
import { gaussian, seededRandom, type Random } from '#main/latent/random.ts';

/** What a stream of chance is for; streams of one seed never mix. */
export type Purpose = 'weights' | 'shuffle' | 'noise' | 'measure' | 'transpose' | 'drop' | 'mix';

const STREAM: Readonly<Record<Purpose, number>> = {
  weights: 1,
  shuffle: 2,
  noise: 3,
  measure: 4,
  transpose: 5,
  drop: 6,
  mix: 7,
};

/** A generator for one purpose at one count (a step, an epoch). */
export function randomFor(seed: number, purpose: Purpose, count: number): Random {
  // Spread by large odd constants and mixed (MurmurHash3's finaliser), because near seeds must not give near streams.
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(STREAM[purpose], 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d) ^ Math.imul(count + 1, 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return seededRandom((mixed ^ (mixed >>> 16)) >>> 0);
}

/** `count` numbers of N(0, 1). */
export function noise(random: Random, count: number): Float32Array {
  return Float32Array.from({ length: count }, () => gaussian(random));
}

/** The numbers from 0 up to, not with, `count` in an order of chance (Fisher and Yates, by Durstenfeld). */
export function shuffled(random: Random, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
