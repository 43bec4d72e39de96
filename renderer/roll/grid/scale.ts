/** Names of pitches and the rows that a key tints. */
import type { Pitch } from '#main/music/note.ts';
import { className } from '#main/music/key-name.ts';
import { isInScale } from '#main/music/scale.ts';
import type { Key } from '../view.ts';

/** True on the black keys. */
export function isBlack(pitch: Pitch): boolean {
  return [1, 3, 6, 8, 10].includes(pitch % 12);
}

/** How a row is drawn: the key's root, another note of it, or outside. Without a key white rows are `in`. */
export function rowKind(pitch: Pitch, key: Key | null): 'root' | 'in' | 'out' {
  if (key === null) return isBlack(pitch) ? 'out' : 'in';
  if ((pitch - key.root) % 12 === 0) return 'root';
  return isInScale(pitch, key) ? 'in' : 'out';
}

/**
 * Name of a pitch; 60 is C4.
 * @example pitchName(70, { root: 2, scale: 'minor' }) // 'B♭4'
 */
export function pitchName(pitch: Pitch, key: Key | null): string {
  return `${className(pitch, key)}${Math.floor(pitch / 12) - 1}`;
}
