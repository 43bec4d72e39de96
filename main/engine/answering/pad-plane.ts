/** The plane that the pad of a model is: the latent space itself where that has two numbers, else the atlas of its segments. */
import { atlas, identityPlane, NARROW, reachesOf, type Plane } from '#main/latent/plane.ts';
import type { ByKind } from '#main/segments/sample.ts';
import type { LearnedModel } from '../learned-model.ts';

/** The pad of a model whose segments' reconstructions hold so many cells; null where it has no segment. */
export function planeOf(
  { segments, architecture }: LearnedModel,
  counts: readonly ByKind[],
): Plane | null {
  const means = segments.map(({ mean }) => mean);
  if (segments.length === 0) return null;
  if (architecture.latent === 2) return identityPlane(means);
  const reach = reachesOf(counts.map(({ onset }) => onset));
  return atlas(means, segments, NARROW, reach);
}
