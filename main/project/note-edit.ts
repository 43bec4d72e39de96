/** Edits of a lane's notes as values: what a gesture of the roll asks for, and what it is called in the history. */
import type { Pitch, Ticks, Velocity } from '#main/music/note.ts';
import type { Label } from './label.ts';
import {
  addNotes,
  copyNotes,
  moveNotes,
  quantiseNotes,
  removeNotes,
  resizeNotes,
  setVelocities,
  type NewNote,
} from './notes.ts';
import type { NoteId, Project } from './project.ts';

/**
 * A change to the notes of one lane, always told from the notes as they were when the gesture began, so that each preview
 * takes the place of the one before and the last one alone is the whole gesture.
 */
export type NoteEdit =
  | { readonly kind: 'add'; readonly notes: readonly NewNote[] }
  | {
      readonly kind: 'move' | 'copy';
      readonly ids: ReadonlySet<NoteId>;
      readonly ticks: Ticks;
      readonly pitch: Pitch;
    }
  | {
      readonly kind: 'stretch';
      readonly ids: ReadonlySet<NoteId>;
      readonly edge: 'start' | 'end';
      readonly ticks: Ticks;
    }
  | { readonly kind: 'delete'; readonly ids: ReadonlySet<NoteId> }
  | { readonly kind: 'velocity'; readonly velocities: ReadonlyMap<NoteId, Velocity> }
  | { readonly kind: 'quantise'; readonly ids: ReadonlySet<NoteId>; readonly ticks: Ticks };

/** Does an edit. Notes that it adds get the identities from the project's `nextNoteId` on. */
export function editNotes(project: Project, sketch: string, lane: string, edit: NoteEdit): Project {
  switch (edit.kind) {
    case 'add':
      return addNotes(project, sketch, lane, edit.notes);
    case 'move':
      return moveNotes(project, sketch, edit.ids, { ticks: edit.ticks, pitches: edit.pitch });
    case 'copy':
      return copyNotes(project, sketch, edit.ids, { ticks: edit.ticks, pitches: edit.pitch });
    case 'stretch':
      return resizeNotes(project, sketch, edit.ids, { start: 0, end: 0, [edit.edge]: edit.ticks });
    case 'delete':
      return removeNotes(project, sketch, edit.ids);
    case 'velocity':
      return setVelocities(project, sketch, edit.velocities);
    case 'quantise':
      return quantiseNotes(project, sketch, edit.ids, edit.ticks);
  }
}

/** What an edit is called. */
export function labelOf(edit: NoteEdit): Label {
  switch (edit.kind) {
    case 'add':
      return { code: 'notes_add', n: edit.notes.length };
    case 'move':
      return { code: edit.ticks === 0 ? 'notes_transpose' : 'notes_move', n: edit.ids.size };
    case 'copy':
      return { code: 'notes_copy', n: edit.ids.size };
    case 'stretch':
      return { code: 'notes_stretch', n: edit.ids.size };
    case 'delete':
      return { code: 'notes_remove', n: edit.ids.size };
    case 'velocity':
      return { code: 'notes_velocity', n: edit.velocities.size };
    case 'quantise':
      return { code: 'notes_quantise', n: edit.ids.size };
  }
}
