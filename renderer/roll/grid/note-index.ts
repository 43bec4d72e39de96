/** Finds the notes of a stretch of time without looking at all of them. */
import type { Ticks } from '#main/music/note.ts';
import type { LaneNote } from '#main/project/project.ts';

/** Notes sorted by start, with the latest end of every block of them. */
export interface NoteIndex {
  readonly notes: readonly LaneNote[];
  readonly starts: Float64Array;
  /** Latest end among the notes of each block. */
  readonly blockEnds: Float64Array;
}

const BLOCK = 64;
const known = new WeakMap<readonly LaneNote[], NoteIndex>();

/** The index of a list of notes, made once a list. */
export function indexOf(notes: readonly LaneNote[]): NoteIndex {
  const found = known.get(notes);
  if (found !== undefined) return found;
  const sorted = isSorted(notes) ? notes : [...notes].sort((a, b) => a.start - b.start);
  const starts = new Float64Array(sorted.length);
  const blockEnds = new Float64Array(Math.ceil(sorted.length / BLOCK));
  sorted.forEach((note, i) => {
    starts[i] = note.start;
    const block = Math.floor(i / BLOCK);
    blockEnds[block] = Math.max(blockEnds[block] ?? 0, note.end);
  });
  const index = { notes: sorted, starts, blockEnds };
  known.set(notes, index);
  return index;
}

function isSorted(notes: readonly LaneNote[]): boolean {
  return notes.every((note, i) => i === 0 || (notes[i - 1]?.start ?? 0) <= note.start);
}

/** Notes that sound somewhere in from..to (a note of no length counts where it starts), in order of start. */
export function notesBetween(index: NoteIndex, from: Ticks, to: Ticks): readonly LaneNote[] {
  const found: LaneNote[] = [];
  const last = firstAfter(index.starts, to);
  for (let block = 0; block * BLOCK < last; block++) {
    if ((index.blockEnds[block] ?? 0) < from) continue;
    const stop = Math.min(last, (block + 1) * BLOCK);
    for (let i = block * BLOCK; i < stop; i++) {
      const note = index.notes[i];
      if (note !== undefined && note.end >= from) found.push(note);
    }
  }
  return found;
}

/** How many notes start at or before `tick`. */
export function firstAfter(starts: Float64Array, tick: Ticks): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
