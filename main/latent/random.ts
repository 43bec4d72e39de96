/** Seeded randomness for placing and walking: the same seed gives the same map and the same medley. */

/** Gives numbers from 0 up to, not with, 1. */
export type Random = () => number;

/**
 * A small seeded generator (mulberry32 by T. Ettinger, public domain): 32 bits of state, good enough for choosing and jittering.
 * @example seededRandom(1)() // 0.6270739405881613
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number of the normal distribution N(0, 1) (Box and Muller 1958). */
export function gaussian(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
