/** Whether a measure grows: robust against single peaks, since collectors and caches come and go as they like. */

/** How much a measure may grow from the first half of what was sampled to the second and still count as flat. */
export interface Allowed {
  /** Share of the first half's median. */
  readonly share: number;
  /** Or so much, in the measure's own unit: small counts have large shares. */
  readonly most: number;
}

/** A measure over the cycles. */
export interface Trend {
  /** Medians of the halves behind the warm-up. */
  readonly first: number;
  readonly second: number;
  /** Growth a cycle: the median of the slopes between all pairs of samples (Theil and Sen). */
  readonly slope: number;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

/** @param samples one a cycle; the first third is warm-up and does not count */
export function trendOf(samples: readonly number[]): Trend {
  const warm = samples.slice(Math.floor(samples.length / 3));
  const half = warm.length >> 1;
  const slopes = warm.flatMap((from, index) =>
    warm.slice(index + 1).map((to, later) => (to - from) / (later + 1)),
  );
  return {
    first: median(warm.slice(0, half)),
    second: median(warm.slice(half)),
    slope: slopes.length === 0 ? 0 : median(slopes),
  };
}

/** Whether it is flat: its halves hardly differ, or most pairs of samples do not rise. */
export function isFlat({ first, second, slope }: Trend, { share, most }: Allowed): boolean {
  return second - first <= Math.max(most, share * first) || slope <= 0;
}
