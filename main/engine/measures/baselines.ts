/** Losses of programs that have learned nothing: a bound means something only beside them. */
import type { Segment } from '#main/segments/representation.ts';

/** Nats per step of three trivial models. */
export interface Baselines {
  /** Every cell a fair coin: columns x ln 2. */
  readonly coinFlip: number;
  /** Every cell by how often its column is on. */
  readonly marginal: number;
  /** Every cell by whether it was on a step before (how often on stays on and off stays off, over all columns; the first step by the marginal). */
  readonly copyPrevious: number;
}

/** Entropy of one kind of cell: `on` of `all` were on, and each is coded by that share. */
function nats(on: number, all: number): number {
  const off = all - on;
  return on === 0 || off === 0 ? 0 : -(on * Math.log(on / all) + off * Math.log(off / all));
}

/** Baselines of segments of `columns` columns, fitted to the same segments. All are 0 where there is none. */
export function baselinesOf(segments: readonly Segment[], columns: number): Baselines {
  const on = new Float64Array(columns);
  const first = new Float64Array(columns);
  const stays = { on: 0, onAll: 0, off: 0, offAll: 0 };
  let steps = 0;
  for (const { cells } of segments) {
    steps += cells.length / columns;
    for (let at = 0; at < cells.length; at += 1) {
      const column = at % columns;
      const now = cells[at] ?? 0;
      on[column] = (on[column] ?? 0) + now;
      if (at < columns) first[column] = (first[column] ?? 0) + now;
      else if ((cells[at - columns] ?? 0) === 1) {
        stays.onAll += 1;
        stays.on += now;
      } else {
        stays.offAll += 1;
        stays.off += now;
      }
    }
  }
  if (steps === 0) return { coinFlip: 0, marginal: 0, copyPrevious: 0 };
  const marginal = on.reduce((sum, count) => sum + nats(count, steps), 0);
  const firstSteps = first.reduce((sum, count, column) => {
    const share = (on[column] ?? 0) / steps;
    if (share === 0 || share === 1) return sum;
    return sum - count * Math.log(share) - (segments.length - count) * Math.log(1 - share);
  }, 0);
  const changes = nats(stays.on, stays.onAll) + nats(stays.off, stays.offAll);
  return {
    coinFlip: columns * Math.LN2,
    marginal: marginal / steps,
    copyPrevious: (firstSteps + changes) / steps,
  };
}
