/** Decides which of a model's probabilities become notes: by thresholds that match the songs' density, or by seeded chance. */
import type { Column, Representation, Steps } from './representation.ts';
import { indexColumns } from './roll.ts';

/** A number for onsets (and frames) and one for sustains. */
export interface ByKind {
  readonly onset: number;
  readonly sustain: number;
}

/** How probabilities become notes. */
export interface Shape {
  /** 0: thresholds alone; above: chance, the wilder the higher. */
  readonly temperature: number;
  /** 0 to 1; 0.5 is the songs' own, more gives more notes. */
  readonly density: number;
  readonly seed: number;
}

/** Nothing by chance, as many notes as the songs have. */
export const PLAIN: Shape = { temperature: 0, density: 0.5, seed: 1 };

/** Thresholds of a model that learns stay within these (a fixed 0.5 leaves young models silent, model.md section 5). */
export const THRESHOLD_RANGE = { low: 0.3, high: 0.5 } as const;

/** How far, in log-odds, the density control moves a threshold to either side. */
const DENSITY_REACH = 2.5;

const kindOf = (column: Column | undefined): keyof ByKind =>
  column?.kind === 'sustain' ? 'sustain' : 'onset';

/**
 * The threshold above which `count` of the probabilities of a kind lie, clamped. Only those inside the range are put in
 * order: most lie below it, and this runs while learning waits.
 */
function thresholdFor(
  probabilities: Float32Array,
  columns: readonly Column[],
  kind: keyof ByKind,
  count: number,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  const own = columns.map((column) => kindOf(column) === kind);
  const inside: number[] = [];
  let over = 0;
  for (let row = 0; row < probabilities.length; row += own.length)
    for (let column = 0; column < own.length; column += 1) {
      if (own[column] !== true) continue;
      const value = probabilities[row + column] ?? 0;
      if (value >= high) over += 1;
      else if (value > low) inside.push(value);
    }
  const wanted = Math.round(count) - over;
  if (wanted <= 0) return high;
  if (wanted > inside.length) return low;
  const rising = Float64Array.from(inside).sort();
  const above = rising[rising.length - wanted] ?? high;
  const below = rising[rising.length - wanted - 1] ?? low;
  return (above + below) / 2;
}

/** How many cells of each kind are on in cells of any number of windows. */
export function countCells(cells: ArrayLike<number>, columns: readonly Column[]): ByKind {
  const counts = { onset: 0, sustain: 0 };
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] !== 0) counts[kindOf(columns[i % columns.length])]++;
  }
  return counts;
}

/**
 * The thresholds at which as many cells are on in `probabilities` as `expected` says, onsets and sustains apart.
 *
 * A model's own thresholds come from decoded training windows and the counts of those windows' cells. A blend's come from its own
 * probabilities and the counts of its parents, interpolated; there the range may go lower.
 *
 * @param probabilities cells of any number of windows, columns innermost
 */
export function matchThresholds(
  probabilities: Float32Array,
  columns: readonly Column[],
  expected: ByKind,
  range: { readonly low: number; readonly high: number } = THRESHOLD_RANGE,
): ByKind {
  const match = (kind: keyof ByKind) =>
    thresholdFor(probabilities, columns, kind, expected[kind], range);
  return { onset: match('onset'), sustain: match('sustain') };
}

const logOdds = (probability: number) => {
  const safe = Math.min(1 - 1e-7, Math.max(1e-7, probability));
  return Math.log(safe / (1 - safe));
};

const probabilityOf = (odds: number) => 1 / (1 + Math.exp(-odds));

/** A number in 0 to 1 (neither included) that depends on seed and cell alone (the finaliser of MurmurHash3). */
function chance(seed: number, cell: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(cell + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 4294967296;
}

/**
 * Cells whose probability is above the limit of their kind; a sustain only where no note begins. It runs over every cell of
 * a map, half a million of them, while somebody drags.
 */
function aboveLimits(
  probabilities: Float32Array,
  columns: readonly Column[],
  representation: Representation,
  limits: ByKind,
): Uint8Array {
  const width = columns.length;
  const cells = new Uint8Array(probabilities.length);
  const index = indexColumns(columns);
  const limit = new Float64Array(width).fill(Infinity);
  const onsets: number[] = [];
  const sustains: number[] = [];
  columns.forEach(({ part, pitch, kind }, column) => {
    if (kind === 'sustain') return;
    limit[column] = limits.onset;
    const sustain = representation.time === 'grid' ? index.sustain(part, pitch) : -1;
    if (sustain < 0) return;
    limit[sustain] = limits.sustain;
    onsets.push(column);
    sustains.push(sustain);
  });
  for (let row = 0; row < cells.length; row += width) {
    for (let column = 0; column < width; column += 1)
      if ((probabilities[row + column] ?? 0) > (limit[column] ?? Infinity)) cells[row + column] = 1;
    for (let pair = 0; pair < onsets.length; pair += 1)
      if (cells[row + (onsets[pair] ?? 0)] === 1) cells[row + (sustains[pair] ?? 0)] = 0;
  }
  return cells;
}

/**
 * Decides each cell of one window. With temperature 0 a cell is on where its probability is above the threshold; with temperature t the
 * threshold moves by t times a logistic random number, so at 1 and threshold 0.5 a cell is on with its own probability. A sustain
 * shares the random number of its onset: notes keep their length instead of stuttering.
 *
 * @param probabilities (steps x columns)
 * @returns cells (steps x columns) of 0 and 1
 */
export function sampleCells(
  probabilities: Float32Array,
  columns: readonly Column[],
  representation: Representation,
  thresholds: ByKind,
  shape: Shape,
): Uint8Array {
  const shift = (0.5 - shape.density) * 2 * DENSITY_REACH;
  const level = (kind: keyof ByKind) => logOdds(thresholds[kind]) + shift;
  const levels: ByKind = { onset: level('onset'), sustain: level('sustain') };
  if (shape.temperature === 0) {
    // Without chance a cell needs no logarithm.
    const limits = { onset: probabilityOf(levels.onset), sustain: probabilityOf(levels.sustain) };
    return aboveLimits(probabilities, columns, representation, limits);
  }
  const width = columns.length;
  const steps: Steps = width === 0 ? 0 : probabilities.length / width;
  const cells = new Uint8Array(probabilities.length);
  const index = indexColumns(columns);
  const isOn = (cell: number, kind: keyof ByKind, noiseCell: number) => {
    const probability = probabilities[cell] ?? 0;
    const moved = shape.temperature * logOdds(chance(shape.seed, noiseCell));
    return logOdds(probability) - levels[kind] + moved > 0;
  };
  columns.forEach(({ part, pitch, kind }, column) => {
    if (kind === 'sustain') return;
    const sustain = representation.time === 'grid' ? index.sustain(part, pitch) : -1;
    let noise = column;
    for (let step = 0; step < steps; step++) {
      const cell = step * width + column;
      const before = kind === 'on' && step > 0 && cells[cell - width] === 1;
      if (!before) noise = cell;
      if (isOn(cell, 'onset', noise)) cells[cell] = 1;
    }
    if (sustain < 0) return;
    let source = column;
    for (let step = 0; step < steps; step++) {
      if (cells[step * width + column] === 1) source = step * width + column;
      else if (isOn(step * width + sustain, 'sustain', source)) cells[step * width + sustain] = 1;
    }
  });
  return cells;
}
