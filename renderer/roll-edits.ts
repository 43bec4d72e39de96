/** What an edit of the roll makes of a lane's notes. */
import type { LaneNote, NoteId } from '#main/project/project.ts';
import type { RollEdit } from './roll/view.ts';

const SHORTEST = 15;

/** The notes after an edit; added notes get their ids from `fresh`. */
export function editedNotes(
  notes: readonly LaneNote[],
  edit: RollEdit,
  fresh: () => NoteId,
): readonly LaneNote[] {
  const chosen = (change: (note: LaneNote) => LaneNote): readonly LaneNote[] =>
    notes.map((note) => ('ids' in edit && edit.ids.has(note.id) ? change(note) : note));
  switch (edit.kind) {
    case 'add':
      return [...notes, ...edit.notes.map((note) => ({ ...note, id: fresh() }))];
    case 'move':
      return chosen((note) => moved(note, edit.ticks, edit.pitch));
    case 'copy': {
      const copies = notes.filter((note) => edit.ids.has(note.id));
      return [
        ...notes,
        ...copies.map((note) => ({ ...moved(note, edit.ticks, edit.pitch), id: fresh() })),
      ];
    }
    case 'stretch':
      return chosen((note) =>
        edit.edge === 'end'
          ? { ...note, end: Math.max(note.start + SHORTEST, note.end + edit.ticks) }
          : { ...note, start: Math.max(0, Math.min(note.end - SHORTEST, note.start + edit.ticks)) },
      );
    case 'delete':
      return notes.filter((note) => !edit.ids.has(note.id));
    case 'velocity':
      return notes.map((note) => ({
        ...note,
        velocity: edit.velocities.get(note.id) ?? note.velocity,
      }));
    case 'quantise':
      return chosen((note) =>
        moved(note, Math.round(note.start / edit.ticks) * edit.ticks - note.start, 0),
      );
  }
}

function moved(note: LaneNote, ticks: number, pitch: number): LaneNote {
  const by = Math.max(-note.start, ticks);
  return {
    ...note,
    start: note.start + by,
    end: note.end + by,
    pitch: Math.min(127, Math.max(0, note.pitch + pitch)),
  };
}
