/** Which segments are learned together: shuffled epochs that depend only on the seed and the step. */
import type { Segment } from '#main/segments/representation.ts';
import type { Batch } from '../network.ts';
import { randomFor, shuffled } from './random.ts';

/** How segments are read as recurrent steps. */
export interface Folding {
  /** Steps of the representation held by one recurrent step. */
  readonly fold: number;
  /** Recurrent steps of a segment. */
  readonly steps: number;
  /** Numbers at one recurrent step: columns x fold. */
  readonly inputs: number;
  /** Length of the vector that tells the place in the bar; 0: not told. */
  readonly position: number;
}

/** Beats that are told apart in a bar; longer bars begin again. */
const BEATS = 8;

/** How many places in the bar are told apart where `stepsPerBeat` steps make a beat and `fold` of them one recurrent step. */
export function positionSize(stepsPerBeat: number, fold: number): number {
  return Math.max(1, Math.round((BEATS * stepsPerBeat) / fold));
}

/** Fills `into` from `at` on with the places of a segment's recurrent steps: one 1 among zeros each. (steps, position) */
export function writePositions(
  folding: Folding,
  barPosition: number,
  barSteps: number,
  into: Float32Array,
  at: number,
): void {
  for (let step = 0; step < folding.steps && folding.position > 0; step += 1) {
    const inBar = barSteps > 0 ? (barPosition + step * folding.fold) % barSteps : 0;
    const place = Math.floor(inBar / folding.fold) % folding.position;
    into[at + step * folding.position + place] = 1;
  }
}

const asFloats = new WeakMap<ArrayBufferLike, Float32Array>();

/** A segment's cells as the numbers that are fed. A song's roll is turned once: its segments are views into it, and copying numbers of one kind is ten times as fast. */
function floatsOf({ cells }: Segment): Float32Array {
  const known = asFloats.get(cells.buffer);
  const roll = known ?? Float32Array.from(new Uint8Array(cells.buffer));
  if (known === undefined) asFloats.set(cells.buffer, roll);
  return roll.subarray(cells.byteOffset, cells.byteOffset + cells.length);
}

/** The given segments as one batch. A segment's cells (step, column) are, unmoved, its folded inputs (recurrent step, step in it x column). */
export function batchOf(segments: readonly Segment[], folding: Folding): Batch {
  const size = segments.length;
  const cells = new Float32Array(size * folding.steps * folding.inputs);
  const position = new Float32Array(size * folding.steps * folding.position);
  segments.forEach((segment, index) => {
    cells.set(floatsOf(segment), index * folding.steps * folding.inputs);
    const at = index * folding.steps * folding.position;
    writePositions(folding, segment.barPosition, segment.barSteps, position, at);
  });
  return { size, cells, position };
}

/** Draws the batches of a run. */
export interface Draw {
  /** Segments of a batch: never more than there are. */
  readonly size: number;
  /** Batches that make an epoch; the last one is filled up from the next shuffle. */
  readonly perEpoch: number;
  /** The indices of the segments of a step, from 0. */
  readonly at: (step: number) => readonly number[];
}

/** One epoch in order of chance: each segment once, or, where songs count equally, as many draws that each choose a song first. */
function epochOrder(songs: readonly number[], equal: boolean, seed: number, epoch: number) {
  const random = randomFor(seed, 'shuffle', epoch);
  if (!equal) return shuffled(random, songs.length);
  const bySong = new Map<number, number[]>();
  songs.forEach((song, index) => bySong.set(song, [...(bySong.get(song) ?? []), index]));
  // Every song gives the same number of draws; within a song each segment comes once before any comes again.
  const share = Math.ceil(songs.length / bySong.size);
  const drawn = [...bySong.values()].flatMap((members) => {
    const order: number[] = [];
    while (order.length < share)
      order.push(...Array.from(shuffled(random, members.length), (at) => members[at] ?? 0));
    return order.slice(0, share);
  });
  return Int32Array.from(shuffled(random, drawn.length), (at) => drawn[at] ?? 0);
}

/**
 * Batches of `size` for segments whose songs are given. Where the set is smaller than a batch, the batch is the set.
 * The order is one endless row of shuffled epochs, so no segment is left out for not filling a batch.
 */
export function drawing(
  songs: readonly number[],
  size: number,
  equal: boolean,
  seed: number,
): Draw {
  const fitting = Math.min(size, songs.length);
  const epochs = new Map<number, Int32Array>();
  const order = (epoch: number): Int32Array => {
    const known = epochs.get(epoch);
    if (known !== undefined) return known;
    const made = epochOrder(songs, equal, seed, epoch);
    epochs.delete(epoch - 2);
    epochs.set(epoch, made);
    return made;
  };
  const length = order(0).length;
  return {
    size: fitting,
    perEpoch: Math.max(1, Math.ceil(length / fitting)),
    at: (step) =>
      Array.from({ length: fitting }, (_, index) => {
        const place = step * fitting + index;
        return order(Math.floor(place / length))[place % length] ?? 0;
      }),
  };
}
