/** How well probabilities give back the notes of their segments: F1 of cells and of notes. */
import type { Column } from '#main/segments/representation.ts';
import type { ByKind } from '#main/segments/sample.ts';

/** Counts from which F1 is made; counts of many windows are added before dividing (pooled). */
export interface Counts {
  readonly hits: number;
  readonly found: number;
  readonly wanted: number;
}

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

/** A way to count hits in windows of one list of columns. Drums are left out. `window` cells are (step, column), both arrays alike. */
export interface NoteCounter {
  /** Notes of the same pitch that start on the same step. */
  readonly notes: (cells: Float32Array, probabilities: Float32Array) => Counts;
  /** Sounding (step, pitch) cells. */
  readonly frames: (cells: Float32Array, probabilities: Float32Array) => Counts;
}

/** Whether any of `columns` at the row that begins at `row` reaches `threshold`. A plain loop: this runs while learning waits. */
function any(
  cells: Float32Array,
  row: number,
  columns: readonly number[],
  threshold: number,
): boolean {
  for (const column of columns) if ((cells[row + column] ?? 0) >= threshold) return true;
  return false;
}

function sounds(cells: Float32Array, row: number, pitch: PitchColumns, at: ByKind): boolean {
  return any(cells, row, pitch.starts, at.onset) || any(cells, row, pitch.holds, at.sustain);
}

const TRUTH: ByKind = { onset: 0.5, sustain: 0.5 };

/**
 * Counts notes and frames of windows whose columns are `columns`. On the grid a note starts where an onset column is on;
 * in frames, which know no onsets, where a pitch begins to sound.
 */
export function noteCounter(columns: readonly Column[], thresholds: ByKind): NoteCounter {
  const pitches = byPitch(columns);
  const width = columns.length;
  const grid = columns.some((column) => column.kind === 'onset');
  const starts = (cells: Float32Array, row: number, pitch: PitchColumns, at: ByKind) =>
    grid
      ? any(cells, row, pitch.starts, at.onset)
      : sounds(cells, row, pitch, at) && (row === 0 || !sounds(cells, row - width, pitch, at));
  const over = (event: typeof sounds) => (cells: Float32Array, probabilities: Float32Array) => {
    const counts = { hits: 0, found: 0, wanted: 0 };
    for (let row = 0; row < cells.length; row += width)
      for (const pitch of pitches) {
        const wanted = event(cells, row, pitch, TRUTH);
        const found = event(probabilities, row, pitch, thresholds);
        if (wanted) counts.wanted += 1;
        if (found) counts.found += 1;
        if (wanted && found) counts.hits += 1;
      }
    return counts;
  };
  return { notes: over(starts), frames: over(sounds) };
}
