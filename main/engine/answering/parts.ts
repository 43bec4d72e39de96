/** Which part stands out in each segment: the map can be coloured by it. */
import { PARTS, type Part } from '#main/music/part.ts';
import type { Column } from '#main/segments/representation.ts';

/** The parts that some columns tell apart, in their order. */
export function partsIn(columns: readonly Column[]): readonly Part[] {
  const known = PARTS.some((part) => columns.some((column) => column.part === part));
  return known ? PARTS : ['all'];
}

/**
 * How many notes each of `parts` begins in some cells (step, column). A plain loop: it is done for every segment of new weights
 * while somebody plays.
 */
export function begunBy(
  parts: readonly Part[],
  columns: readonly Column[],
  cells: Uint8Array,
): Float64Array {
  const width = columns.length;
  const of = columns.map(({ part, kind }) => (kind === 'sustain' ? -1 : parts.indexOf(part)));
  const begun = new Float64Array(parts.length);
  for (let row = 0; row < cells.length; row += width)
    for (let column = 0; column < width; column += 1) {
      const part = of[column] ?? -1;
      if (cells[row + column] !== 0 && part >= 0) begun[part] = (begun[part] ?? 0) + 1;
    }
  return begun;
}

/**
 * The part of each segment that begins more of its notes than it does on average over all segments, by the factor;
 * drums that always have most notes would otherwise be all that is seen. Null where a segment is silent.
 * @param begun notes that each of `parts` begins in each segment ({@link begunBy})
 */
export function standingOut(
  parts: readonly Part[],
  begun: readonly Float64Array[],
): readonly (Part | null)[] {
  const shares = begun.map((counts) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / Math.max(1, total));
  });
  const sounding = shares.filter((own) => own.some((share) => share > 0));
  const means = parts.map(
    (_, at) =>
      sounding.reduce((sum, own) => sum + (own[at] ?? 0), 0) / Math.max(1, sounding.length),
  );
  return shares.map((own) => {
    let best: Part | null = null;
    let most = 0;
    parts.forEach((part, at) => {
      const factor = (own[at] ?? 0) / Math.max(1e-9, means[at] ?? 0);
      if (factor <= most) return;
      most = factor;
      best = part;
    });
    return best;
  });
}
