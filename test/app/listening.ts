/** What an ear would say about samples, in numbers: how loud, and when a note begins. */

/** The farthest from zero. */
export const peakOf = (samples: Float32Array): number =>
  samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** A filter of second order: three coefficients in, two back. */
type Filter = readonly [number, number, number, number, number];

function filtered(samples: Float32Array, [b0, b1, b2, a1, a2]: Filter): Float32Array {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return samples.map((x) => {
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}

/** The two filters of ITU-R BS.1770, annex 1: a head's shelf, and what the ear misses below. */
function earFilters(rate: number): readonly Filter[] {
  const shelf = Math.tan((Math.PI * 1681.974450955533) / rate);
  const high = 10 ** (3.999843853973347 / 20);
  const middle = high ** 0.4996667741545416;
  const q = 0.7071752369554196;
  const norm = 1 + shelf / q + shelf ** 2;
  const low = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q2 = 0.5003270373238773;
  const norm2 = 1 + low / q2 + low ** 2;
  return [
    [
      (high + (middle * shelf) / q + shelf ** 2) / norm,
      (2 * (shelf ** 2 - high)) / norm,
      (high - (middle * shelf) / q + shelf ** 2) / norm,
      (2 * (shelf ** 2 - 1)) / norm,
      (1 - shelf / q + shelf ** 2) / norm,
    ],
    [1, -2, 1, (2 * (low ** 2 - 1)) / norm2, (1 - low / q2 + low ** 2) / norm2],
  ];
}

/** Loudness as ITU-R BS.1770 measures it (without its gate), of one channel that comes from both sides, in LUFS. */
export function loudnessOf(samples: Float32Array, rate: number): number {
  const heard = earFilters(rate).reduce(filtered, samples);
  const power = heard.reduce((sum, value) => sum + value ** 2, 0) / heard.length;
  return -0.691 + 10 * Math.log10(2 * power + 1e-12);
}

/** Seconds of the first sample that is not silence: a thousandth of the loudest. */
export function beginning(samples: Float32Array, rate: number): number {
  const least = peakOf(samples) / 1000;
  return samples.findIndex((value) => Math.abs(value) > least) / rate;
}

/** How often a second a steady sound comes round, between 60 and 1,500 times: where it is most like itself a period later. */
export function frequencyOf(samples: Float32Array, rate: number): number {
  const [shortest, longest] = [Math.floor(rate / 1500), Math.ceil(rate / 60)];
  const piece = samples.subarray(longest);
  const fits = Array.from({ length: longest + 2 }, (_, lag) =>
    lag < shortest ? -1 : alike(samples, longest - lag, piece),
  );
  const most = Math.max(...fits);
  // A sound is as like itself two periods later: the first such place is meant.
  const first = fits.findIndex(
    (fit, lag) => fit > 0.95 * most && fit >= (fits[lag - 1] ?? -1) && fit >= (fits[lag + 1] ?? -1),
  );
  const [before, top, after] = [fits[first - 1] ?? 0, fits[first] ?? 0, fits[first + 1] ?? 0];
  return rate / (first + (before - after) / (2 * (before - 2 * top + after)));
}

/** Two fits nearer to each other than this are one. */
const SAME = 0.998;

/**
 * How much later (seconds) `note`, which begins at its own second `from`, begins in `music` than at second `at`: where
 * its first 40 ms fit best, within 6 ms. Neither the shape of its attack nor what sounds beside it moves that place.
 * Of places that fit as well, a period of a steady tone apart, the nearest is meant.
 */
export function delayOf(
  music: Float32Array,
  at: number,
  note: Float32Array,
  from: number,
  rate: number,
): number {
  const reach = Math.round(0.006 * rate);
  const first = Math.round(from * rate);
  const goal = Math.round(at * rate);
  const wanted = note.subarray(first, first + Math.round(0.04 * rate));
  let best = { lag: 0, fit: -Infinity };
  for (let lag = -reach; lag <= reach; lag += 1) {
    let fit = 0;
    let power = 1e-9;
    for (let index = 0; index < wanted.length; index += 1) {
      const value = music[goal + lag + index] ?? 0;
      fit += value * (wanted[index] ?? 0);
      power += value * value;
    }
    const likeness = fit / Math.sqrt(power);
    const nearer = Math.abs(lag) < Math.abs(best.lag) ? SAME : 1 / SAME;
    if (likeness > best.fit * nearer) best = { lag, fit: likeness };
  }
  return best.lag / rate;
}

/** Beats are alike in their loudness: so many places are looked at closely. */
const CANDIDATES = 16;

/**
 * Where a piece lies in music that holds it somewhere, in samples, and how alike the two are there: 1 is the same wave.
 * Loudness tells where it may lie, also a beat or two beside its place; the wave itself decides.
 */
export function placeIn(
  music: Float32Array,
  piece: Float32Array,
  rate: number,
): { readonly at: number; readonly likeness: number } {
  const grain = Math.round(0.002 * rate);
  const [rough, wanted] = [envelope(music, grain), envelope(piece, grain)];
  const last = music.length - piece.length;
  const fits = Array.from({ length: Math.max(0, rough.length - wanted.length) + 1 }, (_, lag) =>
    alike(rough, lag, wanted),
  );
  return fits
    .map((fit, lag) => ({ fit, lag }))
    .filter(({ fit, lag }) => fit >= (fits[lag - 1] ?? -1) && fit >= (fits[lag + 1] ?? -1))
    .sort((one, other) => other.fit - one.fit)
    .slice(0, CANDIDATES)
    .map(({ lag }) => {
      const around = lag * grain;
      const [from, to] = [Math.max(0, around - 2 * grain), Math.min(last, around + 2 * grain)];
      const at = best(from, to, (place) => alike(music, place, piece));
      return { at, likeness: alike(music, at, piece) };
    })
    .reduce((found, each) => (each.likeness > found.likeness ? each : found), {
      at: 0,
      likeness: 0,
    });
}

/** The loudest of every `grain` samples, less the mean. */
function envelope(samples: Float32Array, grain: number): Float32Array {
  const peaks = Float32Array.from({ length: Math.floor(samples.length / grain) }, (_, index) =>
    peakOf(samples.subarray(index * grain, (index + 1) * grain)),
  );
  const mean = peaks.reduce((sum, value) => sum + value, 0) / peaks.length;
  return peaks.map((value) => value - mean);
}

/** The whole number of a range at which `of` is largest. */
function best(from: number, to: number, of: (index: number) => number): number {
  let found = { index: from, value: -Infinity };
  for (let index = from; index <= to; index += 1) {
    const value = of(index);
    if (value > found.value) found = { index, value };
  }
  return found.index;
}

function alike(music: Float32Array, from: number, piece: Float32Array): number {
  let [both, ours, theirs] = [0, 1e-12, 1e-12];
  for (let index = 0; index < piece.length; index += 1) {
    const [a, b] = [music[from + index] ?? 0, piece[index] ?? 0];
    both += a * b;
    ours += a * a;
    theirs += b * b;
  }
  return both / Math.sqrt(ours * theirs);
}
