/** Guesses where land lies from the points alone, for the moments before the model has painted its palette. */
import type { PadPoint, PadTile } from '../view.ts';
import { gridFor, spotOf, type Viewport } from './viewport.ts';

/** Pixels within which a point makes land. */
const REACH = 30;

/** Tiles without notes: knowledge falls off with the distance to the points, shares follow the points near by. */
export function tilesOfPoints(points: readonly PadPoint[], viewport: Viewport): readonly PadTile[] {
  if (points.length === 0) return [];
  const { columns, rows } = gridFor(viewport);
  const near = points.map((point) => ({ song: point.song, spot: spotOf(viewport, point) }));
  const tiles: PadTile[] = [];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const place = { x: -1 + (2 * (i + 0.5)) / columns, y: -1 + (2 * (j + 0.5)) / rows };
      const centre = spotOf(viewport, place);
      const sums = new Map<string, number>();
      let total = 0;
      for (const { song, spot } of near) {
        const d = ((spot.x - centre.x) ** 2 + (spot.y - centre.y) ** 2) / (2 * REACH * REACH);
        if (d > 9) continue;
        const weight = Math.exp(-d);
        sums.set(song, (sums.get(song) ?? 0) + weight);
        total += weight;
      }
      const shares = [...sums]
        .map(([song, sum]) => ({ song, share: total > 0 ? sum / total : 0 }))
        .sort((a, b) => b.share - a.share);
      tiles.push({ ...place, knowledge: Math.min(1, total), shares, notes: new Uint8Array() });
    }
  }
  return tiles;
}
