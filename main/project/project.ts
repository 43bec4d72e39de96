/** What the user is making: one immutable value that holds songs, sketches and models by name. */
import type { Part } from '#main/music/part.ts';
import type { Pitch, Program, Ticks, Velocity } from '#main/music/note.ts';
import type { Meter, Piece } from '#main/music/piece.ts';
import type { Tone } from '#main/music/voice.ts';
import type { Mix } from './mix.ts';

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
  readonly notes: readonly LaneNote[];
}

/** Where a sketch came from, so that it can be made again exactly. */
export type Provenance =
  | { readonly from: 'hand' }
  | { readonly from: 'song'; readonly song: string; readonly tick: Ticks }
  | {
      readonly from: 'pad';
      readonly model: string;
      readonly x: number;
      readonly y: number;
      readonly shape: ShapeSetting;
    }
  | {
      readonly from: 'blend';
      readonly model: string;
      readonly weights: readonly {
        readonly song: string;
        readonly bar?: number;
        readonly weight: number;
      }[];
      readonly shape: ShapeSetting;
    }
  | {
      readonly from: 'medley';
      readonly model: string;
      readonly songs: readonly string[];
      readonly steps: number;
      readonly shape: ShapeSetting;
    };

/** How probabilities became notes. */
export interface ShapeSetting {
  readonly temperature: number;
  readonly density: number;
  readonly seed: number;
}

/** A region that comes round again and again, in ticks of the sketch. */
export interface LoopRegion {
  readonly start: Ticks;
  readonly end: Ticks;
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
  readonly provenance: Provenance;
  readonly starred: boolean;
  /** 1 to 12, one of the song colours; null: none. */
  readonly colour: number | null;
  /** What comes round while it plays; null: all of it. */
  readonly loop: LoopRegion | null;
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
}

/** A model that was learned in this project. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly preset: string;
  /** The model file, safetensors. */
  readonly bytes: Uint8Array;
}

/** Everything that is saved. Selection, zoom, playhead and pad position are session, not project. */
export interface Project {
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
  readonly nextNoteId: NoteId;
}
