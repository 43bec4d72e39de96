/** The words of the roll: what it is given to draw, and the edits it asks for. */
import type { CourseDoor, Meters } from '#renderer/course/door.ts';
import type { Channel, Pitch, Ticks, Velocity } from '#main/music/note.ts';
import type { Scale } from '#main/music/scale.ts';
import type { TempoChange } from '#main/project/course.ts';
import type { NoteEdit } from '#main/project/note-edit.ts';
import type { NewNote } from '#main/project/notes.ts';
import type { LaneNote, LoopRegion, Marker, NoteId } from '#main/project/project.ts';
import type { LaneEvent } from '#main/project/route.ts';
import type { Under } from './under.ts';

/** A lane as the roll shows it. Notes are sorted by start. */
export interface RollLane {
  readonly id: string;
  readonly name: string;
  /** 1 to 12: one of the song colours. */
  readonly colour: number;
  readonly muted: boolean;
  /** Whether its pitches are those of a scale: true of all but drums. */
  readonly pitched: boolean;
  readonly notes: readonly LaneNote[];
  /** What it says beside its notes, by tick, and the channel that this is said on. */
  readonly events?: readonly LaneEvent[];
  readonly channel?: Channel | null;
}

/** What a person works with. */
export type RollTool = 'draw' | 'select' | 'erase' | 'split';

/** A grid to snap to: a note value in ticks (480 a quarter). */
export interface Snap {
  readonly name: string;
  readonly ticks: Ticks;
}

/** The key that rows, names and "out of scale" are told by. */
export type Key = Scale;

/** How the roll is set; kept by whoever mounts it. */
export interface RollSettings {
  readonly tool: RollTool;
  /** Name of a {@link Snap}, or `off`. */
  readonly snap: string;
  /** `guess`: what the notes themselves suggest. */
  readonly key: Key | 'guess' | null;
  /** Whether the rows of the key are tinted. */
  readonly rows: boolean;
  /** Whether notes bear their names at any height, not only close up. */
  readonly names: boolean;
  /** Whether only rows are shown that the key or a note has. */
  readonly fold: boolean;
  /** Whether what is drawn, moved and transposed stays in the key. */
  readonly inScale: boolean;
  /** How far notes are drawn to the grid (0 to 1), and where its second lines lie (0.5 to 0.75). */
  readonly strength: number;
  readonly swing: number;
  /** What lies under the notes. */
  readonly under: Under;
  readonly ghosts: boolean;
  /** Whether the list of notes is open. */
  readonly events: boolean;
  /** Whether the view follows the playhead. */
  readonly follow: boolean;
}

/** The settings a roll starts with. */
export const FIRST_SETTINGS: RollSettings = {
  tool: 'select',
  snap: '1/16',
  key: 'guess',
  rows: true,
  names: false,
  fold: false,
  inScale: false,
  strength: 1,
  swing: 0.5,
  under: 'velocity',
  ghosts: true,
  events: false,
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

/** A loop that is being drawn; null: none. */
export interface LoopDrag {
  readonly preview: (loop: RollLoop | null) => void;
  readonly keep: () => void;
  readonly cancel: () => void;
}

/** A note that is heard while it is touched. */
export interface Audition {
  readonly lane: string;
  readonly pitch: Pitch;
  readonly velocity: Velocity;
}

/** A marker that is being moved. */
export interface MarkerMove {
  readonly preview: (to: Ticks) => void;
  readonly keep: () => void;
  readonly cancel: () => void;
}

/** What can be done with markers; each is found by its tick. */
export interface MarkerDoor {
  readonly add: (tick: Ticks) => void;
  readonly rename: (at: Ticks, name: string) => void;
  readonly remove: (at: Ticks) => void;
  readonly move: (from: Ticks) => MarkerMove;
}

export type { Meters };

/** What the roll is given, and what it tells. */
export interface RollProps {
  /** Notes from elsewhere that lie over what is shown while they are pointed at. */
  readonly guests?: readonly RollLane[];
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
  /** By tick. */
  readonly markers?: readonly Marker[];
  readonly markerDoor?: MarkerDoor;
  /** Tempos as they are heard, the first at tick 0. */
  readonly tempos?: readonly TempoChange[];
  readonly courseDoor?: CourseDoor;
  /** Why the notes cannot be changed, or null. */
  readonly readOnly: string | null;
  /** The theme in force; its colours are read again when this changes. */
  readonly theme: 'dark' | 'light';
  readonly onsettings: (settings: RollSettings) => void;
  readonly onselect: (selection: ReadonlySet<NoteId>) => void;
  readonly onedit: BeginEdit;
  readonly onseek?: (tick: number) => void;
  readonly onloop?: (loop: RollLoop | null) => void;
  /** Begins to draw the loop by hand. */
  readonly ondrawloop?: () => LoopDrag;
  readonly onaudition?: (note: Audition | null) => void;
  /** Something is to be said that has no place of its own. */
  readonly onsay?: (sentence: () => string) => void;
  /** Space was tapped over the roll without panning. */
  readonly onplay?: () => void;
}
