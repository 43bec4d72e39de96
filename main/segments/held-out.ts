/** Keeps the end of every song from the learner, so that one can see what it does with music it has not heard. */
import type { Segment, Steps } from './representation.ts';

/** Windows to learn from and windows that are never learned. */
export interface Split {
  readonly training: readonly Segment[];
  readonly heldOut: readonly Segment[];
}

/**
 * Holds out the last `share` of each song. No training window overlaps a held-out one: windows across the line are in neither. A song
 * whose end is too short to hold a window is learned whole.
 *
 * @param lengths steps of each song, by its index
 * @param steps T, steps of a window
 */
export function splitHeldOut(
  segments: readonly Segment[],
  lengths: readonly Steps[],
  steps: Steps,
  share = 0.15,
): Split {
  const lines = lengths.map((length) => Math.floor(length * (1 - share)));
  const isHeldOut = ({ song, start }: Segment) => share > 0 && start >= (lines[song] ?? Infinity);
  const heldOut = segments.filter(isHeldOut);
  const split = new Set(heldOut.map(({ song }) => song));
  const training = segments.filter(
    ({ song, start }) => !split.has(song) || start + steps <= (lines[song] ?? Infinity),
  );
  return { training, heldOut };
}
