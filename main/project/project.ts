/** What the user is making: one immutable value that holds songs, sketches and models by name. */
import type { KeyName } from '#main/music/common-key.ts';
import type { Part } from '#main/music/part.ts';
import type { Channel, Pitch, Program, Ticks, Velocity } from '#main/music/note.ts';
import type { Meter, Piece } from '#main/music/piece.ts';
import type { Tone } from '#main/music/voice.ts';
import type { Arrangement } from './arrangement.ts';
import type { Course } from './course.ts';
import type { Mix } from './mix.ts';
import type { PadState, PadMemory, PadPath } from './motion.ts';
import type { Provenance } from './provenance.ts';
import type { LaneEvent, LaneRoute, MidiControl } from './route.ts';
import type { Snapshot } from './snapshots.ts';

export type { Provenance, ShapeSetting } from './provenance.ts';

/** Identity of a note within a project; never used twice. */
export type NoteId = number;

/** A note that can be selected and edited. Ticks are 480 a quarter. */
export interface LaneNote {
  readonly id: NoteId;
  readonly pitch: Pitch;
  readonly velocity: Velocity;
  readonly start: Ticks;
  readonly end: Ticks;
}

/** One voice of a sketch: its notes and how it sounds. */
export interface Lane extends Tone {
  readonly id: string;
  readonly part: Part;
  readonly name: string;
  readonly program: Program;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly soloed: boolean;
  /** The port that plays it; null: as the part is routed. */
  readonly route: LaneRoute | null;
  readonly notes: readonly LaneNote[];
  /** The channel that an imported file has it on; null: one is chosen when it is written. */
  readonly channel: Channel | null;
  /** What an imported file says beside its notes, by tick. */
  readonly events: readonly LaneEvent[];
}

/** A region that comes round again and again, in ticks of the sketch. */
export interface LoopRegion {
  readonly start: Ticks;
  readonly end: Ticks;
}

/** A named place of a sketch. */
export interface Marker {
  readonly tick: Ticks;
  readonly name: string;
}

/** Notes that the user kept or drew. */
export interface Sketch {
  readonly id: string;
  readonly name: string;
  readonly lanes: readonly Lane[];
  /** Length in ticks. */
  readonly length: Ticks;
  readonly bpm: number;
  readonly meter: Pick<Meter, 'numerator' | 'denominator'>;
  /** What comes after them: changes of tempo, meter and key. */
  readonly course: Course;
  readonly provenance: Provenance;
  readonly starred: boolean;
  /** 1 to 12, one of the song colours; null: none. */
  readonly colour: number | null;
  /** What comes round while it plays; null: all of it. */
  readonly loop: LoopRegion | null;
  readonly markers: readonly Marker[];
}

/** A song of the user's: its bytes as they came, the piece in them, and the role of each track (`null`: left out). */
export interface Song {
  /** SHA-256 of the bytes, hex; also its identity. */
  readonly hash: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly piece: Piece;
  readonly parts: readonly (Part | null)[];
  /** 1 to 12: colour and glyph. */
  readonly colour: number;
  /** Its key where the person named it; null: the estimated one. */
  readonly key: KeyName | null;
}

/** What a run of learning came to. */
export interface Outcome {
  /** The songs that were learned, in their order: hash, and name as it was. */
  readonly songs: readonly { readonly hash: string; readonly name: string }[];
  /** Steps since the model was new. */
  readonly steps: number;
  /** Seconds of this run, without pauses. */
  readonly seconds: number;
  /** Note F1 of the weights that were kept, on windows that were learned; null where there was no such window. */
  readonly noteF1: number | null;
  /** The same on held-out windows; null where nothing was held out. */
  readonly heldOutF1: number | null;
}

/** A model that was learned in this project. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly preset: string;
  readonly starred: boolean;
  /** When its learning ended, milliseconds since 1970; null where that is not known. */
  readonly at: number | null;
  /** Id of the model that it was learned on from, or null. */
  readonly parent: string | null;
  /** What its run came to; null where that is not known. */
  readonly learned: Outcome | null;
  /** The model file, safetensors. */
  readonly bytes: Uint8Array;
}

/** What a project holds at one moment, and what a snapshot keeps of it. Selection, zoom and playhead are session. */
export interface Content {
  readonly name: string;
  readonly songs: readonly Song[];
  readonly sketches: readonly Sketch[];
  readonly models: readonly ModelEntry[];
  /** Id of the model the pad plays, or null. */
  readonly model: string | null;
  /** Tempo set by hand for all that plays; null: everything plays at its own. */
  readonly bpm: number | null;
  readonly meter: Pick<Meter, 'numerator' | 'denominator'>;
  /** Whether what plays comes round again. */
  readonly looping: boolean;
  /** How parts sound while they are only a phrase. */
  readonly mix: Mix;
  /** Places of the map to come back to, at most one a name. */
  readonly memories: readonly PadMemory[];
  /** Ways over the map that were drawn or recorded. */
  readonly paths: readonly PadPath[];
  /** Where the hand was and how probabilities became notes when it was saved; null: nowhere yet. */
  readonly pad: PadState | null;
  readonly arrangement: Arrangement;
  readonly midiMap: readonly MidiControl[];
  readonly nextNoteId: NoteId;
}

/** Everything that is saved. */
export interface Project extends Content {
  /** Named versions of the content, as they were taken. */
  readonly snapshots: readonly Snapshot[];
}
