/** Finds the notes of a stretch of time without looking at all of them. */
import type { Ticks } from '#main/music/note.ts';
import { stretchOf } from '#main/project/note-change.ts';
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
  const index =
    derived(notes) ?? indexed(notes) ?? indexed([...notes].sort((a, b) => a.start - b.start));
  if (index === null) throw new Error('sorted notes are not in order');
  known.set(notes, index);
  return index;
}

/** The index of notes that an edit made, from that of the notes before it; null where that is not known. */
function derived(notes: readonly LaneNote[]): NoteIndex | null {
  const stretch = stretchOf(notes);
  const index = stretch === null ? undefined : known.get(stretch.before);
  if (stretch === null || index === undefined) return null;
  const starts = index.starts.slice();
  const blockEnds = index.blockEnds.slice();
  const first = Math.floor(stretch.from / BLOCK);
  const last = Math.ceil(stretch.to / BLOCK);
  // An end before the stretch that has become earlier leaves its block's a little late, which finds nothing wrong.
  blockEnds.fill(0, first, last);
  fill({ notes, starts, blockEnds }, first * BLOCK, Math.min(notes.length, last * BLOCK));
  return { notes, starts, blockEnds };
}

/** The index of notes that are in order; null where they are not. */
function indexed(notes: readonly LaneNote[]): NoteIndex | null {
  const starts = new Float64Array(notes.length);
  const blockEnds = new Float64Array(Math.ceil(notes.length / BLOCK));
  const index = { notes, starts, blockEnds };
  return fill(index, 0, notes.length) ? index : null;
}

/** Fills an index from..to; false where notes are not in order there. */
function fill({ notes, starts, blockEnds }: NoteIndex, from: number, to: number): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const note = notes[i];
    if (note === undefined || note.start < before) return false;
    before = note.start;
    starts[i] = note.start;
    const block = Math.floor(i / BLOCK);
    if (note.end > (blockEnds[block] ?? 0)) blockEnds[block] = note.end;
  }
  return true;
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

/** Where a note of that identity and start lies in order; -1 where there is none. */
export function placeIn({ notes, starts }: NoteIndex, { id, start }: LaneNote): number {
  for (let i = firstAfter(starts, start) - 1; i >= 0 && starts[i] === start; i--)
    if (notes[i]?.id === id) return i;
  return -1;
}
