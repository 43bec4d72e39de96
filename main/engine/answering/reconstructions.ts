/** What a model makes of its own segments: made once when it is opened, for points, blends and the map's colours. */
import type { Part } from '#main/music/part.ts';
import { countCells, PLAIN, type ByKind } from '#main/segments/sample.ts';
import type { LearnedModel } from '../learned-model.ts';
import { begunBy, partsIn, standingOut } from './parts.ts';
import { cellsOf } from './phrase.ts';
import type { Turns } from './turns.ts';

/** Of each segment of a model, in its order. */
export interface Reconstructions {
  readonly cells: readonly Uint8Array[];
  /** How many of the cells are on. */
  readonly counts: readonly ByKind[];
  /** The part that stands out; null where nothing sounds. */
  readonly standingOut: readonly (Part | null)[];
}

/**
 * Makes them a few at a time.
 * @param decode the probabilities of some segments
 */
export async function reconstructions(
  model: LearnedModel,
  decode: (segments: LearnedModel['segments']) => Promise<readonly Float32Array[]>,
  turns: Turns,
): Promise<Reconstructions> {
  const { segments, columns } = model;
  const parts = partsIn(columns);
  const all: Uint8Array[] = [];
  const counts: ByKind[] = [];
  const begun: Float64Array[] = [];
  while (all.length < segments.length) {
    const few = await turns.next();
    for (const probabilities of await decode(segments.slice(all.length, all.length + few))) {
      const cells = cellsOf(model, probabilities, null, PLAIN);
      all.push(cells);
      counts.push(countCells(cells, columns));
      begun.push(begunBy(parts, columns, cells));
    }
  }
  return { cells: all, counts, standingOut: standingOut(parts, begun) };
}
