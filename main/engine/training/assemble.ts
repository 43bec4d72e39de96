/** Makes what a model holds beside its weights: segments with means and places on the map, and matched thresholds. */
import { identityPlane } from '#main/latent/plane.ts';
import type { Position } from '#main/latent/position.ts';
import type { ByKind } from '#main/segments/sample.ts';
import type { LearnedModel, MappedSegment } from '../learned-model.ts';
import { meansOf, spreadOut, thresholdsOf } from '../measures/windows.ts';
import type { Architecture, Network } from '../network.ts';
import type { MapSegment, TrainingData } from './data.ts';
import type { Placer } from './placer.ts';
import type { RunSetup } from './run-setup.ts';
import { settingText } from './setting.ts';

/** Windows by which thresholds are matched. */
const THRESHOLD_WINDOWS = 128;

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

/** The segments of a model where it was learned from just these songs; else none. */
export function segmentsIn(
  from: LearnedModel | null,
  songs: TrainingData['songs'],
): readonly MappedSegment[] {
  const hashes = (list: readonly { readonly hash: string }[]) =>
    list.map(({ hash }) => hash).join();
  return from !== null && hashes(from.songs) === hashes(songs) ? from.segments : [];
}

/** What a model's weights say of its data: a mean for each segment of the map, and thresholds. */
export interface Sketch {
  readonly means: readonly Float32Array[];
  readonly thresholds: ByKind;
}

/** Sketches the model whose weights are in the network. */
export async function sketched(network: Network, data: TrainingData): Promise<Sketch> {
  const { mapped, folding, columns, training } = data;
  const shown = mapped.map(({ segment }) => segment);
  const means = await meansOf(network, shown, folding);
  const some = spreadOut(training, THRESHOLD_WINDOWS);
  return { means, thresholds: await thresholdsOf(network, some, folding, columns) };
}

/**
 * The segments of the map with their means and places (`previous`: where they lay): two latents are their own map,
 * more are placed by `place`.
 */
export async function mappedSegments(
  data: Pick<TrainingData, 'mapped' | 'songs'>,
  means: readonly Float32Array[],
  previous: ReadonlyMap<string, Position>,
  place: Placer,
  seed: number,
): Promise<readonly MappedSegment[]> {
  const { mapped, songs } = data;
  const keyOf = ({ segment }: MapSegment) =>
    segmentKey(songs[segment.song]?.hash ?? '', segment.tick);
  const before = mapped.map((segment) => previous.get(keyOf(segment)) ?? null);
  const flat = means.length > 0 && means[0]?.length === 2;
  const positions = flat ? identityPlane(means).positions : await place(means, before, seed);
  return mapped.map(({ segment, bar, heldOut }, index): MappedSegment => {
    const { x, y } = positions[index] ?? { x: 0, y: 0 };
    const mean = means[index] ?? new Float32Array();
    return { song: segment.song, tick: segment.tick, bar, heldOut, mean, x, y };
  });
}

/** What of a model changes while it is learned. */
type Moment = Pick<LearnedModel, 'weights' | 'thresholds' | 'step' | 'segments' | 'log'>;

/** The model of a moment of a run, without the state for learning on. */
export function modelOf(
  { setting, seed, preset }: Pick<RunSetup, 'setting' | 'seed' | 'preset'>,
  { representation, columns, songs, accents, folding }: TrainingData,
  architecture: Architecture,
  moment: Moment,
): LearnedModel {
  return {
    ...moment,
    architecture,
    representation,
    columns,
    fold: folding.fold,
    preset,
    setting: Object.fromEntries(
      Object.entries(setting).map(([key, value]) => [key, settingText(value)]),
    ),
    seed,
    songs,
    accents,
    resumption: null,
  };
}
