/** Cuts a song into the windows that a model learns, and joins windows again. */
import { barsUntil, meterMap } from '#main/music/meter.ts';
import type { Piece } from '#main/music/piece.ts';
import type { GridRepresentation, Representation, Roll, Segment, Steps } from './representation.ts';
import { stepAt, tickOfStep } from './spans.ts';

/** Where a window may start. */
interface Start {
  readonly step: Steps;
  readonly barPosition: Steps;
  readonly barSteps: Steps;
}

/**
 * Where windows may start on the grid: on every bar line and each hop from there within its bar, so that a hop of a beat gives every
 * beat in every meter; a hop of a bar or more gives bar lines at least that far apart.
 */
function gridStarts(
  piece: Piece,
  roll: Roll,
  representation: GridRepresentation,
): readonly Start[] {
  const at = stepAt(piece, representation);
  const hop = Math.max(1, representation.hop);
  const end = tickOfStep(piece, representation)(roll.steps);
  const starts: Start[] = [];
  let last = -Infinity;
  for (const bar of barsUntil(meterMap(piece), end)) {
    const first = at(bar.tick);
    const barSteps = Math.max(1, at(bar.tick + bar.ticks) - first);
    if (first - last < (hop >= barSteps ? hop : 1)) continue;
    for (let barPosition = 0; barPosition < barSteps; barPosition += hop) {
      last = first + barPosition;
      starts.push({ step: last, barPosition, barSteps });
    }
  }
  return starts;
}

function frameStarts(roll: Roll, hop: Steps): readonly Start[] {
  const count = Math.ceil(roll.steps / hop);
  return Array.from({ length: count }, (_, i) => ({ step: i * hop, barPosition: 0, barSteps: 0 }));
}

/**
 * Cuts a song into whole windows of `representation.steps`. On the grid they lie on beats; in frames one follows each hop, and all
 * count as starting on a bar, for there are none. The cells are views into the roll, not copies.
 *
 * @param song index of the song in the list of songs
 */
export function cut(
  song: number,
  piece: Piece,
  roll: Roll,
  representation: Representation,
): readonly Segment[] {
  const width = roll.columns.length;
  const tick = tickOfStep(piece, representation);
  const starts =
    representation.time === 'grid'
      ? gridStarts(piece, roll, representation)
      : frameStarts(roll, representation.hop);
  return starts
    .filter(({ step }) => step + representation.steps <= roll.steps)
    .map(({ step, barPosition, barSteps }) => ({
      song,
      start: step,
      tick: tick(step),
      onBar: barPosition === 0,
      barPosition,
      barSteps,
      cells: roll.cells.subarray(step * width, (step + representation.steps) * width),
    }));
}

/**
 * Puts windows back where they were: the opposite of {@link cut} wherever windows reach.
 *
 * @param steps length of the song
 * @param width columns
 * @returns cells (steps x width)
 */
export function join(segments: readonly Segment[], steps: Steps, width: number): Uint8Array {
  const cells = new Uint8Array(steps * width);
  for (const segment of segments) cells.set(segment.cells, segment.start * width);
  return cells;
}
