/** Finds the regular grid that a palette's tiles lie on, so that neighbours can be looked up and mixed. */
import type { PadTile, Place, SongShare } from '../view.ts';

/** Tiles in rows from the lowest y, columns from the lowest x; `null` where a palette has none. */
export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  /** Place of the first tile, and distance to the next. */
  readonly origin: Place;
  readonly step: Place;
  readonly tiles: readonly (PadTile | null)[];
}

/** The grid of these tiles, or null where there are none. */
export function tileGrid(tiles: readonly PadTile[]): TileGrid | null {
  const xs = axis(tiles.map((tile) => tile.x));
  const ys = axis(tiles.map((tile) => tile.y));
  if (xs === null || ys === null) return null;
  const cells: (PadTile | null)[] = new Array<PadTile | null>(xs.count * ys.count).fill(null);
  for (const tile of tiles) {
    const i = Math.round((tile.x - xs.first) / xs.step);
    const j = Math.round((tile.y - ys.first) / ys.step);
    cells[j * xs.count + i] = tile;
  }
  return {
    columns: xs.count,
    rows: ys.count,
    origin: { x: xs.first, y: ys.first },
    step: { x: xs.step, y: ys.step },
    tiles: cells,
  };
}

interface Axis {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

function axis(values: readonly number[]): Axis | null {
  const sorted = [...new Set(values.map((v) => Math.round(v * 1e6) / 1e6))].sort((a, b) => a - b);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return null;
  const count = sorted.length;
  return { first, step: count > 1 ? (last - first) / (count - 1) : 2, count };
}

/** The tile at column `i`, row `j`, or null outside. */
export function tileAt(grid: TileGrid, i: number, j: number): PadTile | null {
  if (i < 0 || j < 0 || i >= grid.columns || j >= grid.rows) return null;
  return grid.tiles[j * grid.columns + i] ?? null;
}

/** What lies at a place, mixed from the four tiles around it: knowledge, and shares adding to 1, largest first. */
export function mixAt(
  grid: TileGrid,
  place: Place,
): { readonly knowledge: number; readonly shares: readonly SongShare[] } {
  const u = (place.x - grid.origin.x) / grid.step.x;
  const v = (place.y - grid.origin.y) / grid.step.y;
  const i = Math.floor(u);
  const j = Math.floor(v);
  const sums = new Map<string, number>();
  let knowledge = 0;
  for (const [di, dj] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const weight = (di === 1 ? u - i : 1 - u + i) * (dj === 1 ? v - j : 1 - v + j);
    const column = Math.max(0, Math.min(grid.columns - 1, i + di));
    const row = Math.max(0, Math.min(grid.rows - 1, j + dj));
    const tile = tileAt(grid, column, row);
    if (tile === null || weight <= 0) continue;
    knowledge += weight * tile.knowledge;
    for (const { song, share } of tile.shares) {
      sums.set(song, (sums.get(song) ?? 0) + weight * share);
    }
  }
  return { knowledge, shares: normalised(sums) };
}

function normalised(sums: ReadonlyMap<string, number>): readonly SongShare[] {
  const total = [...sums.values()].reduce((a, b) => a + b, 0);
  if (total <= 0) return [];
  return [...sums]
    .map(([song, sum]) => ({ song, share: sum / total }))
    .sort((a, b) => b.share - a.share);
}
