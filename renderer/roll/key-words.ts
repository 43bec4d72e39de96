/** Keys and scales in words. */
import { className } from '#main/music/key-name.ts';
import type { ScaleName } from '#main/music/scale.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Key } from './view.ts';

const SCALE_WORDS: Readonly<Record<ScaleName, () => string>> = {
  major: m.roll_scale_major,
  minor: m.roll_scale_minor,
  harmonic_minor: m.roll_scale_harmonic_minor,
  melodic_minor: m.roll_scale_melodic_minor,
  dorian: m.roll_scale_dorian,
  phrygian: m.roll_scale_phrygian,
  lydian: m.roll_scale_lydian,
  mixolydian: m.roll_scale_mixolydian,
  major_pentatonic: m.roll_scale_major_pentatonic,
  minor_pentatonic: m.roll_scale_minor_pentatonic,
  blues: m.roll_scale_blues,
};

/** What a scale is called. */
export function scaleWords(scale: ScaleName): string {
  return SCALE_WORDS[scale]();
}

/** What a key is called. */
export function keyWords(key: Key): string {
  return m.roll_key_of({ root: className(key.root, key), scale: scaleWords(key.scale) });
}
