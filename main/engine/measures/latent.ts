/** What the latent space does with the data: how many of its numbers are used, and whether songs keep together. */

/** Variance of the mean over data from which a latent dimension counts as used (Burda and others 2016). */
const ACTIVE = 0.01;
/** Neighbours that are asked which song they are of. */
const NEIGHBOURS = 5;
/** Segments that are asked; more would only take longer. */
const ASKED = 400;

/** Latent dimensions whose mean varies over the data; 0 is a collapse. */
export function activeUnits(means: readonly Float32Array[]): number {
  const size = means[0]?.length ?? 0;
  let active = 0;
  for (let j = 0; j < size; j += 1) {
    const values = means.map((mean) => mean[j] ?? 0);
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - middle) ** 2, 0) / values.length;
    if (variance > ACTIVE) active += 1;
  }
  return active;
}

/** The indices of the `count` means that are nearest to `to`, the nearest first. */
function nearestOf(
  means: readonly Float32Array[],
  to: Float32Array,
  count: number,
): readonly number[] {
  const away = means.map((mean) => {
    let sum = 0;
    for (let j = 0; j < mean.length; j += 1) sum += ((mean[j] ?? 0) - (to[j] ?? 0)) ** 2;
    return sum;
  });
  return Array.from(away.keys())
    .sort((a, b) => (away[a] ?? 0) - (away[b] ?? 0))
    .slice(0, count);
}

/** Share of the five nearest means that are of the same song, over (evenly chosen) segments; null with fewer than two segments. */
export function songPurity(
  means: readonly Float32Array[],
  songs: readonly number[],
): number | null {
  if (means.length < 2) return null;
  const every = Math.max(1, Math.floor(means.length / ASKED));
  let same = 0;
  let all = 0;
  for (let i = 0; i < means.length; i += every) {
    const own = means[i] ?? new Float32Array();
    for (const index of nearestOf(means, own, NEIGHBOURS + 1).filter((at) => at !== i)) {
      all += 1;
      if (songs[index] === songs[i]) same += 1;
    }
  }
  return same / all;
}
