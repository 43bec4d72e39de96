/** Whether a model knows whose music it hears: the song of most of the five nearest means, heard whole and in part. */
import { seededRandom } from '#main/latent/random.ts';
import type { Segment } from '#main/segments/representation.ts';
import { recognised } from '../answering/recognise.ts';
import type { Network } from '../network.ts';
import type { Folding } from '../training/batches.ts';
import { meansOf } from './windows.ts';

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
  const learned = means.map((mean, index) => ({ mean, song: known[index]?.song ?? -1 }));
  const share = async (asked: readonly Segment[]) => {
    const own = await meansOf(network, asked, folding);
    const right = own.filter((mean, index) => {
      return recognised(mean, learned)[0]?.song === asked[index]?.song;
    });
    return right.length / asked.length;
  };
  return {
    recognised: await share(unheard),
    recognisedInPart: await share(dropped(unheard, seed)),
  };
}
