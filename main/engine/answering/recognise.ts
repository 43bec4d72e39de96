/** Recognition: which learned songs a clip resembles, by the nearest means (the paper's first use of the latent space). */
import { distance, type Latent } from '#main/latent/latent.ts';
import type { MappedSegment } from '../learned-model.ts';

/** Means that are asked, where nothing else is said. */
export const NEIGHBOURS = 5;

/** The share of each song (by its index) among the `k` segments of a model that lie nearest, the largest first. */
export function recognised(
  mean: Latent,
  segments: readonly Pick<MappedSegment, 'song' | 'mean'>[],
  k = NEIGHBOURS,
): readonly { readonly song: number; readonly share: number }[] {
  const nearest = segments
    .map((segment) => ({ song: segment.song, away: distance(mean, segment.mean) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, k);
  return tallied(nearest.map(({ song }) => [{ song, share: 1 }]));
}

/** The mean of several recognitions: of a whole clip from those of its windows. */
export function tallied(
  each: readonly (readonly { readonly song: number; readonly share: number }[])[],
): readonly { readonly song: number; readonly share: number }[] {
  const sums = new Map<number, number>();
  for (const { song, share } of each.flat())
    sums.set(song, (sums.get(song) ?? 0) + share / each.length);
  return [...sums]
    .map(([song, share]) => ({ song, share }))
    .sort((a, b) => b.share - a.share || a.song - b.song);
}
