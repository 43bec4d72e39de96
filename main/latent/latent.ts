/** A latent is the model's idea of one segment: a few numbers. Here ideas are averaged and walked between. */

/** One point of the latent space, z of the paper. Any array of numbers may be read as one. */
export type Latent = Readonly<ArrayLike<number>>;

/** How a walk goes from one latent to another: straight, or along the arc that keeps the distance from the origin. */
export type Line = 'linear' | 'spherical';

/** Angle (radians) under which, and within which of opposite, two directions count as parallel: the arc is then not defined well enough and the straight line is taken. */
const PARALLEL = 1e-4;

/** A latent nearer to the origin than this points nowhere: what is left of its direction is rounding. */
const NOWHERE = 1e-12;

/**
 * The mean of latents, each with its weight. Weights need not add to 1.
 * @throws where there is no latent, lengths differ, or no weight is above 0: those are bugs of the caller.
 * @example weightedMean([[0, 0], [4, 8]], [1, 3]) // [3, 6]
 */
export function weightedMean(latents: readonly Latent[], weights: Latent): number[] {
  const first = latents[0];
  if (first === undefined) throw new Error('weightedMean: no latent given');
  if (latents.length !== weights.length)
    throw new Error(`weightedMean: ${latents.length} latents but ${weights.length} weights`);
  const sum = new Array<number>(first.length).fill(0);
  let total = 0;
  latents.forEach((latent, index) => {
    if (latent.length !== first.length)
      throw new Error(`weightedMean: lengths ${first.length} and ${latent.length}`);
    const weight = weights[index] ?? 0;
    if (!(weight >= 0)) throw new Error(`weightedMean: weight ${weight}`);
    total += weight;
    for (let j = 0; j < first.length; j += 1) sum[j] = (sum[j] ?? 0) + weight * (latent[j] ?? 0);
  });
  if (!(total > 0)) throw new Error('weightedMean: every weight is 0');
  return sum.map((value) => value / total);
}

/**
 * The plain mean of latents.
 * @example meanOf([[0, 0], [2, 4]]) // [1, 2]
 */
export function meanOf(latents: readonly Latent[]): number[] {
  return weightedMean(latents, new Array<number>(latents.length).fill(1));
}

/**
 * The latent that lies nearest to the mean of all, by its index: the one to show for them; -1 of none.
 * @example mostTypical([[0, 0], [1, 1], [8, 2]]) // 1
 */
export function mostTypical(latents: readonly Latent[]): number {
  if (latents.length === 0) return -1;
  const mean = meanOf(latents);
  const away = latents.map((latent) => distance(latent, mean));
  return away.indexOf(Math.min(...away));
}

/**
 * Standard deviation of latents along each of their numbers; none of no latents.
 * @example deviationsOf([[0, 1], [2, 1]]) // [1, 0]
 */
export function deviationsOf(latents: readonly Latent[]): number[] {
  if (latents.length === 0) return [];
  return meanOf(latents).map((centre, j) =>
    Math.sqrt(latents.reduce((sum, z) => sum + ((z[j] ?? 0) - centre) ** 2, 0) / latents.length),
  );
}

/** Euclidean distance of two latents of one length. */
export function distance(a: Latent, b: Latent): number {
  let sum = 0;
  for (let j = 0; j < a.length; j += 1) {
    const difference = (a[j] ?? 0) - (b[j] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

/**
 * The latent at `share` (0: `a`, 1: `b`) of the way from `a` to `b`.
 *
 * Spherical: direction along the great circle, length linear between the two lengths (so both ends are met exactly
 * even where lengths differ). Parallel, opposite and zero vectors have no arc of their own and go straight.
 * @example interpolate([0, 0], [2, 4], 0.5, 'linear') // [1, 2]
 * @example interpolate([1, 0], [0, 1], 0.5, 'spherical') // [0.7071067811865475, 0.7071067811865475]
 */
export function interpolate(a: Latent, b: Latent, share: number, line: Line): number[] {
  if (a.length !== b.length) throw new Error(`interpolate: lengths ${a.length} and ${b.length}`);
  const straight = (): number[] =>
    Array.from(a, (value, j) => value * (1 - share) + (b[j] ?? 0) * share);
  if (line === 'linear' || share === 0 || share === 1) return straight();
  const lengthA = Math.hypot(...Array.from(a));
  const lengthB = Math.hypot(...Array.from(b));
  if (lengthA < NOWHERE || lengthB < NOWHERE) return straight();
  let dot = 0;
  for (let j = 0; j < a.length; j += 1) dot += ((a[j] ?? 0) / lengthA) * ((b[j] ?? 0) / lengthB);
  const angle = Math.acos(Math.min(1, Math.max(-1, dot)));
  if (angle < PARALLEL || Math.PI - angle < PARALLEL) return straight();
  const length = lengthA * (1 - share) + lengthB * share;
  const fromA = (Math.sin((1 - share) * angle) / Math.sin(angle) / lengthA) * length;
  const fromB = (Math.sin(share * angle) / Math.sin(angle) / lengthB) * length;
  return Array.from(a, (value, j) => value * fromA + (b[j] ?? 0) * fromB);
}

/**
 * `steps` latents from `a` to `b`, both ends included.
 * @example between([0], [2], 3, 'linear') // [[0], [1], [2]]
 */
export function between(a: Latent, b: Latent, steps: number, line: Line): number[][] {
  if (!(steps >= 2)) throw new Error(`between: ${steps} steps, at least 2 are needed`);
  return Array.from({ length: steps }, (_, index) => interpolate(a, b, index / (steps - 1), line));
}
