/** Whether a model knows whose music it hears: the song of most of the five nearest means, heard whole and in part. */
import { seededRandom } from '#main/latent/random.ts';
import type { Segment } from '#main/segments/representation.ts';
import type { Network } from '../network.ts';
import type { Folding } from '../training/batches.ts';
import { nearestOf } from './latent.ts';
import { meansOf } from './windows.ts';

/** Neighbours that are asked for their song. */
const ASKED = 5;
/** Share of the cells that are taken away from music heard in part. */
const DROPPED = 0.4;

/** Share of windows whose song is recognised; null where there is none to know or to ask. */
export interface Recognition {
  readonly recognised: number | null;
  readonly recognisedInPart: number | null;
}

function dropped(segments: readonly Segment[], seed: number): readonly Segment[] {
  const random = seededRandom(seed);
  return segments.map((segment) => ({
    ...segment,
    cells: segment.cells.map((cell) => (cell === 1 && random() < DROPPED ? 0 : cell)),
  }));
}

function songOfMost(songs: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const song of songs) counts.set(song, (counts.get(song) ?? 0) + 1);
  // Of songs with as many, the one that is nearer: it was met first.
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Recognises `unheard` windows among those that were learned. */
export async function recognition(
  network: Network,
  known: readonly Segment[],
  unheard: readonly Segment[],
  folding: Folding,
  seed: number,
): Promise<Recognition> {
  if (known.length === 0 || unheard.length === 0)
    return { recognised: null, recognisedInPart: null };
  const means = await meansOf(network, known, folding);
  const share = async (asked: readonly Segment[]) => {
    const own = await meansOf(network, asked, folding);
    const right = own.filter((mean, index) => {
      const nearest = nearestOf(means, mean, ASKED).map((at) => known[at]?.song ?? -1);
      return songOfMost(nearest) === asked[index]?.song;
    });
    return right.length / asked.length;
  };
  return {
    recognised: await share(unheard),
    recognisedInPart: await share(dropped(unheard, seed)),
  };
}
