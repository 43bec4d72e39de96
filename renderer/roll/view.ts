/** The words of the roll: what it is given to draw, and the edits it asks for. */
import type { Pitch, Ticks, Velocity } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';
import type { NoteEdit } from '#main/project/note-edit.ts';
import type { NewNote } from '#main/project/notes.ts';
import type { LaneNote, LoopRegion, NoteId } from '#main/project/project.ts';

/** A lane as the roll shows it. Notes are sorted by start. */
export interface RollLane {
  readonly id: string;
  readonly name: string;
  /** 1 to 12: one of the song colours. */
  readonly colour: number;
  readonly muted: boolean;
  readonly notes: readonly LaneNote[];
}

/** What a person works with. */
export type RollTool = 'draw' | 'select' | 'erase';

/** A grid to snap to: a note value in ticks (480 a quarter). */
export interface Snap {
  readonly name: string;
  readonly ticks: Ticks;
}

/** Root pitch class (0 = C) and the kind of scale, for the tint of rows. */
export interface Key {
  readonly root: number;
  readonly scale: 'major' | 'minor';
}

/** How the roll is set; kept by whoever mounts it. */
export interface RollSettings {
  readonly tool: RollTool;
  /** Name of a {@link Snap}, or `off`. */
  readonly snap: string;
  readonly key: Key | null;
  readonly ghosts: boolean;
  /** Whether the view follows the playhead. */
  readonly follow: boolean;
}

/** The settings a roll starts with. */
export const FIRST_SETTINGS: RollSettings = {
  tool: 'select',
  snap: '1/16',
  key: null,
  ghosts: true,
  follow: true,
};

/** A region that repeats. */
export type RollLoop = LoopRegion;

/** A note before it has an identity. */
export type { NewNote };

/** What a gesture of the roll does to notes. */
export type RollEdit = NoteEdit;

/** One gesture's way to change notes: any number of previews, then one end. */
export interface EditSession {
  /** Shows the lane as it would be; takes the place of the preview before. */
  readonly preview: (edit: RollEdit) => void;
  /** Makes the last preview one entry of the history; answers the ids of notes it added. */
  readonly keep: () => readonly NoteId[];
  /** Puts back exactly what was. */
  readonly cancel: () => void;
}

/** Opens an {@link EditSession} on a lane; `label` names the entry in the history. */
export type BeginEdit = (lane: string, label: RollEdit['kind']) => EditSession;

/** A note that is heard while it is touched. */
export interface Audition {
  readonly lane: string;
  readonly pitch: Pitch;
  readonly velocity: Velocity;
}

/** Meters as a piece has them; the first lies at tick 0. */
export type Meters = readonly Meter[];

/** What the roll is given, and what it tells. */
export interface RollProps {
  /** What is shown (a sketch's or song's identity): a new one is fitted into view. */
  readonly subject: string;
  /** Whose notes they are, compared by identity: where others come, none may be cut off above or below. An edit keeps it. */
  readonly origin?: unknown;
  readonly lanes: readonly RollLane[];
  /** Id of the lane that is edited, or null. */
  readonly active: string | null;
  readonly meters: Meters;
  /** Length in ticks (480 a quarter). */
  readonly length: number;
  readonly settings: RollSettings;
  /** Playhead in ticks, asked at every frame while `playing`; null: nowhere. */
  readonly playhead: () => number | null;
  readonly playing: boolean;
  readonly selection: ReadonlySet<NoteId>;
  readonly loop: RollLoop | null;
  /** Why the notes cannot be changed, or null. */
  readonly readOnly: string | null;
  /** The theme in force; its colours are read again when this changes. */
  readonly theme: 'dark' | 'light';
  readonly onsettings: (settings: RollSettings) => void;
  readonly onselect: (selection: ReadonlySet<NoteId>) => void;
  readonly onedit: BeginEdit;
  readonly onseek?: (tick: number) => void;
  readonly onloop?: (loop: RollLoop | null) => void;
  readonly onaudition?: (note: Audition | null) => void;
  /** Space was tapped over the roll without panning. */
  readonly onplay?: () => void;
}

/** What the roll can do by name, for commands and keys. */
export const ROLL_ACTIONS = [
  'tool-draw',
  'tool-select',
  'tool-erase',
  'toggle-draw',
  'delete',
  'select-all',
  'select-none',
  'select-invert',
  'select-same-pitch',
  'duplicate',
  'quantise',
  'transpose-up',
  'transpose-down',
  'octave-up',
  'octave-down',
  'nudge-left',
  'nudge-right',
  'shorter',
  'longer',
  'previous-note',
  'next-note',
  'higher-note',
  'lower-note',
  'zoom-in',
  'zoom-out',
  'fit',
  'ghosts',
  'follow',
  'loop-selection',
] as const;
export type RollAction = (typeof ROLL_ACTIONS)[number];
