/** Other views of the map: the same segments, placed by other means than the plane that is played. */
import type { Position } from '#main/latent/position.ts';
import { fitToSquare } from '#main/latent/position.ts';
import { principal, project } from '#main/latent/principal.ts';
import type { MappedSegment } from '../learned-model.ts';

/** Where each segment lies along the two directions in which the ideas differ most; in -1..1, in the order of the segments. */
export function principalView(segments: readonly Pick<MappedSegment, 'mean'>[]): Position[] {
  if (segments.length === 0) return [];
  const means = segments.map(({ mean }) => [...mean]);
  const found = principal(means);
  return fitToSquare(
    means.map((mean) => {
      const [x = 0, y = 0] = project(found, mean, 2);
      return { x, y };
    }),
  );
}
