/** How well probabilities give back the notes of their segments: F1 of cells and of notes. */
import type { Column } from '#main/segments/representation.ts';
import type { ByKind } from '#main/segments/sample.ts';

/** Counts from which F1 is made; counts of many windows are added before dividing (pooled). */
export interface Counts {
  readonly hits: number;
  readonly found: number;
  readonly wanted: number;
}

const NONE: Counts = { hits: 0, found: 0, wanted: 0 };

/** Counts of two measurements together. */
export function pooled(a: Counts, b: Counts): Counts {
  return { hits: a.hits + b.hits, found: a.found + b.found, wanted: a.wanted + b.wanted };
}

/**
 * F1, the harmonic mean of precision and recall; 1 where nothing was wanted and nothing found.
 * @example f1({ hits: 1, found: 2, wanted: 2 }) // 0.5
 */
export function f1(counts: Counts): number {
  const all = counts.found + counts.wanted;
  return all === 0 ? 1 : (2 * counts.hits) / all;
}

/** For each pitch the columns that start a note and those that hold it. Parts share pitches here: the headline ignores who plays. */
interface PitchColumns {
  readonly starts: readonly number[];
  readonly holds: readonly number[];
}

function byPitch(columns: readonly Column[]): readonly PitchColumns[] {
  const found = new Map<number, { starts: number[]; holds: number[] }>();
  columns.forEach((column, index) => {
    if (column.part === 'drums') return;
    const entry = found.get(column.pitch) ?? { starts: [], holds: [] };
    found.set(column.pitch, entry);
    if (column.kind === 'onset') entry.starts.push(index);
    else entry.holds.push(index);
  });
  return [...found.values()];
}

/** Whether any of `columns` at the row that begins at `row` reaches `threshold`. */
function any(cells: ArrayLike<number>, row: number, columns: readonly number[], threshold: number) {
  return columns.some((column) => (cells[row + column] ?? 0) >= threshold);
}

/** A way to count hits in windows of one list of columns. Drums are left out. */
export interface NoteCounter {
  /** Notes of the same pitch that start on the same step. `window` cells are (step, column), both arrays alike. */
  readonly notes: (cells: ArrayLike<number>, probabilities: ArrayLike<number>) => Counts;
  /** Sounding (step, pitch) cells. */
  readonly frames: (cells: ArrayLike<number>, probabilities: ArrayLike<number>) => Counts;
}

/**
 * Counts notes and frames of windows whose columns are `columns`. On the grid a note starts where an onset column is on;
 * in frames, which know no onsets, where a pitch begins to sound.
 */
export function noteCounter(columns: readonly Column[], thresholds: ByKind): NoteCounter {
  const pitches = byPitch(columns);
  const width = columns.length;
  const grid = columns.some((column) => column.kind === 'onset');
  const tally = (wanted: boolean, found: boolean, before: Counts): Counts =>
    wanted || found
      ? pooled(before, { hits: +(wanted && found), found: +found, wanted: +wanted })
      : before;
  const sounds = (cells: ArrayLike<number>, row: number, pitch: PitchColumns, t: ByKind) =>
    any(cells, row, pitch.starts, t.onset) || any(cells, row, pitch.holds, t.sustain);
  const truth: ByKind = { onset: 0.5, sustain: 0.5 };
  const starts = (cells: ArrayLike<number>, row: number, pitch: PitchColumns, t: ByKind) =>
    grid
      ? any(cells, row, pitch.starts, t.onset)
      : sounds(cells, row, pitch, t) && (row === 0 || !sounds(cells, row - width, pitch, t));
  const over =
    (event: typeof sounds) => (cells: ArrayLike<number>, probabilities: ArrayLike<number>) => {
      let counts = NONE;
      for (let row = 0; row < cells.length; row += width)
        for (const pitch of pitches)
          counts = tally(
            event(cells, row, pitch, truth),
            event(probabilities, row, pitch, thresholds),
            counts,
          );
      return counts;
    };
  return { notes: over(starts), frames: over(sounds) };
}
