/** A place on the map, and bringing one placing into line with another so that songs keep their places. */

/** A place on the map. On the finished map both numbers lie in -1..1. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** How much of the square the outermost point reaches; the rim stays free so that points are not cut by the edge. */
const REACH = 0.95;

/** The middle of some positions; the origin where there are none. */
export function centre(positions: readonly Position[]): Position {
  const n = Math.max(1, positions.length);
  return {
    x: positions.reduce((sum, p) => sum + p.x, 0) / n,
    y: positions.reduce((sum, p) => sum + p.y, 0) / n,
  };
}

/**
 * Turns (and, where it fits better, mirrors) `positions` so that they lie as near to `target` as may be: orthogonal
 * Procrustes in two dimensions, where the best angle has a closed form. Pairs whose target is null have no say but
 * turn with the others. Sizes are left alone; the middle of the known pairs moves onto the middle of their targets.
 */
export function align(
  positions: readonly Position[],
  target: readonly (Position | null)[],
): Position[] {
  const pairs = positions.flatMap((from, index) => {
    const to = target[index];
    return to === null || to === undefined ? [] : [{ from, to }];
  });
  if (pairs.length === 0) return [...positions];
  const middle = centre(pairs.map((pair) => pair.from));
  const goal = centre(pairs.map((pair) => pair.to));
  // The product of centred positions and targets, once as it is and once with x mirrored.
  const fits = [1, -1].map((mirror) => {
    let cosine = 0;
    let sine = 0;
    for (const { from, to } of pairs) {
      const x = mirror * (from.x - middle.x);
      const y = from.y - middle.y;
      cosine += x * (to.x - goal.x) + y * (to.y - goal.y);
      sine += x * (to.y - goal.y) - y * (to.x - goal.x);
    }
    return { mirror, cosine, sine, fit: Math.hypot(cosine, sine) };
  });
  const [plain, mirrored] = fits;
  if (plain === undefined || mirrored === undefined) return [...positions];
  // Mirrored only where that is clearly better: equal fits (one point, a line) must not flip the map.
  const best = mirrored.fit > plain.fit * (1 + 1e-9) + 1e-12 ? mirrored : plain;
  const c = best.fit === 0 ? 1 : best.cosine / best.fit;
  const s = best.fit === 0 ? 0 : best.sine / best.fit;
  return positions.map((p) => {
    const x = best.mirror * (p.x - middle.x);
    const y = p.y - middle.y;
    return { x: c * x - s * y + goal.x, y: s * x + c * y + goal.y };
  });
}

/** Centres positions and scales them, both axes alike, so that the outermost reaches just inside -1..1. */
export function fitToSquare(positions: readonly Position[]): Position[] {
  const xs = positions.map((p) => p.x);
  const ys = positions.map((p) => p.y);
  const low = { x: minimum(xs), y: minimum(ys) };
  const high = { x: -minimum(xs.map((x) => -x)), y: -minimum(ys.map((y) => -y)) };
  const middle = { x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 };
  const half = Math.max(high.x - low.x, high.y - low.y) / 2;
  const scale = half > 0 ? REACH / half : 0;
  return positions.map((p) => ({ x: (p.x - middle.x) * scale, y: (p.y - middle.y) * scale }));
}

function minimum(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}
