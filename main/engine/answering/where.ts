/** Where music that was not learned lies on the map: among the segments whose means are nearest. */
import { distance, weightedMean, type Latent } from '#main/latent/latent.ts';
import type { LearnedModel } from '../learned-model.ts';

/** Segments that a place is found among; with two latents the nearest alone, since there the map is the latent space. */
const AMONG = 3;

/** The place of a mean on a model's map; the middle where the model has no map. */
export function whereIs(
  { segments, architecture }: Pick<LearnedModel, 'segments' | 'architecture'>,
  mean: Latent,
): { readonly x: number; readonly y: number } {
  if (segments.length === 0) return { x: 0, y: 0 };
  const by = segments
    .map((segment) => ({ segment, away: distance(mean, segment.mean) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, architecture.latent === 2 ? 1 : AMONG);
  const [x = 0, y = 0] = weightedMean(
    by.map(({ segment }) => [segment.x, segment.y]),
    by.map(({ away }) => 1 / (away * away + 1e-9)),
  );
  return { x, y };
}
