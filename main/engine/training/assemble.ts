/** Makes the model of a moment: places its segments on the map, matches thresholds, and puts everything into one value. */
import { identityPlane } from '#main/latent/plane.ts';
import { place } from '#main/latent/place.ts';
import type { Position } from '#main/latent/position.ts';
import type { LearnedModel, MappedSegment } from '../learned-model.ts';
import { meansOf, spreadOut, thresholdsOf } from '../measures/windows.ts';
import type { Network } from '../network.ts';
import type { MapSegment, TrainingData } from './data.ts';

/** Windows by which thresholds are matched. */
const THRESHOLD_WINDOWS = 256;

/** What identifies a segment of a song in whatever model. */
export function segmentKey(hash: string, tick: number): string {
  return `${hash} ${tick}`;
}

/** Where each segment of a model lies. */
export function placesOf(model: Pick<LearnedModel, 'songs' | 'segments'>): Map<string, Position> {
  return new Map(
    model.segments.map(({ song, tick, x, y }) => [
      segmentKey(model.songs[song]?.hash ?? '', tick),
      { x, y },
    ]),
  );
}

/** Places means on the map: two latents are their own map, more are placed from where they lay before. */
function placed(
  means: readonly Float32Array[],
  previous: readonly (Position | null)[],
  latent: number,
  seed: number,
): readonly Position[] {
  if (means.length === 0) return [];
  if (latent === 2) return identityPlane(means).positions;
  return place(means, previous, seed);
}

/**
 * The parts of a model that come from its weights, which must be in the network: segments with means and places
 * (`previous`: where they lay), and thresholds.
 */
export async function assembled(
  network: Network,
  data: TrainingData,
  previous: ReadonlyMap<string, Position>,
  seed: number,
): Promise<Pick<LearnedModel, 'segments' | 'thresholds'>> {
  const { mapped, songs, folding, columns } = data;
  const keyOf = ({ segment }: MapSegment) =>
    segmentKey(songs[segment.song]?.hash ?? '', segment.tick);
  const shown = mapped.map(({ segment }) => segment);
  const means = await meansOf(network, shown, folding);
  const before = mapped.map((segment) => previous.get(keyOf(segment)) ?? null);
  const positions = placed(means, before, network.architecture.latent, seed);
  const segments = mapped.map(({ segment, bar, heldOut }, index): MappedSegment => {
    const { x, y } = positions[index] ?? { x: 0, y: 0 };
    const mean = means[index] ?? new Float32Array(network.architecture.latent);
    return { song: segment.song, tick: segment.tick, bar, heldOut, mean, x, y };
  });
  const some = spreadOut(data.training, THRESHOLD_WINDOWS);
  return { segments, thresholds: await thresholdsOf(network, some, folding, columns) };
}
