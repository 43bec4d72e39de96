/** How fast the view goes along with a hand that drags to its edge. */
import type { Ticks } from '#main/music/note.ts';
import { clamped, type Viewport } from './viewport.ts';

/** Which way the view goes along: with a note both ways, with an edge or the ruler in time alone. */
export type Carries = 'time' | 'both';

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Pixels within the right edge that are edge already, since there is often no screen beyond. */
const MARGIN = 20;
/** Pixels a second at the edge itself, and by how much that grows with each pixel beyond. */
const SLOWEST = 90;
const FASTER = 12;
const FASTEST = 1800;

/**
 * The view after `seconds` of a drag from `from` that is at `at` now; the same one where the hand is within. Where the
 * drag began near an edge, only what it went on towards it counts.
 */
export function carried(
  view: Viewport,
  carries: Carries,
  from: Spot,
  at: Spot,
  seconds: number,
  length: Ticks,
): Viewport {
  const dx = beyond(at.x, from.x, view.keys, view.width - MARGIN);
  const dy = beyond(at.y, from.y, view.ruler, lowest(view));
  const [right, down] = [speed(dx) * seconds, carries === 'both' ? speed(dy) * seconds : 0];
  if (right === 0 && down === 0) return view;
  const { left, top, pixelsPerTick, rowHeight } = view;
  return clamped(
    { ...view, left: left + right / pixelsPerTick, top: top - down / rowHeight },
    length,
  );
}

/** Whether a drag is at an edge that the view can go along with. */
export function atEdge(view: Viewport, carries: Carries, from: Spot, at: Spot): boolean {
  return (
    beyond(at.x, from.x, view.keys, view.width - MARGIN) !== 0 ||
    (carries === 'both' && beyond(at.y, from.y, view.ruler, lowest(view)) !== 0)
  );
}

/** Pixels beyond `least` (negative) or `most`, but no more than the way from where the drag began. */
function beyond(at: number, from: number, least: number, most: number): number {
  if (at < least) return Math.min(0, Math.max(at - least, at - from));
  if (at > most) return Math.max(0, Math.min(at - most, at - from));
  return 0;
}

/** The lower edge; without a lane below it, it is as near as the right one. */
function lowest({ height, velocity }: Viewport): number {
  return height - Math.max(MARGIN, velocity);
}

function speed(pixels: number): number {
  return (
    Math.sign(pixels) * Math.min(FASTEST, pixels === 0 ? 0 : SLOWEST + FASTER * Math.abs(pixels))
  );
}
