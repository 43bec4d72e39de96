/** Says how well a piece lies on a grid of beats: played takes and foreign grids do not. */
import type { Piece } from './piece.ts';

/** An onset farther from its grid step than this share of a step misses it. Triplets miss a grid of sixteenths by a third; a human touch of 10 ms at 120 is within. */
const TOLERANCE = 1 / 6;

/**
 * The share of onsets, 0 to 1, that miss a grid of `stepsPerBeat` steps a quarter. 0 for a piece without notes.
 *
 * @example
 * offGridShare({ division: 480, tracks: [{ notes: [{ start: 0 }, { start: 120 }, { start: 170 }, { start: 480 }] }] }, 4) // 0.25
 */
export function offGridShare(piece: Piece, stepsPerBeat: number): number {
  let onsets = 0;
  let missed = 0;
  for (const track of piece.tracks) {
    for (const note of track.notes) {
      const step = (note.start / piece.division) * stepsPerBeat;
      onsets++;
      if (Math.abs(step - Math.round(step)) > TOLERANCE) missed++;
    }
  }
  return onsets === 0 ? 0 : missed / onsets;
}
