/** Lenses: the points of the map placed by other means than the plane, so that songs are seen from several sides. A place depends on the model alone. */
import type { Latent } from './latent.ts';
import { among, FEWEST, landmarks, principalPlaces, spread } from './place.ts';
import { align, fitToSquare, type Position } from './position.ts';
import { seededRandom } from './random.ts';
import { affinities, descend, FRESH } from './t-sne.ts';
import { umap } from './umap.ts';

/** Ways to look at the points, beside the plane itself. */
export const LENSES = ['principal', 'umap', 'tsne'] as const;
export type LensName = (typeof LENSES)[number];

/** The one seed of all lenses: what was found through a lens is found there again. */
const SEED = 1;

const START = {
  /** Spread that UMAP starts from. */
  umap: 5,
  /** Spread that t-SNE starts from (scikit-learn's figure). */
  tsne: 1e-4,
} as const;

/**
 * Where a lens shows each point, all in -1..1 and in their order. UMAP and t-SNE are turned to lie as the plane lies.
 * @param plane where the plane has each point
 * @param heard hears the share that is done, 0 to 1
 */
export function lensPlaces(
  lens: LensName,
  means: readonly Latent[],
  plane: readonly Position[],
  heard: (done: number) => void = () => undefined,
): Position[] {
  if (means.length === 0) return [];
  if (lens === 'principal' || means.length < FEWEST) return fitToSquare(principalPlaces(means));
  const random = seededRandom(SEED);
  const chosen = landmarks(means.length, random);
  const some = chosen.map((index) => means[index] ?? []);
  const start = spread(principalPlaces(some), START[lens], random);
  const placed =
    lens === 'umap'
      ? umap(some, start, random, heard)
      : descend(affinities(some, FRESH.perplexity), start, FRESH, heard);
  return fitToSquare(align(among(means, chosen, some, placed), plane));
}
