/** Moves points smoothly from one placing of the map to the next, so that a person can follow her songs. */
import type { PadPoint } from '../view.ts';

/** Milliseconds that a glide lasts. */
export const GLIDE = 900;

/** Progress of a glide, eased (cubic-bezier(.2, 0, 0, 1) closely): 0 at the start, 1 from {@link GLIDE} on. */
export function glideProgress(elapsed: number, duration: number): number {
  if (duration <= 0) return 1;
  const t = Math.max(0, Math.min(1, elapsed / duration));
  return 1 - (1 - t) ** 3;
}

/** The points between two placings; a point without a place before appears at once, one without a place after is gone. */
export function between(
  from: readonly PadPoint[],
  to: readonly PadPoint[],
  progress: number,
): readonly PadPoint[] {
  if (progress >= 1) return to;
  const before = new Map(from.map((point) => [identity(point), point]));
  return to.map((point) => {
    const old = before.get(identity(point));
    if (old === undefined) return point;
    return {
      ...point,
      x: old.x + (point.x - old.x) * progress,
      y: old.y + (point.y - old.y) * progress,
    };
  });
}

function identity({ song, tick }: PadPoint): string {
  return `${song} ${tick}`;
}
