/** Changes chosen notes of a lane at the price of the stretch they lie in, not of all that the lane holds. */
import { compared, inOrder } from './note-order.ts';
import { among } from './note-set.ts';
import type { LaneNote, NoteId } from './project.ts';

/** Where notes of a set lie in a list, found once for all previews of a gesture. */
interface Places {
  readonly ids: ReadonlySet<NoteId>;
  readonly size: number;
  readonly at: readonly number[];
}

/** A list that differs from an earlier one between two indices only (but for ends further before, which may be earlier). */
export interface Stretch {
  readonly before: readonly LaneNote[];
  readonly from: number;
  readonly to: number;
}

const stretches = new WeakMap<readonly LaneNote[], Stretch>();
const places = new WeakMap<readonly LaneNote[], Places>();
const orders = new WeakMap<readonly LaneNote[], readonly LaneNote[]>();
const lasts = new WeakMap<readonly LaneNote[], number>();

/** Indices of the notes that `ids` has, rising. */
export function placesOf(notes: readonly LaneNote[], ids: ReadonlySet<NoteId>): Places['at'] {
  const found = places.get(notes);
  if (found?.ids === ids && found.size === ids.size) return found.at;
  return placesBetween(notes, ids, 0, notes.length);
}

/** Looks for them where they can only lie. */
function placesBetween(
  notes: readonly LaneNote[],
  ids: ReadonlySet<NoteId>,
  from: number,
  to: number,
): Places['at'] {
  const at: number[] = [];
  const isChosen = among(ids);
  for (let i = from; i < to; i++) {
    const note = notes[i];
    if (note !== undefined && isChosen(note.id)) at.push(i);
  }
  places.set(notes, { ids, size: ids.size, at });
  return at;
}

/** What of a list that {@link changedNotes} made is other than before; null where nobody knows. */
export function stretchOf(notes: readonly LaneNote[]): Stretch | null {
  return stretches.get(notes) ?? null;
}

/** The latest end of notes, 0 without any; looked for once a list. */
export function endOf(notes: readonly LaneNote[]): number {
  const last = lastOf(notes);
  return notes[last]?.end ?? 0;
}

/** Index of a note that ends last. */
function lastOf(notes: readonly LaneNote[]): number {
  let last = lasts.get(notes);
  if (last === undefined) lasts.set(notes, (last = lastBetween(notes, 0, notes.length)));
  return last;
}

function lastBetween(notes: readonly LaneNote[], from: number, to: number): number {
  let last = from;
  let end = -1;
  for (let i = from; i < to; i++) {
    const note = notes[i];
    if (note === undefined || note.end <= end) continue;
    last = i;
    end = note.end;
  }
  return last;
}

/** The notes with those of `ids` changed by a function that keeps identities, in order and with overlaps settled (see {@link settled}); the same list where nothing changes. */
export function changedNotes(
  given: readonly LaneNote[],
  ids: ReadonlySet<NoteId>,
  change: (note: LaneNote) => LaneNote,
): readonly LaneNote[] {
  const notes = ordered(given);
  const at = placesOf(notes, ids);
  const before = at.flatMap((index) => notes[index] ?? []);
  const after = before.map(change);
  if (after.every((note, index) => note === before[index])) return given;
  const moved = inOrder(after);
  const [first, last] = [moved[0], moved.at(-1)];
  if (first === undefined || last === undefined) return given;
  const from = Math.min(at[0] ?? 0, placeFor(notes, first));
  const to = Math.max((at.at(-1) ?? 0) + 1, placeFor(notes, last));
  const between = merged(notes, from, to, at, moved);
  const result = notes.slice(0, from).concat(between, notes.slice(to));
  settle(result, from, to, moved, among(ids));
  orders.set(result, result);
  tellLast(notes, result, from, to);
  placesBetween(result, ids, from, to);
  // Each list holds the one before it, and no list a chain of them.
  stretches.delete(notes);
  stretches.set(result, { before: notes, from, to });
  return result;
}

/** The notes in order; looked at once a list. */
function ordered(notes: readonly LaneNote[]): readonly LaneNote[] {
  let found = orders.get(notes);
  if (found === undefined) orders.set(notes, (found = inOrder(notes)));
  return found;
}

/** Knows which note ends last where only those from..to are others, unless that one may be gone. */
function tellLast(
  before: readonly LaneNote[],
  after: readonly LaneNote[],
  from: number,
  to: number,
): void {
  const was = lastOf(before);
  const end = before[was]?.end ?? 0;
  const latest = lastBetween(after, from, to);
  if ((after[latest]?.end ?? 0) >= end) lasts.set(after, latest);
  else if (before[was] === after[was]) lasts.set(after, was);
}

/** How many notes stand before `note`. */
function placeFor(notes: readonly LaneNote[], note: LaneNote): number {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = notes[middle];
    if (found !== undefined && compared(found, note) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The notes from..to without those at `at`, with `moved` laid between them. */
function merged(
  notes: readonly LaneNote[],
  from: number,
  to: number,
  at: readonly number[],
  moved: readonly LaneNote[],
): LaneNote[] {
  const result: LaneNote[] = [];
  let gone = 0;
  let next = 0;
  for (let i = from; i < to; i++) {
    const note = notes[i];
    if (at[gone] === i || note === undefined) {
      gone++;
      continue;
    }
    for (let m = moved[next]; m !== undefined && compared(m, note) < 0; m = moved[++next])
      result.push(m);
    result.push(note);
  }
  for (let m = moved[next]; m !== undefined; m = moved[++next]) result.push(m);
  return result;
}

/** Settles overlaps of `moved`, which lie between `from` and `to` of a list that is in order. */
function settle(
  notes: LaneNote[],
  from: number,
  to: number,
  moved: readonly LaneNote[],
  isMoved: (id: NoteId) => boolean,
): void {
  const pitches = new Uint8Array(128);
  let open = 0;
  let end = 0;
  for (const note of moved) {
    if (pitches[note.pitch] === 0) open++;
    pitches[note.pitch] = 1;
    end = Math.max(end, note.end);
  }
  const earlier = new Int32Array(128).fill(-1);
  let wanted = open;
  for (let i = from - 1; i >= 0 && wanted > 0; i--) {
    const pitch = notes[i]?.pitch ?? 0;
    if (pitches[pitch] === 0 || (earlier[pitch] ?? 0) >= 0) continue;
    earlier[pitch] = i;
    wanted--;
  }
  for (let i = from; i < notes.length && open > 0; i++) {
    const note = notes[i];
    if (note === undefined || (i >= to && note.start >= end)) return;
    if (pitches[note.pitch] === 0) continue;
    const index = earlier[note.pitch] ?? -1;
    const before = notes[index];
    if (
      before !== undefined &&
      before.end > note.start &&
      before.start < note.start &&
      (isMoved(before.id) || isMoved(note.id))
    )
      notes[index] = { ...before, end: note.start };
    earlier[note.pitch] = i;
    if (i < to) continue;
    // Behind the stretch the first of each pitch is the last that a moved one can reach into.
    pitches[note.pitch] = 0;
    open--;
  }
}
