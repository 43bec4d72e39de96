/** Scales: which pitches belong to a key, and the way from one that does not to one that does. */
import type { Pitch } from './note.ts';

/** Semitones above the root, of each scale that is known by name. */
const STEPS = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  harmonic_minor: [0, 2, 3, 5, 7, 8, 11],
  melodic_minor: [0, 2, 3, 5, 7, 9, 11],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  major_pentatonic: [0, 2, 4, 7, 9],
  minor_pentatonic: [0, 3, 5, 7, 10],
  blues: [0, 3, 5, 6, 7, 10],
} as const satisfies Readonly<Record<string, readonly number[]>>;

/** The name of a scale. */
export type ScaleName = keyof typeof STEPS;

/** Every scale, the two common ones first. */
export const SCALES: readonly ScaleName[] = [
  'major',
  'minor',
  'harmonic_minor',
  'melodic_minor',
  'dorian',
  'phrygian',
  'lydian',
  'mixolydian',
  'major_pentatonic',
  'minor_pentatonic',
  'blues',
];

/** A scale on its root: `root` 0 (C) to 11 (B). */
export interface Scale {
  readonly root: number;
  readonly scale: ScaleName;
}

/** The pitch classes (0 to 11) of a scale, its root first. */
export function scaleOf({ root, scale }: Scale): readonly number[] {
  return STEPS[scale].map((step) => (root + step) % 12);
}

/** Whether a pitch belongs to a scale. */
export function isInScale(pitch: Pitch, scale: Scale): boolean {
  return scaleOf(scale).includes(pitchClass(pitch));
}

/**
 * The nearest pitch of a scale; of two that are equally near the lower one.
 * @example nearestInScale(61, { root: 0, scale: 'major' }) // 60
 */
export function nearestInScale(pitch: Pitch, scale: Scale): Pitch {
  const classes = scaleOf(scale);
  for (let distance = 0; distance <= 6; distance++)
    for (const candidate of [pitch - distance, pitch + distance])
      if (candidate >= 0 && candidate <= 127 && classes.includes(pitchClass(candidate)))
        return candidate;
  return pitch;
}

/**
 * The pitch so many steps of a scale away; a pitch outside goes to its neighbour in the scale by the first step. At the ends
 * of MIDI's range it stops at the last pitch that belongs to the scale.
 * @example stepInScale(64, { root: 0, scale: 'major' }, 1) // 65
 */
export function stepInScale(pitch: Pitch, scale: Scale, steps: number): Pitch {
  const classes = scaleOf(scale);
  const way = Math.sign(steps);
  let left = Math.abs(steps);
  let found = pitch;
  for (let at = pitch + way; left > 0 && at >= 0 && at <= 127; at += way) {
    if (!classes.includes(pitchClass(at))) continue;
    found = at;
    left -= 1;
  }
  return found;
}

function pitchClass(pitch: Pitch): number {
  return ((pitch % 12) + 12) % 12;
}
