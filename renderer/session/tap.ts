/** Tempo by tapping: a hand's beats, evened out. */
import { FASTEST } from '#main/project/course.ts';

/** A pause longer than this begins anew: 20 beats a minute is the slowest tempo. */
const PAUSE_MS = 3000;
/** The last few beats count, so that a tempo can be pulled along. */
const BEATS = 8;
const SLOWEST = 20;

/** Taps so far. */
export class Tapping {
  #times: readonly number[] = [];

  /**
   * A tap at `ms` of any clock. Answers the beats a minute, to a tenth, that fit the taps best by least squares; null
   * after the first.
   */
  tap(ms: number): number | null {
    const last = this.#times.at(-1);
    const goesOn = last !== undefined && ms > last && ms - last <= PAUSE_MS;
    this.#times = [...(goesOn ? this.#times : []), ms].slice(-BEATS);
    const beat = slope(this.#times);
    if (beat === null) return null;
    const bpm = Math.round(600_000 / beat) / 10;
    return Math.min(FASTEST, Math.max(SLOWEST, bpm));
  }
}

/** The step of the straight line through evenly numbered values, or null where there are fewer than two. */
function slope(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [above, below] = [0, 0];
  for (const [index, value] of values.entries()) {
    above += (index - middle) * (value - mean);
    below += (index - middle) ** 2;
  }
  return above / below;
}
