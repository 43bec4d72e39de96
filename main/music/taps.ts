/** A hand taps early and late: its taps go to the notes that they were meant for. */
import type { Seconds } from './note.ts';
import type { Piece } from './piece.ts';
import { SHORTEST_BEAT } from './retime.ts';
import { secondsAt, tempoMap } from './tempo-map.ts';

/** So far a tap may be from the notes it was meant for (Repp 2005: taps to music lie within some 50 ms of it). */
const REACH: Seconds = 0.08;
/** Notes that begin within this time are one chord, as fingers play it. */
const CHORD: Seconds = 0.03;

/** Where something begins in a piece: a chord is one, at its mean. */
export function onsetsOf(piece: Piece): readonly Seconds[] {
  const map = tempoMap(piece);
  const all = piece.tracks
    .flatMap(({ notes }) => notes.map(({ start }) => secondsAt(map, start)))
    .sort((a, b) => a - b);
  const onsets: Seconds[] = [];
  let chord: Seconds[] = [];
  const end = (): void => {
    if (chord.length > 0) onsets.push(chord.reduce((sum, each) => sum + each, 0) / chord.length);
  };
  for (const onset of all) {
    if (onset - (chord[0] ?? onset) > CHORD) {
      end();
      chord = [];
    }
    chord.push(onset);
  }
  end();
  return onsets;
}

/**
 * The beats that taps were meant for: each goes to the nearest onset within 80 ms, or stays where nothing begins.
 * @param taps seconds from the start of the piece, rising
 */
export function beatsOfTaps(
  onsets: readonly Seconds[],
  taps: readonly Seconds[],
): readonly Seconds[] {
  const beats: Seconds[] = [];
  for (const tap of taps) {
    const near = nearest(onsets, tap);
    const meant = near !== null && Math.abs(near - tap) <= REACH ? near : tap;
    const least = (beats.at(-1) ?? -Infinity) + SHORTEST_BEAT;
    beats.push(meant >= least ? meant : tap);
  }
  return beats;
}

function nearest(sorted: readonly Seconds[], value: Seconds): Seconds | null {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [sorted[low - 1], sorted[low]];
  if (before === undefined) return after ?? null;
  if (after === undefined) return before;
  return value - before <= after - value ? before : after;
}
