/** Places song names like names on a chart: at their song's top or bottom, moved before they overlap. */
import type { Box, Spot } from './viewport.ts';

/** A name that wants a place: its measured size, and the spots of its song's points. */
export interface Naming {
  readonly text: string;
  readonly width: number;
  readonly spots: readonly Spot[];
}

/** A name with the centre it was given. */
export interface PlacedName {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const HEIGHT = 16;
const GAP = 18;

/** True where two boxes share area. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Where names go: within `bounds`, off `obstacles` and off each other; one that finds no room is left out. */
export function placeNames(
  namings: readonly Naming[],
  bounds: Box,
  obstacles: readonly Box[],
): readonly PlacedName[] {
  const taken: Box[] = [...obstacles];
  const placed: PlacedName[] = [];
  const order = [...namings].sort((a, b) => b.spots.length - a.spots.length);
  for (const naming of order) {
    const found = candidates(naming)
      .map((spot) => ({ spot, box: boxAround(keep(spot, naming.width, bounds), naming.width) }))
      .filter(({ box }) => taken.every((other) => !overlap(box, other)))
      .map((candidate) => ({ ...candidate, cost: covered(candidate.box, namings) }))
      .reduce<{ box: Box; cost: number } | null>(
        (best, candidate) => (best === null || candidate.cost < best.cost ? candidate : best),
        null,
      );
    if (found === null) continue;
    taken.push(found.box);
    placed.push({
      text: naming.text,
      x: found.box.x + found.box.width / 2,
      y: found.box.y + found.box.height / 2,
    });
  }
  return placed;
}

/** Spots to try, best first: above the top point, below the bottom point, then further off and to the sides. */
function candidates({ spots, width }: Naming): readonly Spot[] {
  const top = spots.reduce<Spot | null>((a, p) => (a === null || p.y < a.y ? p : a), null);
  const low = spots.reduce<Spot | null>((a, p) => (a === null || p.y > a.y ? p : a), null);
  if (top === null || low === null) return [];
  const middle = spots.reduce((sum, p) => sum + p.x, 0) / spots.length;
  const topX = (top.x + middle) / 2;
  const lowX = (low.x + middle) / 2;
  const out: Spot[] = [];
  for (const further of [0, 1, 2]) {
    for (const aside of [0, -0.6, 0.6, -1.1, 1.1]) {
      out.push({ x: topX + aside * width, y: top.y - GAP * (1 + further) });
      out.push({ x: lowX + aside * width, y: low.y + GAP * (1 + further) });
    }
  }
  return out;
}

function boxAround({ x, y }: Spot, width: number): Box {
  return { x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT };
}

function keep({ x, y }: Spot, width: number, bounds: Box): Spot {
  return {
    x: Math.max(bounds.x + width / 2, Math.min(bounds.x + bounds.width - width / 2, x)),
    y: Math.max(bounds.y + HEIGHT / 2, Math.min(bounds.y + bounds.height - HEIGHT / 2, y)),
  };
}

/** How many points a name would lie on. */
function covered(box: Box, namings: readonly Naming[]): number {
  let count = 0;
  for (const { spots } of namings) {
    for (const { x, y } of spots) {
      if (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height) count++;
    }
  }
  return count;
}
