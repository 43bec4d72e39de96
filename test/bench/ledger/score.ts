/** What is played while something goes wrong: chords that are held for long, and others elsewhere in the same music. */
import type { Score } from '#main/protocol/midi.ts';

/** Chords at different places of the music have no key in common, so a note that ends is never one that goes on. */
export const CHORDS = {
  first: [48, 52, 55, 59, 62, 65],
  second: [49, 53, 56, 60, 63, 66],
  other: [72, 76, 79, 83],
} as const;
/** Seconds that a chord is held, and at which the second begins. */
export const HELD = 30;

/** The music of messages [seconds, bytes]. */
export function scoreOf(
  timed: readonly (readonly [number, readonly number[]])[],
  loop: Score['loop'] = null,
): Score {
  const sorted = timed.toSorted(([a], [b]) => a - b);
  return {
    times: Float64Array.from(sorted.map(([at]) => at)),
    messages: Uint8Array.from(sorted.flatMap(([, bytes]) => bytes)),
    settings: Uint8Array.of(),
    loop,
  };
}

/** A chord from `from` to `to`. */
export const chord = (
  pitches: readonly number[],
  from: number,
  to: number,
): readonly (readonly [number, readonly number[]])[] =>
  pitches.flatMap((pitch) => [
    [from, [0x90, pitch, 90]] as const,
    [to, [0x80, pitch, 64]] as const,
  ]);

/** The first chord with the pedal down, and the second after it. */
export const held = (): Score =>
  scoreOf([
    [0, [0xb0, 64, 127]],
    ...chord(CHORDS.first, 0, HELD),
    ...chord(CHORDS.second, HELD, 2 * HELD),
  ]);
