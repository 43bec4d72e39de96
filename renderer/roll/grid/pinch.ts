/** What two fingers do to the view: they carry it along, and apart they stretch it. */
import type { Ticks } from '#main/music/note.ts';
import type { Spot } from './hit.ts';
import { scrolled, zoomedPitch, zoomedTime, type Viewport } from './viewport.ts';

/** Pixels between two fingers from which on their distance is a measure. */
const APART = 60;

/** The view after two fingers went from one pair of places to another: sideways they stretch time, upright pitch, and what lay between them stays there. */
export function pinched(
  view: Viewport,
  [a, b]: readonly [Spot, Spot],
  [c, d]: readonly [Spot, Spot],
  length: Ticks,
): Viewport {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const wider = zoomedTime(view, stretched(a.x - b.x, c.x - d.x), middle.x, length);
  const taller = zoomedPitch(wider, stretched(a.y - b.y, c.y - d.y), middle.y, length);
  return scrolled(taller, middle.x - (c.x + d.x) / 2, middle.y - (c.y + d.y) / 2, length);
}

/** By how much two fingers went apart along one way; not at all where they lie too near to each other there to mean it. */
function stretched(before: number, now: number): number {
  const [was, is] = [Math.abs(before), Math.abs(now)];
  return was < APART || is < APART ? 1 : is / was;
}
