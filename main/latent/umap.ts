/** UMAP, a lens over the map: points that are neighbours among the ideas are neighbours in the plane, and groups keep their distances better than in t-SNE. */
import { distance, type Latent } from './latent.ts';
import type { Position } from './position.ts';
import type { Random } from './random.ts';

/** Neighbours that make a point's surroundings; umap-learn's figure. */
const NEIGHBOURS = 15;
const EPOCHS = 500;
/** Strangers that a point is pushed from at each pull. */
const STRANGERS = 5;
/** The curve 1 / (1 + a d^2b) that is flat up to a distance of .1 and falls like exp(.1 - d) from there. */
const A = 1.5769434603;
const B = 0.8950608779;
/** No single pull or push moves a point farther along an axis. */
const LONGEST = 4;

/** How near each point's neighbours are to it, 0 to 1, made mutual: the fuzzy union of both ends' opinions. */
interface Edges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
}

/**
 * Moves `start` (a spread of some 10) until neighbours of `means` are neighbours in the plane: stochastic descent on the
 * cross entropy of the two fuzzy graphs (McInnes, Healy and Melville, arXiv 1802.03426), all seeded.
 * @param heard hears the share that is done, 0 to 1
 */
export function umap(
  means: readonly Latent[],
  start: readonly Position[],
  random: Random,
  heard: (done: number) => void = () => undefined,
): Position[] {
  const { from, to, weight } = edgesOf(means);
  const most = weight.reduce((a, b) => Math.max(a, b), 0);
  const y = Float64Array.from(start.flatMap((p) => [p.x, p.y]));
  // An edge is pulled as often as it weighs; the heaviest at every epoch.
  const due = weight.map((w) => most / w);
  const next = due.slice();
  for (let epoch = 1; epoch <= EPOCHS; epoch += 1) {
    const rate = 1 - (epoch - 1) / EPOCHS;
    for (let edge = 0; edge < from.length; edge += 1) {
      if ((next[edge] ?? 0) > epoch) continue;
      next[edge] = (next[edge] ?? 0) + (due[edge] ?? 1);
      const i = 2 * (from[edge] ?? 0);
      pull(y, i, 2 * (to[edge] ?? 0), rate);
      for (let k = 0; k < STRANGERS; k += 1)
        push(y, i, 2 * Math.floor(random() * means.length), rate);
    }
    heard(epoch / EPOCHS);
  }
  return start.map((_, i) => ({ x: y[2 * i] ?? 0, y: y[2 * i + 1] ?? 0 }));
}

const limited = (value: number): number => Math.max(-LONGEST, Math.min(LONGEST, value));

/** Brings both ends of an edge nearer. */
function pull(y: Float64Array, i: number, j: number, rate: number): void {
  const dx = (y[i] ?? 0) - (y[j] ?? 0);
  const dy = (y[i + 1] ?? 0) - (y[j + 1] ?? 0);
  const squared = dx * dx + dy * dy;
  if (squared === 0) return;
  const power = squared ** B;
  const strength = (-2 * A * B * (power / squared)) / (1 + A * power);
  const x = rate * limited(strength * dx);
  const z = rate * limited(strength * dy);
  y[i] = (y[i] ?? 0) + x;
  y[i + 1] = (y[i + 1] ?? 0) + z;
  y[j] = (y[j] ?? 0) - x;
  y[j + 1] = (y[j + 1] ?? 0) - z;
}

/** Moves a point away from a stranger, which stays. */
function push(y: Float64Array, i: number, j: number, rate: number): void {
  if (i === j) return;
  const dx = (y[i] ?? 0) - (y[j] ?? 0);
  const dy = (y[i + 1] ?? 0) - (y[j + 1] ?? 0);
  const squared = dx * dx + dy * dy;
  const strength = (2 * B) / ((0.001 + squared) * (1 + A * squared ** B));
  y[i] = (y[i] ?? 0) + rate * limited(strength * dx);
  y[i + 1] = (y[i + 1] ?? 0) + rate * limited(strength * dy);
}

function edgesOf(means: readonly Latent[]): Edges {
  const n = means.length;
  const k = Math.min(NEIGHBOURS, n - 1);
  const opinion = new Map<number, number>();
  means.forEach((mean, i) => {
    const near = means
      .map((other, j) => ({ j, away: i === j ? Infinity : distance(mean, other) }))
      .sort((a, b) => a.away - b.away)
      .slice(0, k);
    const first = near[0]?.away ?? 0;
    const width = widthOf(
      near.map(({ away }) => away - first),
      Math.log2(k + 1),
    );
    for (const { j, away } of near) opinion.set(i * n + j, Math.exp(-(away - first) / width));
  });
  const edges: { from: number; to: number; weight: number }[] = [];
  for (const [key, own] of opinion) {
    const from = Math.floor(key / n);
    const to = key % n;
    const other = opinion.get(to * n + from) ?? 0;
    const weight = own + other - own * other;
    // Too light to be pulled once.
    if (weight < 1 / EPOCHS) continue;
    edges.push({ from, to, weight });
    if (other === 0) edges.push({ from: to, to: from, weight });
  }
  return {
    from: Int32Array.from(edges, (edge) => edge.from),
    to: Int32Array.from(edges, (edge) => edge.to),
    weight: Float64Array.from(edges, (edge) => edge.weight),
  };
}

/** The width at which neighbours so far beyond the nearest weigh `total` together. */
function widthOf(beyond: readonly number[], total: number): number {
  const mean = beyond.reduce((sum, d) => sum + d, 0) / Math.max(1, beyond.length);
  let low = 0;
  let high = Infinity;
  let width = 1;
  for (let step = 0; step < 64; step += 1) {
    const sum = beyond.reduce((all, d) => all + Math.exp(-d / width), 0);
    if (sum > total) high = width;
    else low = width;
    width = high === Infinity ? width * 2 : (low + high) / 2;
  }
  return Math.max(width, 1e-3 * mean, 1e-12);
}
