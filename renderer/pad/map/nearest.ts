/** Which segments lie near the hand: for links, for clicks and for the spoken description. */
import type { PadPoint, SongShare } from '../view.ts';
import { spotOf, type Spot, type Viewport } from './viewport.ts';

/** The point under a spot within `radius` pixels, the nearest one first, or null. */
export function pointUnder(
  points: readonly PadPoint[],
  viewport: Viewport,
  spot: Spot,
  radius: number,
): PadPoint | null {
  let best: PadPoint | null = null;
  let least = radius * radius;
  for (const point of points) {
    const distance = squared(spotOf(viewport, point), spot);
    if (distance <= least) {
      least = distance;
      best = point;
    }
  }
  return best;
}

/** The `count` nearest points, nearest first. */
export function nearestPoints(
  points: readonly PadPoint[],
  viewport: Viewport,
  spot: Spot,
  count: number,
): readonly PadPoint[] {
  const best: { readonly point: PadPoint; readonly distance: number }[] = [];
  for (const point of points) {
    const distance = squared(spotOf(viewport, point), spot);
    const worst = best.at(-1);
    if (best.length === count && worst !== undefined && distance >= worst.distance) continue;
    let at = best.length;
    while (at > 0 && (best[at - 1]?.distance ?? 0) > distance) at--;
    best.splice(at, 0, { point, distance });
    if (best.length > count) best.pop();
  }
  return best.map(({ point }) => point);
}

/** What the cursor is tied to: the nearest point of each of the (at most) three songs with the largest shares, largest first. */
export function links(
  points: readonly PadPoint[],
  shares: readonly SongShare[],
  viewport: Viewport,
  spot: Spot,
): readonly { readonly point: PadPoint; readonly share: number }[] {
  return shares
    .filter(({ share }) => share >= 0.01)
    .slice(0, 3)
    .flatMap(({ song, share }) => {
      const own = points.filter((point) => point.song === song);
      const [point] = nearestPoints(own, viewport, spot, 1);
      return point === undefined ? [] : [{ point, share }];
    });
}

function squared(a: Spot, b: Spot): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}
