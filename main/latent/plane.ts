/** The pad: what lies at a place of the map, and how much the model knows there. */
import { type Latent, weightedMean } from './latent.ts';
import type { Position } from './position.ts';

/** How wide an answer reaches: the *blend width* of the pad. */
export interface Width {
  /** How many segments an answer mixes. */
  readonly neighbours: number;
  /** Kernel width in distances between neighbours. */
  readonly width: number;
}

/** The width at which a segment's own place gives that segment (model.md 4: .98 of its notes) and places between blend. */
export const NARROW: Width = { neighbours: 3, width: 0.75 };

/** What lies at a place: the latent to decode, the segments it is made of (weights add to 1, largest first), and how much is known there. */
export interface Spot {
  readonly latent: readonly number[];
  readonly weights: readonly { readonly index: number; readonly weight: number }[];
  /** 1 on a learned segment, falling to 0 far from all. */
  readonly knowledge: number;
}

/** A map that can be asked. */
export interface Plane {
  /** Where each segment lies. */
  readonly positions: readonly Position[];
  /** What lies at a place of -1..1 (places outside are answered too). */
  at(x: number, y: number): Spot;
}

/** Distances between neighbours, in which knowledge falls to exp(-1/2): some six of them away little is left. */
const FADE = 3;

/** Neighbours whose mean distance is a point's own scale. */
const SCALE_NEIGHBOURS = 3;

/** The least reach of a segment in which nothing begins, as a share of that of a full one. */
const LEAST_REACH = 0.3;

/**
 * How far each segment reaches over the map, by how many notes begin in it: rests and held chords, from half the usual
 * number down, reach less far (each is still heard on its own place), so that between them and others the music prevails.
 * @param onsets of each segment
 * @returns a factor for each, {@link LEAST_REACH} to 1
 * @example reachesOf([20, 20, 0]) // [1, 1, 0.3]
 */
export function reachesOf(onsets: readonly number[]): readonly number[] {
  const full = median(onsets) / 2;
  return onsets.map((count) =>
    full === 0 ? 1 : LEAST_REACH + (1 - LEAST_REACH) * Math.min(1, count / full),
  );
}

/**
 * The atlas: a place decodes the kernel-weighted mean of the ideas around it, weights exp(-d^2 / 2h^2) over the k
 * best. h is `width` times half of each segment's own distance to its neighbours plus the distance from the nearest
 * segment: midway between two neighbours that is `width` of their distance, on a segment half of it (one hears that
 * segment), and far from all data it grows, so that the answer turns slowly instead of jumping from one to the next.
 * The weight of the best segment left out is taken off the others, which makes the answer continuous where segments
 * come and go. `reach` makes the h of single segments smaller ({@link reachesOf}).
 *
 * ```
 *   weight    *           k = 3: the fourth curve is the floor
 *           *   *  .
 *         *  .    *  .
 *      __*_.________*__.__  <- weight of the fourth
 * ```
 */
export function atlas(
  means: readonly Latent[],
  positions: readonly Position[],
  setting: Width = NARROW,
  reach: readonly number[] = [],
): Plane {
  if (means.length === 0) throw new Error('atlas: no segment given');
  if (means.length !== positions.length)
    throw new Error(`atlas: ${means.length} means but ${positions.length} positions`);
  const scales = neighbourDistances(positions);
  const typical = median(scales);
  return {
    positions,
    at: (x, y) => {
      const squared = positions.map((p) => (p.x - x) ** 2 + (p.y - y) ** 2);
      const nearest = Math.sqrt(squared.reduce((least, d) => Math.min(least, d), Infinity));
      const logs = squared.map((d, index) => {
        const far = Math.max((scales[index] ?? 0) / 2 + nearest, 1e-9);
        const h = setting.width * far * (reach[index] ?? 1);
        return -d / (2 * h * h);
      });
      const weights = truncated(logs, setting.neighbours);
      return {
        latent: weightedMean(
          weights.map(({ index }) => means[index] ?? []),
          weights.map(({ weight }) => weight),
        ),
        weights,
        knowledge: known(nearest, typical),
      };
    },
  };
}

/**
 * The plane of a model with two latents: the latent space itself, scaled so that every mean lies inside -1..1.
 * Its answer is that point and nothing else; the nearest segments are named with it.
 */
