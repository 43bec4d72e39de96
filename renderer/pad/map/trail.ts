/** Remembers where the hand was in the last two seconds. */
import type { Place } from '../view.ts';

/** A place at a time in milliseconds. */
export interface TrailPlace extends Place {
  readonly at: number;
}

/** Milliseconds that a trail lasts. */
export const TRAIL = 2000;

/** The trail with one place more and without what is older than {@link TRAIL}. */
export function extend(trail: readonly TrailPlace[], place: TrailPlace): readonly TrailPlace[] {
  return [...recent(trail, place.at), place];
}

/** The trail without what is older than {@link TRAIL}. */
export function recent(trail: readonly TrailPlace[], now: number): readonly TrailPlace[] {
  const first = trail.findIndex(({ at }) => now - at < TRAIL);
  if (first < 0) return [];
  return first === 0 ? trail : trail.slice(first);
}
