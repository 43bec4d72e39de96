/** What is said of many times: the middle, the worst of a hundred and of a thousand, the worst. */

/** Quantiles of some times, in their own unit, to a thousandth of it; NaN where there are none. */
export function quantiles(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.ceil(share * (sorted.length - 1))] ?? Number.NaN) * 1000) / 1000;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) };
}
