/** Noise from a fixed seed, so that a rendering equals what was heard. */

/**
 * Uniform noise in -1..1 (mulberry32).
 * @example noise(1)() === noise(1)() // true
 */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2147483648 - 1;
  };
}
