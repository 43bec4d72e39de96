/** Which part stands out in each segment: the map can be coloured by it. */
import { PARTS, type Part } from '#main/music/part.ts';
import type { Column } from '#main/segments/representation.ts';

/**
 * The part of each segment that begins more of its notes than it does on average over all segments, by the factor;
 * drums that always have most notes would otherwise be all that is seen. Null where a segment is silent.
 * @param segments cells (step, column) of each
 */
export function standingOut(
  segments: readonly Uint8Array[],
  columns: readonly Column[],
): readonly (Part | null)[] {
  const known = PARTS.some((part) => columns.some((column) => column.part === part));
  const parts: readonly Part[] = known ? PARTS : ['all'];
  const shares = segments.map((cells) => sharesOf(cells, columns, parts));
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

/** The share of the beginning notes that each part has. */
function sharesOf(
  cells: Uint8Array,
  columns: readonly Column[],
  parts: readonly Part[],
): readonly number[] {
  const counts = new Map<Part, number>();
  let total = 0;
  cells.forEach((on, at) => {
    const column = columns[at % columns.length];
    if (on === 0 || column === undefined || column.kind === 'sustain') return;
    counts.set(column.part, (counts.get(column.part) ?? 0) + 1);
    total += 1;
  });
  return parts.map((part) => (counts.get(part) ?? 0) / Math.max(1, total));
}
