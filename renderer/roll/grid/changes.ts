/** Which change of tempo or meter the hand takes on the ruler. */
import type { Ticks } from '#main/music/note.ts';
import { xOf, type Viewport } from './viewport.ts';

/** Pixels either side of a change within which it is taken. */
const REACH = 5;

/** The tick of the change under a horizontal position, or null. */
export function changeAt(view: Viewport, changes: readonly Ticks[], x: number): Ticks | null {
  return changes.findLast((tick) => Math.abs(xOf(view, tick) - x) <= REACH) ?? null;
}
