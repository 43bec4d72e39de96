/** Lets the roll's edits be tried on a plain list of notes, done by the project's own verbs, for the playground and for laws about gestures. */
import { emptyProject } from '#main/project/models.ts';
import { editNotes } from '#main/project/note-edit.ts';
import type { LaneNote, NoteId, Project } from '#main/project/project.ts';
import { keepSketch } from '#main/project/sketches.ts';
import type { EditSession, RollEdit } from '../roll/view.ts';

const PHRASE = { notes: [], length: 1920, bpm: 120, programs: { melody: 0 } } as const;

/** A project of one sketch whose melody has these notes. */
function projectOf(notes: readonly LaneNote[], nextNoteId: NoteId): Project {
  const project = keepSketch(emptyProject(''), PHRASE, '', { from: 'hand' });
  const sketches = project.sketches.map((sketch) => ({
    ...sketch,
    lanes: sketch.lanes.map((lane) => (lane.part === 'melody' ? { ...lane, notes } : lane)),
  }));
  return { ...project, sketches, nextNoteId };
}

/** The notes after an edit, sorted by start; `nextId` names the first note that is added. */
export function applyEdit(
  notes: readonly LaneNote[],
  edit: RollEdit,
  nextId: NoteId,
): readonly LaneNote[] {
  const project = projectOf(notes, nextId);
  const sketch = project.sketches[0];
  const lane = sketch?.lanes.find(({ part }) => part === 'melody');
  if (sketch === undefined || lane === undefined) throw new Error('a sketch without a melody');
  const after = editNotes(project, sketch.id, lane.id, edit);
  return after.sketches[0]?.lanes.find(({ id }) => id === lane.id)?.notes ?? [];
}

/** An {@link EditSession} over a list that is read and written through `get` and `set`. */
export function editList(
  get: () => readonly LaneNote[],
  set: (notes: readonly LaneNote[]) => void,
): EditSession {
  const before = get();
  const nextId = before.reduce((most, { id }) => Math.max(most, id), 0) + 1;
  return {
    preview: (edit) => set(applyEdit(before, edit, nextId)),
    keep: () =>
      get()
        .filter(({ id }) => id >= nextId)
        .map(({ id }) => id),
    cancel: () => set(before),
  };
}
