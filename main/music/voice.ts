/** What makes the sound of a lane. */
import type { Part } from './part.ts';

/** The app's own voice made for a part, or `bank`: a General MIDI program of the sound bank. */
export type Voice = Part | 'bank';

/** How a lane sounds beyond its notes, its level and its program. */
export interface Tone {
  /** Null: as the output is set, built-in or General MIDI. */
  readonly voice: Voice | null;
  /** -1 left to 1 right. */
  readonly pan: number;
  /** How much goes to the room, 0 to 1; null: as suits the part. */
  readonly reverb: number | null;
}

/** As nobody changed it. */
export const FIRST_TONE: Tone = { voice: null, pan: 0, reverb: null };

/** How much each part gives to the room where nobody said otherwise. */
export const PART_REVERB: Readonly<Record<Part, number>> = {
  melody: 0.16,
  chords: 0.2,
  bass: 0.02,
  drums: 0.06,
  all: 0.14,
};
