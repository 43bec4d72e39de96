/** Snaps ticks to note values: straight, dotted and triplet. */
import { TICKS_PER_QUARTER, type Ticks } from '#main/music/note.ts';
import type { Snap } from '../view.ts';

const WHOLE = 4 * TICKS_PER_QUARTER;

/** All note values, longest first; T: triplet, dot: dotted. */
export const SNAPS: readonly Snap[] = [
  { name: '1/1', ticks: WHOLE },
  { name: '1/2', ticks: WHOLE / 2 },
  { name: '1/4.', ticks: (WHOLE / 4) * 1.5 },
  { name: '1/4', ticks: WHOLE / 4 },
  { name: '1/4T', ticks: WHOLE / 6 },
  { name: '1/8.', ticks: (WHOLE / 8) * 1.5 },
  { name: '1/8', ticks: WHOLE / 8 },
  { name: '1/8T', ticks: WHOLE / 12 },
  { name: '1/16', ticks: WHOLE / 16 },
  { name: '1/16T', ticks: WHOLE / 24 },
  { name: '1/32', ticks: WHOLE / 32 },
];

/** Ticks of the snap of this name; 1 (every tick) where it is `off` or unknown. */
export function snapTicks(name: string): Ticks {
  return SNAPS.find((snap) => snap.name === name)?.ticks ?? 1;
}

/**
 * The nearest line of the grid.
 * @example snapNearest(130, 120) // 120
 */
export function snapNearest(tick: Ticks, grid: Ticks): Ticks {
  return Math.round(tick / grid) * grid;
}

/**
 * The line of the grid at or before.
 * @example snapDown(239, 120) // 120
 */
export function snapDown(tick: Ticks, grid: Ticks): Ticks {
  return Math.floor(tick / grid) * grid;
}
