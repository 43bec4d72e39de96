/** Estimates the key of a piece from how long each pitch class sounds. */
import { DRUM_CHANNEL, type Note } from './note.ts';
import type { Piece } from './piece.ts';

/** A key: `tonic` 0 (C) to 11 (B). */
export interface Key {
  readonly tonic: number;
  readonly minor: boolean;
  /** Correlation with the profile of the key, -1 to 1. */
  readonly correlation: number;
}

/** How well each degree above the tonic fits (Krumhansl and Kessler 1982, probe-tone ratings). */
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

function correlation(
  weights: readonly number[],
  profile: readonly number[],
  tonic: number,
): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / 12;
  const meanWeight = mean(weights);
  const meanProfile = mean(profile);
  let both = 0;
  let ofWeights = 0;
  let ofProfile = 0;
  for (let degree = 0; degree < 12; degree++) {
    const weight = (weights[(tonic + degree) % 12] ?? 0) - meanWeight;
    const fit = (profile[degree] ?? 0) - meanProfile;
    both += weight * fit;
    ofWeights += weight * weight;
    ofProfile += fit * fit;
  }
  return ofWeights === 0 ? 0 : both / Math.sqrt(ofWeights * ofProfile);
}

/**
 * The key whose tonal profile fits the sounding time of the pitch classes best (Krumhansl's algorithm); drums (channel 10)
 * are left out. Null where nothing pitched sounds.
 */
export function estimateKey(piece: Piece): Key | null {
  return keyOfNotes(
    piece.tracks.map(({ notes }) => notes.filter(({ channel }) => channel !== DRUM_CHANNEL)),
  );
}

/** The same for lists of pitched notes. */
export function keyOfNotes(
  lists: readonly (readonly Pick<Note, 'pitch' | 'start' | 'end'>[])[],
): Key | null {
  const weights = new Array<number>(12).fill(0);
  for (const notes of lists)
    for (const { pitch, start, end } of notes)
      weights[pitch % 12] = (weights[pitch % 12] ?? 0) + end - start;
  if (weights.every((weight) => weight === 0)) return null;
  let best: Key = { tonic: 0, minor: false, correlation: -Infinity };
  for (let tonic = 0; tonic < 12; tonic++) {
    for (const minor of [false, true]) {
      const fit = correlation(weights, minor ? MINOR : MAJOR, tonic);
      if (fit > best.correlation) best = { tonic, minor, correlation: fit };
    }
  }
  return best;
}
