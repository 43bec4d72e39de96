/** Which pitches have a row: all of them, or when folded those of the key and of notes. */
import type { Pitch } from '#main/music/note.ts';
import { isInScale } from '#main/music/scale.ts';
import type { LaneNote } from '#main/project/project.ts';
import type { Key } from '../view.ts';

/** Rows of a folded roll. */
export interface Rows {
  /** Pitches that have a row, lowest first. */
  readonly pitches: readonly Pitch[];
  /** Row of each of the 128 pitches, from 0 below; one without a row lies half a row above the next lower. */
  readonly rowOf: readonly number[];
}

const PITCHES = Array.from({ length: 128 }, (_, pitch) => pitch);
/** Semitones around the notes in which the rows of the key are kept. */
const MARGIN = 12;

/** The pitches that a folded roll shows: those that notes have, and those of the key around them. */
export function usedPitches(
  lists: readonly (readonly Pick<LaneNote, 'pitch'>[])[],
  key: Key | null,
): readonly Pitch[] {
  const used = new Set(lists.flatMap((notes) => notes.map(({ pitch }) => pitch)));
  const low = used.size === 0 ? 48 : Math.min(...used) - MARGIN;
  const high = used.size === 0 ? 84 : Math.max(...used) + MARGIN;
  const inKey = (pitch: Pitch): boolean =>
    key !== null && pitch >= low && pitch <= high && isInScale(pitch, key);
  const shown = PITCHES.filter((pitch) => used.has(pitch) || inKey(pitch));
  return shown.length === 0 ? PITCHES : shown;
}

/** Rows for these pitches, lowest first. */
export function rowsOf(pitches: readonly Pitch[]): Rows {
  const shown = new Set(pitches);
  let row = -1;
  const rowOf = PITCHES.map((pitch) => {
    if (!shown.has(pitch)) return row + 0.5;
    row += 1;
    return row;
  });
  return { pitches, rowOf };
}
