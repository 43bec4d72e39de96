/** Applies the roll's edits to a plain list of notes, as the app's project does, for the playground and for laws about gestures. */
import type { LaneNote, NoteId } from '#main/project/project.ts';
import type { EditSession, RollEdit } from '../roll/view.ts';

/** The notes after an edit, sorted by start; `nextId` names the first note that is added. */
export function applyEdit(
  notes: readonly LaneNote[],
  edit: RollEdit,
  nextId: NoteId,
): readonly LaneNote[] {
  return [...changed(notes, edit, nextId)].sort((a, b) => a.start - b.start || a.pitch - b.pitch);
}

function changed(notes: readonly LaneNote[], edit: RollEdit, nextId: NoteId): readonly LaneNote[] {
  const each = (ids: ReadonlySet<NoteId>, change: (note: LaneNote) => LaneNote) =>
    notes.map((note) => (ids.has(note.id) ? change(note) : note));
  const shift = (note: LaneNote, ticks: number, pitch: number): LaneNote => ({
    ...note,
    pitch: note.pitch + pitch,
    start: note.start + ticks,
    end: note.end + ticks,
  });
  switch (edit.kind) {
    case 'add':
      return [...notes, ...edit.notes.map((note, i) => ({ ...note, id: nextId + i }))];
    case 'move':
      return each(edit.ids, (note) => shift(note, edit.ticks, edit.pitch));
    case 'copy': {
      const copies = notes.filter(({ id }) => edit.ids.has(id));
      return [
        ...notes,
        ...copies.map((note, i) => ({ ...shift(note, edit.ticks, edit.pitch), id: nextId + i })),
      ];
    }
    case 'stretch':
      return each(edit.ids, (note) =>
        edit.edge === 'start'
          ? { ...note, start: note.start + edit.ticks }
          : { ...note, end: note.end + edit.ticks },
      );
    case 'delete':
      return notes.filter(({ id }) => !edit.ids.has(id));
    case 'velocity':
      return notes.map((note) => {
        const velocity = edit.velocities.get(note.id);
        return velocity === undefined ? note : { ...note, velocity };
      });
    case 'quantise':
      return each(edit.ids, (note) => {
        const start = Math.round(note.start / edit.ticks) * edit.ticks;
        return shift(note, start - note.start, 0);
      });
  }
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