export function identityPlane(means: readonly Latent[], setting: Width = NARROW): Plane {
  const scale = identityScale(means);
  const positions = means.map((mean) => ({
    x: (mean[0] ?? 0) / scale,
    y: (mean[1] ?? 0) / scale,
  }));
  const around = atlas(means, positions, setting);
  return {
    positions,
    at: (x, y) => ({ ...around.at(x, y), latent: [x * scale, y * scale] }),
  };
}

/** Latent units at the edge of the identity plane: what holds every mean with a rim, and at least two standard deviations of the prior. */
export function identityScale(means: readonly Latent[]): number {
  return means.reduce(
    (most, mean) => Math.max(most, 1.05 * Math.abs(mean[0] ?? 0), 1.05 * Math.abs(mean[1] ?? 0)),
    2,
  );
}

/**
 * Shares of songs in an answer, largest first; they add to 1.
 * @example songShares([{ index: 0, weight: 0.25 }, { index: 1, weight: 0.75 }], ['a', 'b'])
 * // [{ song: 'b', share: 0.75 }, { song: 'a', share: 0.25 }]
 */
export function songShares<Song>(
  weights: readonly { readonly index: number; readonly weight: number }[],
  songOf: readonly Song[],
): { song: Song; share: number }[] {
  const shares = new Map<Song, number>();
  let total = 0;
  for (const { index, weight } of weights) {
    const song = songOf[index];
    if (song === undefined) throw new Error(`songShares: no song at ${index}`);
    shares.set(song, (shares.get(song) ?? 0) + weight);
    total += weight;
  }
  return [...shares]
    .map(([song, share]) => ({ song, share: share / total }))
    .sort((a, b) => b.share - a.share);
}

/** The `count` best of log weights, floored by the next one, normalised, largest first; weights of 0 are left out. */
function truncated(
  logs: readonly number[],
  count: number,
): { readonly index: number; readonly weight: number }[] {
  const best: { index: number; log: number }[] = [];
  logs.forEach((log, index) => {
    if (best.length > count && log <= (best[count]?.log ?? -Infinity)) return;
    let at = best.length;
    while (at > 0 && (best[at - 1]?.log ?? 0) < log) at -= 1;
    best.splice(at, 0, { index, log });
    best.length = Math.min(best.length, count + 1);
  });
  const top = best[0]?.log ?? 0;
  const next = best[count];
  const floor = next === undefined ? 0 : Math.exp(next.log - top);
  const kept = best
    .slice(0, count)
    .map(({ index, log }) => ({ index, weight: Math.exp(log - top) - floor }));
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  // Where all are equally far, none is better than the one left out: then all count alike.
  if (total <= 0) return kept.map(({ index }) => ({ index, weight: 1 / kept.length }));
  return kept
    .filter(({ weight }) => weight > 0)
    .map(({ index, weight }) => ({ index, weight: weight / total }));
}

function known(nearest: number, typical: number): number {
  if (nearest === 0) return 1;
  return typical === 0 ? 0 : Math.exp(-0.5 * (nearest / (FADE * typical)) ** 2);
}

/** Each point's mean distance to its nearest neighbours, at least half the median, so that repeated music (coinciding points) can still be reached. */
function neighbourDistances(positions: readonly Position[]): number[] {
  if (positions.length === 1) return [1];
  // Plain loops over all pairs: somebody plays while a map is made ready.
  const xs = Float64Array.from(positions, ({ x }) => x);
  const ys = Float64Array.from(positions, ({ y }) => y);
  const count = Math.min(SCALE_NEIGHBOURS, xs.length - 1);
  const nearest = new Float64Array(count); // squared, rising
  const own = positions.map((p, i) => {
    nearest.fill(Infinity);
    for (let j = 0; j < xs.length; j += 1) {
      const x = p.x - (xs[j] ?? 0);
      const y = p.y - (ys[j] ?? 0);
      const away = x * x + y * y;
      if (i === j || away >= (nearest[count - 1] ?? 0)) continue;
      let at = count - 1;
      for (; at > 0 && (nearest[at - 1] ?? 0) > away; at -= 1) nearest[at] = nearest[at - 1] ?? 0;
      nearest[at] = away;
    }
    return nearest.reduce((sum, squared) => sum + Math.sqrt(squared), 0) / count;
  });
  const half = median(own) / 2;
  return own.map((d) => Math.max(d, half));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
