/** Losses of programs that have learned nothing: a bound means something only beside them. */
import type { Segment } from '#main/segments/representation.ts';

/** Nats per step of four trivial models. */
export interface Baselines {
  /** Every cell a fair coin: columns x ln 2. */
  readonly coinFlip: number;
  /** Every cell by how often its column is on. */
  readonly marginal: number;
  /** Every cell as a step before, but for one chance of a change that all cells share; the first step by the marginal. */
  readonly copyPrevious: number;
  /** Every cell by how often its column goes on, and stays on: a first-order Markov chain a column; the first step by the marginal. */
  readonly markov: number;
}

/** Entropy of one kind of cell: `on` of `all` were on, and each is coded by that share. */
function nats(on: number, all: number): number {
  const off = all - on;
  return on === 0 || off === 0 ? 0 : -(on * Math.log(on / all) + off * Math.log(off / all));
}

/** What one column does, counted. */
interface Counts {
  on: number;
  /** Of first steps. */
  first: number;
  /** Steps after which it was off, or on, and those of them where it was on then. */
  afterOff: number;
  rises: number;
  afterOn: number;
  stays: number;
}

/** Only cells that are on are looked at, for they are few, and a person waits for this before the first step. */
function countsOf(segments: readonly Segment[], columns: number): readonly Counts[] {
  const none = { on: 0, first: 0, afterOff: 0, rises: 0, afterOn: 0, stays: 0 };
  const counts = Array.from({ length: columns }, () => ({ ...none }));
  let followed = 0; // steps that have a step before them
  for (const { cells } of segments) {
    followed += cells.length / columns - 1;
    for (let at = cells.indexOf(1); at >= 0; at = cells.indexOf(1, at + 1)) {
      const column = counts[at % columns];
      if (column === undefined) continue;
      column.on += 1;
      if (at < columns) column.first += 1;
      else if (cells[at - columns] === 1) column.stays += 1;
      if (at + columns < cells.length) column.afterOn += 1;
    }
  }
  return counts.map((column) => ({
    ...column,
    afterOff: followed - column.afterOn,
    rises: column.on - column.first - column.stays,
  }));
}

/** Baselines of segments of `columns` columns, fitted to the same segments. All are 0 where there is none. */
export function baselinesOf(segments: readonly Segment[], columns: number): Baselines {
  const steps = segments.reduce((sum, { cells }) => sum + cells.length / columns, 0);
  if (steps === 0) return { coinFlip: 0, marginal: 0, copyPrevious: 0, markov: 0 };
  const counts = countsOf(segments, columns);
  const total = (pick: (count: Counts) => number) =>
    counts.reduce((sum, count) => sum + pick(count), 0);
  const firstSteps = total(({ on, first }) => {
    const share = on / steps;
    if (share === 0 || share === 1) return 0;
    return -(first * Math.log(share) + (segments.length - first) * Math.log(1 - share));
  });
  const changes = total(({ rises, afterOn, stays }) => rises + afterOn - stays);
  const followed = total(({ afterOn, afterOff }) => afterOn + afterOff);
  const chains = total(
    ({ rises, afterOff, stays, afterOn }) => nats(rises, afterOff) + nats(stays, afterOn),
  );
  return {
    coinFlip: columns * Math.LN2,
    marginal: total(({ on }) => nats(on, steps)) / steps,
    copyPrevious: (firstSteps + nats(changes, followed)) / steps,
    markov: (firstSteps + chains) / steps,
  };
}
