/** What the segments around a place give to it: notes to choose from where the decoder is unsure, and how many there should be. */
import type { Spot } from '#main/latent/plane.ts';
import type { ByKind } from '#main/segments/sample.ts';

/** Segments by their index in the model, each with its weight. */
export type Parents = Spot['weights'];

/**
 * What the parents' own cells say against what the decoder says of the place between them. The decoder alone leaves the
 * middle of a blend half empty, and its weakest notes come and go; a part of the parents gives notes to choose from.
 */
const PARENTS_SHARE = 0.4;

const total = (parents: Parents): number => parents.reduce((sum, { weight }) => sum + weight, 0);

/** Probabilities of a place with those of its parents in them; `reconstructions` are the cells of every segment. */
export function filledUp(
  own: Float32Array,
  parents: Parents,
  reconstructions: readonly Uint8Array[],
): Float32Array {
  if (parents.length === 0) return own;
  const all = total(parents);
  // Plain loops: it is done for every tile of a map while somebody drags.
  const filled = new Float32Array(own.length);
  for (let at = 0; at < own.length; at += 1) filled[at] = (1 - PARENTS_SHARE) * (own[at] ?? 0);
  for (const { index, weight } of parents) {
    const cells = reconstructions[index] ?? new Uint8Array();
    const share = (PARENTS_SHARE * weight) / all;
    for (let at = 0; at < cells.length; at += 1)
      if (cells[at] === 1) filled[at] = (filled[at] ?? 0) + share;
  }
  return filled;
}

/** Cells that parents have by themselves, in the weighted mean; `counts` are those of every segment. */
export function expectedOf(parents: Parents, counts: readonly ByKind[]): ByKind {
  const mean = (kind: keyof ByKind) =>
    parents.reduce((sum, { index, weight }) => sum + weight * (counts[index]?.[kind] ?? 0), 0) /
    total(parents);
  return { onset: mean('onset'), sustain: mean('sustain') };
}
