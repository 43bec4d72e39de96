/** Ticks become seconds and back, through every tempo of a piece. */
import type { Seconds, Ticks } from './note.ts';
import type { Piece } from './piece.ts';

/** A piece's tempos, summed up once so that each question costs one binary search. */
export interface TempoMap {
  /** Ticks a quarter. */
  readonly division: number;
  /** Where each tempo begins. */
  readonly ticks: Float64Array;
  /** Microseconds times division until there: whole numbers, so that sums are exact (for pieces of up to a day). */
  readonly elapsed: Float64Array;
  readonly microsecondsPerQuarter: Float64Array;
}

const MICROSECONDS = 1e6;

/** Sums up the tempos of a piece. */
export function tempoMap(piece: Pick<Piece, 'tempos' | 'division'>): TempoMap {
  const count = piece.tempos.length;
  const ticks = new Float64Array(count);
  const elapsed = new Float64Array(count);
  const microsecondsPerQuarter = new Float64Array(count);
  piece.tempos.forEach((tempo, i) => {
    ticks[i] = tempo.tick;
    microsecondsPerQuarter[i] = tempo.microsecondsPerQuarter;
    if (i === 0) return;
    const since = tempo.tick - (ticks[i - 1] ?? 0);
    elapsed[i] = (elapsed[i - 1] ?? 0) + since * (microsecondsPerQuarter[i - 1] ?? 0);
  });
  return { division: piece.division, ticks, elapsed, microsecondsPerQuarter };
}

/** Index of the last entry of sorted `values` that is not after `value`; 0 where there is none. */
function lastNotAfter(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * When a tick sounds, in seconds from the start of the piece; rounded once.
 *
 * @example
 * secondsAt(tempoMap({ division: 480, tempos: [{ tick: 0, microsecondsPerQuarter: 500000 }] }), 960) // 1
 */
export function secondsAt(map: TempoMap, tick: Ticks): Seconds {
  const i = lastNotAfter(map.ticks, tick);
  const since = tick - (map.ticks[i] ?? 0);
  const elapsed = (map.elapsed[i] ?? 0) + since * (map.microsecondsPerQuarter[i] ?? 500000);
  return elapsed / (map.division * MICROSECONDS);
}

/** The (fractional) tick that sounds at `seconds`. */
export function tickAt(map: TempoMap, seconds: Seconds): Ticks {
  const elapsed = seconds * map.division * MICROSECONDS;
  const i = lastNotAfter(map.elapsed, elapsed);
  const since = elapsed - (map.elapsed[i] ?? 0);
  return (map.ticks[i] ?? 0) + since / (map.microsecondsPerQuarter[i] ?? 500000);
}

/** When the last note of a piece ends, drums included; 0 where there is no note. */
export function secondsOf(piece: Piece): Seconds {
  let last = 0;
  for (const track of piece.tracks) for (const note of track.notes) last = Math.max(last, note.end);
  return secondsAt(tempoMap(piece), last);
}
