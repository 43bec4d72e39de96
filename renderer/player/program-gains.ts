/** How much each program of the app's bank is raised, so that changing the instrument of a lane does not change its loudness. */
import type { Program } from '#main/music/note.ts';

/**
 * Decibels a program, eight programs of a family after another: what brings eight notes of half a beat, velocity 100,
 * to the loudness of the built-in instruments (ITU-R BS.1770), at most 16.
 */
// prettier-ignore
const PROGRAM_DECIBELS: readonly number[] = [
  10, 12, 9, 12, 6, 11, 10, 9, 9, 8, 5, 8, 8, 14, 5, 13,
  10, 5, 9, 8, 9, 11, 9, 10, 10, 11, 6, 6, 12, 9, 7, 6,
  4, 5, 6, 4, 10, 6, 7, 0, 11, 11, 13, 15, 8, 7, 7, 14,
  9, 8, 4, 3, 10, 6, 9, 8, 6, 1, 0, 3, 8, 5, 9, 10,
  6, 5, 8, 8, 8, 12, 8, 8, 9, 8, 4, 9, 6, 3, 1, 4,
  3, 7, 10, 5, 5, 3, 15, 6, 7, 16, 10, 4, 5, 6, 8, 5,
  4, 11, 11, 7, 6, 16, 8, 6, 8, 6, 15, 8, 10, 5, 11, 4,
  8, 16, 9, 16, 9, 13, 2, 16, 5, 4, 10, 2, 4, 16, 11, 2,
];
const DRUM_DECIBELS = 4;

/** The factor for a program of FluidR3Mono. */
export const programGain = (program: Program): number =>
  10 ** ((PROGRAM_DECIBELS[program] ?? 0) / 20);

/** The factor for its drums. */
export const DRUM_GAIN = 10 ** (DRUM_DECIBELS / 20);
