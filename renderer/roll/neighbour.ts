/** The way from note to note by keys. */
import type { LaneNote, NoteId } from '#main/project/project.ts';

/** A step to another note. */
export type Step = 'previous-note' | 'next-note' | 'higher-note' | 'lower-note';

/** The note that an arrow takes a person to from `current`, or the first one; null in an empty lane. Notes are sorted by start. */
export function neighbour(
  action: Step,
  notes: readonly LaneNote[],
  current: NoteId | null,
): LaneNote | null {
  const at = notes.findIndex(({ id }) => id === current);
  const here = notes[at];
  if (here === undefined) return notes[0] ?? null;
  if (action === 'previous-note') return notes[at - 1] ?? here;
  if (action === 'next-note') return notes[at + 1] ?? here;
  const up = action === 'higher-note';
  const distance = (note: LaneNote): number =>
    Math.abs(note.start - here.start) + Math.abs(note.pitch - here.pitch) * 60;
  return notes
    .filter(({ pitch }) => (up ? pitch > here.pitch : pitch < here.pitch))
    .reduce((best, note) => (best === here || distance(note) < distance(best) ? note : best), here);
}
