/** Puts ideas on the map: seeded, from the last placing where there is one, so that songs keep their places while learning. */
import { distance, type Latent } from './latent.ts';
import { align, centre, fitToSquare, type Position } from './position.ts';
import { principal, project } from './principal.ts';
import { type Random, seededRandom } from './random.ts';
import { AGAIN, FRESH, affinities, descend } from './t-sne.ts';

/** Most points that are placed by exact t-SNE; of more, that many are landmarks and the rest finds its place among them. */
export const LANDMARKS = 1500;

/** Fewer points than this have no neighbourhoods worth keeping: principal components place them. */
export const FEWEST = 6;

/** Spread at which a fresh t-SNE starts (scikit-learn's figure): small, so that clusters can pass each other. */
const SEED_SPREAD = 1e-4;

/** Spread at which t-SNE goes on from an earlier map; about what it reaches by itself with a few hundred points. */
const SETTLED_SPREAD = 20;

/** How many landmarks say where one more point goes. */
const NEAREST = 5;

/**
 * Places means on the map, in the order given; all in -1..1.
 *
 * `previous` has the earlier place of each mean, or null for one that is new. Where at least half are known, the
 * placing starts from them and settles in fewer steps; in any case the result is turned to lie as they lay.
 * @throws where latents differ in length.
 */
export function place(
  means: readonly Latent[],
  previous: readonly (Position | null)[] | null,
  seed: number,
): Position[] {
  const size = means[0]?.length;
  if (size === undefined) return [];
  if (means.some((mean) => mean.length !== size))
    throw new Error('place: latents of different lengths');
  const known = previous ?? means.map(() => null);
  const random = seededRandom(seed);
  if (means.length < FEWEST) return settle(principalPlaces(means), known);
  const chosen = landmarks(means.length, random);
  const landmarkMeans = chosen.map((index) => means[index] ?? []);
  const earlier = chosen.map((index) => known[index] ?? null);
  const again = earlier.filter((p) => p !== null).length * 2 >= chosen.length;
  const start = again
    ? spread(completed(landmarkMeans, earlier), SETTLED_SPREAD, random)
    : spread(principalPlaces(landmarkMeans), SEED_SPREAD, random);
  const setting = again ? AGAIN : FRESH;
  const placed = descend(affinities(landmarkMeans, setting.perplexity), start, setting);
  return settle(among(means, chosen, landmarkMeans, placed), known);
}

function settle(positions: readonly Position[], known: readonly (Position | null)[]): Position[] {
  return fitToSquare(align(positions, known));
}

/** Coordinates along the two directions in which means differ most. */
export function principalPlaces(means: readonly Latent[]): Position[] {
  const found = principal(means);
  return means.map((mean) => {
    const [x = 0, y = 0] = project(found, mean, 2);
    return { x, y };
  });
}

/** All indices, or a seeded choice in rising order where they are too many. */
export function landmarks(count: number, random: Random): number[] {
  const indices = Array.from({ length: count }, (_, index) => index);
  if (count <= LANDMARKS) return indices;
  for (let k = 0; k < LANDMARKS; k += 1) {
    const other = k + Math.floor(random() * (count - k));
    [indices[k], indices[other]] = [indices[other] ?? 0, indices[k] ?? 0];
  }
  return indices.slice(0, LANDMARKS).sort((a, b) => a - b);
}

/** Centred, with standard deviation `deviation` along x, and a grain of seeded dust that parts coinciding points. */
export function spread(
  positions: readonly Position[],
  deviation: number,
  random: Random,
): Position[] {
  const middle = centre(positions);
  const variance = positions.reduce((sum, p) => sum + (p.x - middle.x) ** 2, 0) / positions.length;
  const scale = variance > 0 ? deviation / Math.sqrt(variance) : 0;
  const dust = (): number => (random() - 0.5) * deviation * 1e-3;
  return positions.map((p) => ({
    x: (p.x - middle.x) * scale + dust(),
    y: (p.y - middle.y) * scale + dust(),
  }));
}

/** Earlier places, with new points put at the place of the known point whose idea is nearest. */
function completed(means: readonly Latent[], earlier: readonly (Position | null)[]): Position[] {
  return means.map((mean, index) => {
    const own = earlier[index];
    if (own !== null && own !== undefined) return own;
    let best: Position = { x: 0, y: 0 };
    let least = Infinity;
    earlier.forEach((position, other) => {
      const away = position === null ? Infinity : distance(mean, means[other] ?? []);
      if (position !== null && away < least) {
        least = away;
        best = position;
      }
    });
    return best;
  });
}

/** Landmarks where they were placed; every other point at the mean of its nearest landmarks, nearer ones weighing more. */
export function among(
  means: readonly Latent[],
  chosen: readonly number[],
  landmarkMeans: readonly Latent[],
  placed: readonly Position[],
): Position[] {
  const byIndex = new Map(chosen.map((index, k) => [index, placed[k] ?? { x: 0, y: 0 }]));
  return means.map((mean, index) => {
    const own = byIndex.get(index);
    if (own !== undefined) return own;
    const nearest = landmarkMeans
      .map((landmark, k) => ({ k, away: distance(mean, landmark) }))
      .sort((a, b) => a.away - b.away)
      .slice(0, NEAREST);
    const width = Math.max(1e-9, nearest[0]?.away ?? 0);
    let x = 0;
    let y = 0;
    let total = 0;
    for (const { k, away } of nearest) {
      const weight = (width / Math.max(away, width)) ** 4;
      x += weight * (placed[k]?.x ?? 0);
      y += weight * (placed[k]?.y ?? 0);
      total += weight;
    }
    return { x: x / total, y: y / total };
  });
}
