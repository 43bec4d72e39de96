/** Exact t-SNE: places points in two dimensions so that neighbours stay neighbours, from a start that is given, without chance. */
import type { Latent } from './latent.ts';
import type { Position } from './position.ts';

/** How the descent is done. The defaults are those of van der Maaten and Hinton as scikit-learn has them. */
export interface TsneSetting {
  /** How many neighbours count, softly; limited to a third of the points. */
  readonly perplexity: number;
  /** Steps with attraction made `exaggeration` times stronger, so that clusters find each other. */
  readonly earlySteps: number;
  readonly exaggeration: number;
  /** Steps after that. */
  readonly steps: number;
}

/** From nothing: the clusters must form. */
export const FRESH: TsneSetting = {
  perplexity: 30,
  earlySteps: 150,
  exaggeration: 12,
  steps: 450,
};

/** From an earlier placing: it only settles. */
export const AGAIN: TsneSetting = { perplexity: 30, earlySteps: 0, exaggeration: 1, steps: 150 };

/** Affinities below this share of an even spread do not move anything and are raised to it, so that the logarithm exists. */
const FLOOR = 1e-12;

/** The learning rate is the number of points divided by this (Belkina et al. 2019: n / 12, here without the 4 of the gradient). */
const RATE_SHARE = 48;
const SLOWEST_RATE = 50;

/** Where row i of a packed upper triangle of n points begins, so that the pair (i, j), i < j, lies at rowStart(i, n) + j. */
function rowStart(i: number, n: number): number {
  return i * n - (i * (i + 1)) / 2 - i - 1;
}

/**
 * Joint affinities p_ij of points (equation 1 and "symmetric SNE" of van der Maaten and Hinton 2008): each point's
 * Gaussian is as wide as gives it `perplexity` neighbours. Packed upper triangle; all pairs (i < j) add to 1/2.
 */
export function affinities(points: readonly Latent[], perplexity: number): Float64Array {
  const n = points.length;
  const squared = squaredDistances(points);
  const joint = new Float64Array((n * (n - 1)) / 2);
  const target = Math.log(Math.min(perplexity, Math.max(1, (n - 1) / 3)));
  const row = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    conditional(i, n, squared, target, row);
    for (let j = 0; j < n; j += 1) {
      if (j === i) continue;
      const at = i < j ? rowStart(i, n) + j : rowStart(j, n) + i;
      joint[at] = (joint[at] ?? 0) + (row[j] ?? 0) / (2 * n);
    }
  }
  return joint.map((p) => Math.max(p, FLOOR));
}

function squaredDistances(points: readonly Latent[]): Float64Array {
  const n = points.length;
  const result = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1, at += 1) {
      const a = points[i] ?? [];
      const b = points[j] ?? [];
      let sum = 0;
      for (let k = 0; k < a.length; k += 1) {
        const difference = (a[k] ?? 0) - (b[k] ?? 0);
        sum += difference * difference;
      }
      result[at] = sum;
    }
  return result;
}

/** p_j|i of one point into `row`: bisection on the precision until the entropy is `target` (natural logarithm). */
function conditional(
  i: number,
  n: number,
  squared: Float64Array,
  target: number,
  row: Float64Array,
): void {
  let nearest = Infinity;
  let mean = 0;
  for (let j = 0; j < n; j += 1) {
    if (j === i) continue;
    const d = squared[i < j ? rowStart(i, n) + j : rowStart(j, n) + i] ?? 0;
    row[j] = d;
    nearest = Math.min(nearest, d);
    mean += d / (n - 1);
  }
  // Distances are counted from the nearest neighbour on, so that a far outlier does not underflow to nothing.
  const distances = row.slice();
  let low = 0;
  let high = Infinity;
  let precision = mean > 0 ? 1 / mean : 1;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    let sum = 0;
    let weighted = 0;
    for (let j = 0; j < n; j += 1) {
      if (j === i) continue;
      const d = (distances[j] ?? 0) - nearest;
      const p = Math.exp(-d * precision);
      row[j] = p;
      sum += p;
      weighted += p * d;
    }
    for (let j = 0; j < n; j += 1) row[j] = j === i ? 0 : (row[j] ?? 0) / sum;
    const difference = Math.log(sum) + (precision * weighted) / sum - target;
    if (Math.abs(difference) < 1e-5) break;
    if (difference > 0) {
      low = precision;
      precision = high === Infinity ? precision * 2 : (precision + high) / 2;
    } else {
      high = precision;
      precision = (precision + low) / 2;
    }
  }
}

