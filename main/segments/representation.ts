/** How music is laid out for the model: the choice between 20 Hz frames (the paper) and a grid of beats (musicians), and the words for its results. */
import type { Part } from '#main/music/part.ts';
import type { Pitch, Ticks } from '#main/music/note.ts';

/** Steps of the representation: frames of 1/20 s, or grid steps. */
export type Steps = number;

/** 20 Hz frames with the tempo applied (Fabius & van Amersfoort, section 3.1). */
export interface FramesRepresentation {
  readonly time: 'frames';
  /** Frames a second. */
  readonly rate: number;
  /** T, frames a segment. */
  readonly steps: Steps;
  /** Frames from one segment's start to the next. */
  readonly hop: Steps;
  readonly drums: boolean;
  /** Share of note time that the kept pitches must hold, 0 to 1; 1 keeps every pitch that sounds. */
  readonly coverage: number;
}

/** Steps of a beat, tempo map applied, bars kept. */
export interface GridRepresentation {
  readonly time: 'grid';
  /** Grid steps a quarter. */
  readonly stepsPerBeat: number;
  /** T, grid steps a segment. */
  readonly steps: Steps;
  readonly hop: Steps;
  /** `apart`: columns a part; `merged`: one part `all`. */
  readonly parts: 'apart' | 'merged';
  readonly drums: boolean;
  readonly coverage: number;
  /** Whether music is read moved to C major or A minor, drums aside. */
  readonly commonKey: boolean;
}

/** What a model reads: one of the two layouts. */
export type Representation = FramesRepresentation | GridRepresentation;

/** One number a step that the model sees. `on` in frames; `onset` and `sustain` on the grid (drums have onsets only). */
export interface Column {
  readonly part: Part;
  readonly pitch: Pitch;
  readonly kind: 'on' | 'onset' | 'sustain';
}

/** A whole song laid out: `cells[step * columns.length + column]` is 0 or 1. */
export interface Roll {
  readonly steps: Steps;
  readonly columns: readonly Column[];
  readonly cells: Uint8Array;
}

/** A window of a song: one data point of the model. */
export interface Segment {
  /** Index of the song in the list that was cut. */
  readonly song: number;
  /** First step in the song's roll. */
  readonly start: Steps;
  /** The same place in the song's own ticks. */
  readonly tick: Ticks;
  /** Whether it starts on a bar line (only those are shown on the map). */
  readonly onBar: boolean;
  /** Position of its first step in the bar, in grid steps; 0 for frames. */
  readonly barPosition: Steps;
  /** Steps in that bar; 0 for frames. */
  readonly barSteps: Steps;
  /** T x D cells of 0 and 1. */
  readonly cells: Uint8Array;
}
