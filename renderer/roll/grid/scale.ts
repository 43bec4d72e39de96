/** Names of pitches and the rows that a key tints. */
import type { Pitch } from '#main/music/note.ts';
import { isInScale, type ScaleName } from '#main/music/scale.ts';
import type { Key } from '../view.ts';

/** Semitones from a scale's root up to the root of the major scale that is written with the same signs. */
const TO_MAJOR: Readonly<Record<ScaleName, number>> = {
  major: 0,
  minor: 3,
  harmonic_minor: 3,
  melodic_minor: 3,
  dorian: 10,
  phrygian: 8,
  lydian: 7,
  mixolydian: 5,
  major_pentatonic: 0,
  minor_pentatonic: 3,
  blues: 3,
};
const SHARPS = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const FLATS = ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'G♭', 'G', 'A♭', 'A', 'B♭', 'B'];
/** Relative majors with flats: F, B flat, E flat, A flat, D flat, G flat. */
const FLAT_MAJORS = new Set([5, 10, 3, 8, 1, 6]);

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

/** Name of a pitch class in a key: flats where the key has flats. */
export function className(pitchClass: number, key: Key | null): string {
  const relative = key === null ? 0 : (key.root + TO_MAJOR[key.scale]) % 12;
  return (FLAT_MAJORS.has(relative) ? FLATS : SHARPS)[((pitchClass % 12) + 12) % 12] ?? '';
}

/**
 * Name of a pitch; 60 is C4.
 * @example pitchName(70, { root: 2, scale: 'minor' }) // 'B♭4'
 */
export function pitchName(pitch: Pitch, key: Key | null): string {
  return `${className(pitch, key)}${Math.floor(pitch / 12) - 1}`;
}
