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

/** Which columns a count looks at. */
type Kept = (column: Column) => boolean;

/** What the headline counts: parts share pitches, who plays is ignored, and drums are left out. */
const pitched: Kept = ({ part }) => part !== 'drums';

/** For each pitch the columns that start a note and those that hold it. */
interface PitchColumns {
  readonly starts: readonly number[];
  readonly holds: readonly number[];
}

function byPitch(columns: readonly Column[], kept: Kept): readonly PitchColumns[] {
  const found = new Map<number, { starts: number[]; holds: number[] }>();
  columns.forEach((column, index) => {
    if (!kept(column)) return;
    const entry = found.get(column.pitch) ?? { starts: [], holds: [] };
    found.set(column.pitch, entry);
    if (column.kind === 'onset') entry.starts.push(index);
    else entry.holds.push(index);
  });
  return [...found.values()];
}

/** A way to count hits in windows of one list of columns. `window` cells are (step, column), both arrays alike. */
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

/** Whether a note begins: on the grid where an onset column is on; in frames, which know no onsets, where a pitch begins to sound. */
function beginsOn(columns: readonly Column[]): typeof sounds {
  const width = columns.length;
  const grid = columns.some((column) => column.kind === 'onset');
  return (cells, row, pitch, at) =>
    grid
      ? any(cells, row, pitch.starts, at.onset)
      : sounds(cells, row, pitch, at) && (row === 0 || !sounds(cells, row - width, pitch, at));
}

/** Counts notes and frames of windows whose columns are `columns`, in those that are `kept`; else in all but the drums. */
export function noteCounter(
  columns: readonly Column[],
  thresholds: ByKind,
  kept: Kept = pitched,
): NoteCounter {
  const pitches = byPitch(columns, kept);
  const width = columns.length;
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
  return { notes: over(beginsOn(columns)), frames: over(sounds) };
}

/** Lists the notes of a window as numbers that are equal where step and pitch are: those that the headline counts. */
export function noteLister(columns: readonly Column[]): (cells: Float32Array) => readonly number[] {
  const pitches = byPitch(columns, pitched);
  const begins = beginsOn(columns);
  const width = columns.length;
  return (cells) => {
    const found: number[] = [];
    for (let row = 0; row < cells.length; row += width)
      pitches.forEach((pitch, index) => {
        if (begins(cells, row, pitch, TRUTH)) found.push((row / width) * pitches.length + index);
      });
    return found;
  };
}
