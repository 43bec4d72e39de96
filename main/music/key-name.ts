/** Names of pitch classes as musicians write them in a key. */
import type { Scale, ScaleName } from './scale.ts';

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

/**
 * Name of a pitch class (0 to 11) in a key: flats where the key has flats.
 * @example className(10, { root: 2, scale: 'minor' }) // 'B♭'
 */
export function className(pitchClass: number, key: Scale | null): string {
  const relative = key === null ? 0 : (key.root + TO_MAJOR[key.scale]) % 12;
  return (FLAT_MAJORS.has(relative) ? FLATS : SHARPS)[((pitchClass % 12) + 12) % 12] ?? '';
}
