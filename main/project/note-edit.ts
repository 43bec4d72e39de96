/** Edits of a lane's notes, and of what it says beside them, as values: what a gesture of the roll asks for, and what it is called in the history. */
import type { Pitch, Ticks, Velocity } from '#main/music/note.ts';
import type { Scale } from '#main/music/scale.ts';
import { drawControl, setEvent, type ControlStroke } from './controls.ts';
import type { Label } from './label.ts';
import { joinNotes, splitNotes } from './note-cut.ts';
import {
  humaniseNotes,
  legatoNotes,
  quantiseNotes,
  scaleNotes,
  setNote,
  warpNotes,
  type Looseness,
  type Quantisation,
} from './note-shape.ts';
import {
  addNotes,
  copyNotes,
  moveNotes,
  removeNotes,
  resizeNotes,
  setVelocities,
  type NewNote,
} from './notes.ts';
import type { LaneNote, NoteId, Project } from './project.ts';
import type { LaneEvent } from './route.ts';

/**
 * A change to the notes of one lane, always told from the notes as they were when the gesture began, so that each preview
 * takes the place of the one before and the last one alone is the whole gesture.
 */
export type NoteEdit =
  | { readonly kind: 'add'; readonly notes: readonly NewNote[]; readonly from?: 'clipboard' }
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
  /** Places and lengths by a factor, the anchor staying where it is. */
  | {
      readonly kind: 'warp';
      readonly ids: ReadonlySet<NoteId>;
      readonly anchor: Ticks;
      readonly factor: number;
    }
  | { readonly kind: 'delete' | 'join' | 'legato'; readonly ids: ReadonlySet<NoteId> }
  /** Gives the note of that identity these values. */
  | { readonly kind: 'set'; readonly note: LaneNote }
  | { readonly kind: 'split'; readonly cuts: ReadonlyMap<NoteId, Ticks> }
  | { readonly kind: 'velocity'; readonly velocities: ReadonlyMap<NoteId, Velocity> }
  | ({ readonly kind: 'quantise'; readonly ids: ReadonlySet<NoteId> } & Quantisation)
  | ({ readonly kind: 'humanise'; readonly ids: ReadonlySet<NoteId> } & Looseness)
  /** What a controller does under the notes. */
  | ({ readonly kind: 'control' } & ControlStroke)
  /** An event beside the notes in the place of the one at `index`; null: none. */
  | { readonly kind: 'event'; readonly index: number | null; readonly event: LaneEvent | null }
  /** Moves by steps of the scale; 0 or absent: into it. */
  | {
      readonly kind: 'scale';
      readonly ids: ReadonlySet<NoteId>;
      readonly scale: Scale;
      readonly steps?: number;
    };

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
      return quantiseNotes(project, sketch, edit.ids, edit);
    case 'warp':
      return warpNotes(project, sketch, edit.ids, edit);
    case 'humanise':
      return humaniseNotes(project, sketch, edit.ids, edit);
    case 'legato':
      return legatoNotes(project, sketch, edit.ids);
    case 'scale':
      return scaleNotes(project, sketch, edit.ids, edit.scale, edit.steps);
    case 'set':
      return setNote(project, sketch, edit.note);
    case 'split':
      return splitNotes(project, sketch, edit.cuts);
    case 'control':
      return drawControl(project, sketch, lane, edit);
    case 'event':
      return setEvent(project, sketch, lane, edit.index, edit.event);
    case 'join':
      return joinNotes(project, sketch, edit.ids);
  }
}

/** What an edit is called. */
export function labelOf(edit: NoteEdit): Label {
  switch (edit.kind) {
    case 'add':
      return {
        code: edit.from === 'clipboard' ? 'notes_paste' : 'notes_add',
        n: edit.notes.length,
      };
    case 'move':
      return { code: edit.ticks === 0 ? 'notes_transpose' : 'notes_move', n: edit.ids.size };
    case 'copy':
      return { code: 'notes_copy', n: edit.ids.size };
    case 'stretch':
    case 'warp':
      return { code: 'notes_stretch', n: edit.ids.size };
    case 'delete':
      return { code: 'notes_remove', n: edit.ids.size };
    case 'velocity':
      return { code: 'notes_velocity', n: edit.velocities.size };
    case 'quantise':
      return { code: 'notes_quantise', n: edit.ids.size };
    case 'humanise':
      return { code: 'notes_humanise', n: edit.ids.size };
    case 'legato':
      return { code: 'notes_legato', n: edit.ids.size };
    case 'scale':
      return {
        code: (edit.steps ?? 0) === 0 ? 'notes_scale' : 'notes_transpose',
        n: edit.ids.size,
      };
    case 'set':
      return { code: 'notes_set', n: 1 };
    case 'split':
      return { code: 'notes_split', n: edit.cuts.size };
    case 'control':
      return { code: 'lane_control' };
    case 'event':
      return { code: 'lane_event' };
    case 'join':
      return { code: 'notes_join', n: edit.ids.size };
  }
}
