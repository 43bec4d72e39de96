/** One batch as it is learned: segments moved to other keys, some of them heard in part, and all the chance of a step. */
import type { Column, Segment } from '#main/segments/representation.ts';
import type { Random } from '#main/latent/random.ts';
import type { Architecture, Batch } from '../network.ts';
import { batchOf, type Folding } from './batches.ts';
import { noise, randomFor } from './random.ts';
import { taughtShareAt } from './schedule.ts';
import type { TrainingSetting } from './setting.ts';

/** What lessons are made of. */
export interface Material {
  readonly folding: Folding;
  readonly columns: readonly Column[];
  readonly setting: TrainingSetting;
}

/** What a step of learning is fed. */
export interface Lesson {
  readonly batch: Batch;
  /** (segments, latent) */
  readonly noise: Float32Array;
}

/** The lesson of a step; it depends only on the segments, the seed and the step. */
export function lessonOf(
  segments: readonly Segment[],
  { folding, columns, setting }: Material,
  { latent, hidden, encoderReads, decoderInput }: Architecture,
  seed: number,
  step: number,
): Lesson {
  const { transpose, cellsDropped, hiddenDropped, latentNoise } = setting;
  const moved = transpose > 0 ? transposed(segments, columns, transpose, seed, step) : segments;
  const batch = batchOf(moved, folding);
  const { size, cells } = batch;
  const drop = randomFor(seed, 'drop', step);
  const heard = cellsDropped > 0 ? heardOf(cells, drop, cellsDropped) : null;
  const encoderUnits = size * hidden * (encoderReads === 'both' ? 2 : 1);
  const eta = noise(randomFor(seed, 'noise', step), size * latent);
  return {
    batch: {
      ...batch,
      ...(heard && { heard }),
      ...(hiddenDropped > 0 && {
        masks: {
          encoder: mask(drop, hiddenDropped, encoderUnits),
          decoder: mask(drop, hiddenDropped, size * hidden),
        },
      }),
      ...(decoderInput === 'mixed' && {
        share: coins(randomFor(seed, 'mix', step), taughtShareAt(setting, step), folding.steps),
      }),
    },
    noise: latentNoise === 1 ? eta : eta.map((value) => latentNoise * value),
  };
}

/** Cells of which some notes are dropped; only those that sound are asked, for they are few. */
function heardOf(cells: Float32Array, random: Random, dropped: number): Float32Array {
  const heard = cells.slice();
  for (let at = 0; at < heard.length; at += 1)
    if (heard[at] === 1 && random() < dropped) heard[at] = 0;
  return heard;
}

/** 1 where something stays, 0 where it is dropped. */
const kept = (random: Random, dropped: number): number => (random() < dropped ? 0 : 1);

/** Dropout as a factor for each unit; what stays is louder, so that nothing need be done when nothing is dropped. */
const mask = (random: Random, dropped: number, units: number): Float32Array =>
  Float32Array.from({ length: units }, () => kept(random, dropped) / (1 - dropped));

/** Which steps read the data instead of the decoder's own output (Bengio and others 2015, one coin a step for the whole batch). */
const coins = (random: Random, share: number, steps: number): Float32Array =>
  Float32Array.from({ length: steps }, () => (random() < share ? 1 : 0));

/** Each segment moved by a chance number of semitones; where a note would leave the columns it stays as it is. Drums stay. */
function transposed(
  segments: readonly Segment[],
  columns: readonly Column[],
  most: number,
  seed: number,
  step: number,
): readonly Segment[] {
  const random = randomFor(seed, 'transpose', step);
  const at = new Map(columns.map((column, index) => [keyOf(column, 0), index]));
  return segments.map((segment) => {
    const by = Math.floor(random() * (2 * most + 1)) - most;
    const targets = columns.map((column) => at.get(keyOf(column, by)) ?? -1);
    const cells = by === 0 ? null : movedCells(segment.cells, targets);
    return cells === null ? segment : { ...segment, cells };
  });
}

const keyOf = ({ part, pitch, kind }: Column, by: number): string =>
  `${part} ${part === 'drums' ? pitch : pitch + by} ${kind}`;

/** Cells under other columns; null where one that sounds has none. */
function movedCells(cells: Uint8Array, targets: readonly number[]): Uint8Array | null {
  const width = targets.length;
  const moved = new Uint8Array(cells.length);
  for (let at = 0; at < cells.length; at += 1) {
    if (cells[at] !== 1) continue;
    const target = targets[at % width] ?? -1;
    if (target < 0) return null;
    moved[at - (at % width) + target] = 1;
  }
  return moved;
}
