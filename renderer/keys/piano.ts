/** Where the keys of a piano lie, and what they are called. */
import type { Pitch } from '#main/music/note.ts';

/** A key. */
export interface PianoKey {
  readonly pitch: Pitch;
  readonly black: boolean;
  /** Left edge in white keys from the first; a black key's is the line between the two white ones beside it. */
  readonly place: number;
}

const BLACK: ReadonlySet<number> = new Set([1, 3, 6, 8, 10]);
const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];

/** `count` keys from `lowest` on, none above the last that MIDI knows. */
export function keysFrom(lowest: Pitch, count: number): readonly PianoKey[] {
  let whites = 0;
  return Array.from({ length: Math.min(count, 128 - lowest) }, (_, index) => {
    const pitch = lowest + index;
    const black = BLACK.has(pitch % 12);
    const key = { pitch, black, place: whites };
    if (!black) whites += 1;
    return key;
  });
}

/** @example keyName(60) // 'C4' */
export const keyName = (pitch: Pitch): string =>
  `${NAMES[pitch % 12] ?? ''}${String(Math.floor(pitch / 12) - 1)}`;
