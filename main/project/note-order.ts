/** The order of notes in a lane, kept and compared without sorting or looking up what an edit left alone. */
import { among } from './note-set.ts';
import type { LaneNote, NoteId } from './project.ts';

/** Negative where `a` stands before `b`: by start, then pitch, then identity. */
export function compared(a: LaneNote, b: LaneNote): number {
  return a.start - b.start || a.pitch - b.pitch || a.id - b.id;
}

function isInOrder(notes: readonly LaneNote[]): boolean {
  for (let i = 1; i < notes.length; i++) {
    const [a, b] = [notes[i - 1], notes[i]];
    if (a !== undefined && b !== undefined && compared(a, b) > 0) return false;
  }
  return true;
}

/** Notes in the order of a lane; those that are in order already are answered as they are. */
export function inOrder(notes: readonly LaneNote[]): readonly LaneNote[] {
  return isInOrder(notes) ? notes : notes.toSorted(compared);
}

/** The same where only the `touched` notes may be out of order: they are sorted by themselves and laid between the others. */
export function reordered(
  notes: readonly LaneNote[],
  touched: ReadonlySet<NoteId>,
): readonly LaneNote[] {
  const isTouched = among(touched);
  const resting: LaneNote[] = [];
  const loose: LaneNote[] = [];
  for (const note of notes) (isTouched(note.id) ? loose : resting).push(note);
  if (!isInOrder(resting)) return notes.toSorted(compared);
  const moved = inOrder(loose);
  const merged: LaneNote[] = [];
  let next = 0;
  for (const note of resting) {
    for (let m = moved[next]; m !== undefined && compared(m, note) < 0; m = moved[++next])
      merged.push(m);
    merged.push(note);
  }
  for (let m = moved[next]; m !== undefined; m = moved[++next]) merged.push(m);
  return merged;
}

/**
 * Where an edited note and another of its pitch overlap, the earlier one ends where the later begins, as editors do:
 * a MIDI file could not tell their ends apart. Pairs that nobody touched stay as they were. Notes are in order.
 */
export function settled(
  notes: readonly LaneNote[],
  touched: ReadonlySet<NoteId>,
): readonly LaneNote[] {
  const isTouched = among(touched);
  const pitches = new Uint8Array(128);
  for (const { id, pitch } of notes) if (isTouched(id)) pitches[pitch] = 1;
  if (!pitches.includes(1)) return notes;
  const earlier = new Int32Array(128).fill(-1);
  const result = notes.slice();
  for (let index = 0; index < notes.length; index++) {
    const note = notes[index];
    if (note === undefined || pitches[note.pitch] === 0) continue;
    const at = earlier[note.pitch] ?? -1;
    const before = result[at];
    if (
      before !== undefined &&
      before.end > note.start &&
      before.start < note.start &&
      (isTouched(before.id) || isTouched(note.id))
    )
      result[at] = { ...before, end: note.start };
    earlier[note.pitch] = index;
  }
  return result;
}

/**
 * Notes of two lists in order that the other does not have as the same value in the same place: all that differ, and perhaps
 * some that do not where a list is out of order.
 */
export function apart(
  before: readonly LaneNote[],
  after: readonly LaneNote[],
): { readonly gone: readonly LaneNote[]; readonly come: readonly LaneNote[] } {
  const gone: LaneNote[] = [];
  const come: LaneNote[] = [];
  let i = 0;
  let k = 0;
  for (;;) {
    const [a, b] = [before[i], after[k]];
    if (a === undefined && b === undefined) return { gone, come };
    if (a === b) {
      i++;
      k++;
      continue;
    }
    const order = a === undefined ? 1 : b === undefined ? -1 : compared(a, b);
    if (a !== undefined && order <= 0) {
      gone.push(a);
      i++;
    }
    if (b !== undefined && order >= 0) {
      come.push(b);
      k++;
    }
  }
}