/** Kullback-Leibler divergence of a placing from the affinities: what t-SNE makes small. */
export function divergence(joint: Float64Array, positions: readonly Position[]): number {
  const n = positions.length;
  const near = new Float64Array(joint.length);
  let total = 0;
  let at = 0;
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1, at += 1) {
      const a = positions[i] ?? { x: 0, y: 0 };
      const b = positions[j] ?? { x: 0, y: 0 };
      const q = 1 / (1 + (a.x - b.x) ** 2 + (a.y - b.y) ** 2);
      near[at] = q;
      total += 2 * q;
    }
  return joint.reduce(
    (sum, p, index) => sum + 2 * p * Math.log(p / Math.max(FLOOR, (near[index] ?? 0) / total)),
    0,
  );
}

/**
 * Moves `start` until neighbours by `joint` are neighbours in the plane: gradient descent with momentum and gains.
 * The gradient of point i is 4 sum_j (p_ij - q_ij)(y_i - y_j) / (1 + |y_i - y_j|^2). Attraction and repulsion are
 * summed apart, so that one pass over the pairs gives both them and the sum that turns nearness into q.
 * @param heard hears the share that is done, 0 to 1
 */
export function descend(
  joint: Float64Array,
  start: readonly Position[],
  setting: TsneSetting,
  heard: (done: number) => void = () => undefined,
): Position[] {
  const n = start.length;
  const y = Float64Array.from(start.flatMap((p) => [p.x, p.y]));
  const velocity = new Float64Array(2 * n);
  const gains = new Float64Array(2 * n).fill(1);
  const pull = new Float64Array(2 * n);
  const push = new Float64Array(2 * n);
  const rate = Math.max(n / RATE_SHARE, SLOWEST_RATE);
  for (let step = 0; step < setting.earlySteps + setting.steps; step += 1) {
    const early = step < setting.earlySteps;
    const total = forces(joint, y, pull, push);
    const strength = early ? setting.exaggeration : 1;
    for (let k = 0; k < 2 * n; k += 1) {
      const gradient = 4 * (strength * (pull[k] ?? 0) - (push[k] ?? 0) / total);
      const before = velocity[k] ?? 0;
      const gain = gains[k] ?? 1;
      const grown = before * gradient < 0 ? gain + 0.2 : Math.max(0.01, gain * 0.8);
      gains[k] = grown;
      const moved = (early ? 0.5 : 0.8) * before - rate * grown * gradient;
      velocity[k] = moved;
      y[k] = (y[k] ?? 0) + moved;
    }
    heard((step + 1) / (setting.earlySteps + setting.steps));
  }
  return start.map((_, i) => ({ x: y[2 * i] ?? 0, y: y[2 * i + 1] ?? 0 }));
}

/** Fills `pull` (sum of p q d) and `push` (sum of q^2 d) and answers the sum of nearness q over all ordered pairs. */
function forces(
  joint: Float64Array,
  y: Float64Array,
  pull: Float64Array,
  push: Float64Array,
): number {
  const n = y.length / 2;
  pull.fill(0);
  push.fill(0);
  let total = 0;
  let at = 0;
  for (let i = 0; i < n; i += 1) {
    const xi = y[2 * i] ?? 0;
    const yi = y[2 * i + 1] ?? 0;
    let pullX = 0;
    let pullY = 0;
    let pushX = 0;
    let pushY = 0;
    for (let j = i + 1; j < n; j += 1, at += 1) {
      const dx = xi - (y[2 * j] ?? 0);
      const dy = yi - (y[2 * j + 1] ?? 0);
      const q = 1 / (1 + dx * dx + dy * dy);
      total += q;
      const attraction = (joint[at] ?? 0) * q;
      const repulsion = q * q;
      pullX += attraction * dx;
      pullY += attraction * dy;
      pushX += repulsion * dx;
      pushY += repulsion * dy;
      pull[2 * j] = (pull[2 * j] ?? 0) - attraction * dx;
      pull[2 * j + 1] = (pull[2 * j + 1] ?? 0) - attraction * dy;
      push[2 * j] = (push[2 * j] ?? 0) - repulsion * dx;
      push[2 * j + 1] = (push[2 * j + 1] ?? 0) - repulsion * dy;
    }
    pull[2 * i] = (pull[2 * i] ?? 0) + pullX;
    pull[2 * i + 1] = (pull[2 * i + 1] ?? 0) + pullY;
    push[2 * i] = (push[2 * i] ?? 0) + pushX;
    push[2 * i + 1] = (push[2 * i + 1] ?? 0) + pushY;
  }
  return 2 * total;
}
