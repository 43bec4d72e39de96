/** A phrase: a few bars that a model (or a song) gives, ready to be heard, drawn or kept as a sketch. */
import type { Pitch, Program, Ticks, Velocity } from './note.ts';
import type { Part } from './part.ts';

/** A note of a phrase; ticks are 480 a quarter, from the phrase's first beat. */
export interface PhraseNote {
  readonly part: Part;
  readonly pitch: Pitch;
  readonly velocity: Velocity;
  readonly start: Ticks;
  readonly end: Ticks;
}

/** A few bars of music. A phrase of 20 Hz frames has 48 ticks a frame and 120 quarters a minute, so that it plays at its own speed. */
export interface Phrase {
  /** Sorted by start, then part, then pitch. */
  readonly notes: readonly PhraseNote[];
  /** Length in ticks (480 a quarter). */
  readonly length: Ticks;
  /** Quarters a minute. */
  readonly bpm: number;
  /** The instrument of each part that has one. */
  readonly programs: Readonly<Partial<Record<Part, Program>>>;
}

const ORDER: readonly Part[] = ['melody', 'chords', 'bass', 'drums', 'all'];

/** The order of a phrase's notes: by start, then part, then pitch. */
export function byStart(a: PhraseNote, b: PhraseNote): number {
  return a.start - b.start || ORDER.indexOf(a.part) - ORDER.indexOf(b.part) || a.pitch - b.pitch;
}
