/** What a MIDI file holds once it is read: tracks of notes, the tempo map, the meters, and every event that is kept as it came. */
import type { Channel, Note, Program, Ticks } from './note.ts';
import type { Repair } from './problem.ts';

/** From `tick` on a quarter lasts `microsecondsPerQuarter`. */
export interface Tempo {
  readonly tick: Ticks;
  readonly microsecondsPerQuarter: number;
}

/** From `tick` on bars have `numerator` beats of one `denominator`-th. */
export interface Meter {
  readonly tick: Ticks;
  readonly numerator: number;
  readonly denominator: number;
}

/** From `tick` on the key has `sharps` sharps (negative: flats) and is major or minor. */
export interface KeySignature {
  readonly tick: Ticks;
  readonly sharps: number;
  readonly minor: boolean;
}

/** An event that Melodrift does not edit and gives back on export: its bytes as in the file, status first (sysex and metas whole). */
export interface KeptEvent {
  readonly tick: Ticks;
  readonly bytes: Uint8Array;
}

/** One track, in the order of the file. `notes` are sorted by start, then pitch. */
export interface Track {
  readonly name: string;
  readonly notes: readonly Note[];
  /** Controllers, bends, pressure, programs, sysex, texts; sorted by tick, file order within a tick. Tempos, meters and keys are not here. */
  readonly events: readonly KeptEvent[];
  /** The tick of its end-of-track event, or of its last event where the file has none. */
  readonly end: Ticks;
  /** True where the file has this and the track before as one track, which mixed channels. */
  readonly continues?: true;
}

/** A piece of music. `tempos` and `meters` are sorted and never empty; the first lies at tick 0. */
export interface Piece {
  readonly name: string;
  readonly format: 0 | 1 | 2;
  /** Ticks a quarter. */
  readonly division: number;
  readonly tracks: readonly Track[];
  readonly tempos: readonly Tempo[];
  /** How many tempo events the file had; of several at one tick only the last counts and is in `tempos`. */
  readonly tempoEvents?: number;
  readonly meters: readonly Meter[];
  readonly keys: readonly KeySignature[];
  /** What the reader had to mend; empty for a sound file. */
  readonly repaired: readonly Repair[];
}

/** The programs chosen in a track, the first one a channel. */
export type ProgramByChannel = ReadonlyMap<Channel, Program>;

/** How many tracks the file had: those that were split by channel count once. */
export function fileTracks(piece: Pick<Piece, 'tracks'>): number {
  return piece.tracks.filter((track) => track.continues !== true).length;
}
