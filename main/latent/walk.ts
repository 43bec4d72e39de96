/** A medley is a walk through songs: a run of one song's windows, a bridge of interpolated ones, the next song's run. */
import { interpolate, type Latent, type Line } from './latent.ts';
import { gaussian, type Random } from './random.ts';

/** A window of a song: its index in the list of that song's windows at half a window's hop. */
export interface WalkPlace {
  readonly song: number;
  readonly window: number;
}

/** One window of the walk: a song's own, or one between two songs (`share` of the way). */
export type WalkWindow =
  | ({ readonly kind: 'song' } & WalkPlace)
  | {
      readonly kind: 'bridge';
      readonly from: WalkPlace;
      readonly to: WalkPlace;
      readonly share: number;
    };

/** How a walk is made. */
export interface WalkSetting {
  /** Windows in a row from one song. */
  readonly run: number;
  /** Interpolated windows between two songs. */
  readonly bridge: number;
}

/** Ten windows a song, three between (model.md 5: 298 of 400 grid steps distinct, a real song has 276). */
export const WALK: WalkSetting = { run: 10, bridge: 3 };

/**
 * The walk that visits every song within `count` windows where there is room for it: as many windows a song as `WALK`
 * at most, two at least, and a bridge in proportion.
 * @example pacedWalk(24, [80, 80, 80, 80, 80, 80, 80, 80]) // { run: 2, bridge: 1 }
 */
export function pacedWalk(count: number, windows: readonly number[]): WalkSetting {
  const songs = windows.filter((n) => n > 0).length;
  const share = Math.floor((count + 1) / Math.max(1, songs));
  const bridge = Math.min(WALK.bridge, Math.max(1, Math.floor(share / 4)));
  return { run: Math.min(WALK.run, Math.max(2, share - bridge)), bridge };
}

/** How many windows, each overlapping the last by half, cover `steps` steps. `windowSteps` is even. */
export function windowsFor(steps: number, windowSteps: number): number {
  return Math.max(1, Math.ceil(steps / (windowSteps / 2)) - 1);
}

/** How much a run of a song's windows has to say, in any unit: of several places to begin at the one with the most is taken. */
export type Worth = (song: number, start: number, run: number) => number;

/** Places that are drawn for the beginning of a song's run (with one, a medley often began in a rest or an ostinato). */
const DRAWS = 6;

/**
 * Plans a walk of `count` windows through the songs in the order given, around again until it is long enough.
 * `windows[song]` is how many windows that song has at half a window's hop; songs without any are passed over.
 * Where a run starts is chosen by `random` and `worth`; the next visit of a song goes on where the last one ended.
 * @throws where no song has a window.
 */
export function planWalk(
  count: number,
  windows: readonly number[],
  random: Random,
  setting: WalkSetting = WALK,
  worth: Worth = () => 0,
): WalkWindow[] {
  const songs = windows.flatMap((n, song) => (n > 0 ? [song] : []));
  if (songs.length === 0) throw new Error('planWalk: no song has a window');
  const next = windows.map((n, song) => {
    const starts = Array.from({ length: DRAWS }, () =>
      Math.floor(random() * Math.max(1, n - setting.run + 1)),
    );
    const worths = starts.map((start) => worth(song, start, setting.run));
    return starts[worths.indexOf(Math.max(...worths))] ?? 0;
  });
  const plan: WalkWindow[] = [];
  let last: WalkPlace | null = null;
  for (let visit = 0; plan.length < count; visit += 1) {
    const song = songs[visit % songs.length] ?? 0;
    const available = windows[song] ?? 0;
    let start = next[song] ?? 0;
    if (start >= available) start = 0;
    const run = Math.min(setting.run, available - start);
    next[song] = start + run;
    const first: WalkPlace = { song, window: start };
    if (last !== null && !follows(last, first))
      for (let k = 1; k <= setting.bridge; k += 1)
        plan.push({ kind: 'bridge', from: last, to: first, share: k / (setting.bridge + 1) });
    for (let k = 0; k < run; k += 1) plan.push({ kind: 'song', song, window: start + k });
    last = { song, window: start + run - 1 };
  }
  return plan.slice(0, count);
}

function follows(a: WalkPlace, b: WalkPlace): boolean {
  return a.song === b.song && a.window + 1 === b.window;
}

/**
 * The latent of each window of a plan. `latentOf` gives a song window's mean; `variety` is how many standard
 * deviations (`deviations`, one a latent dimension) each one is moved by chance.
 */
export function walkLatents(
  plan: readonly WalkWindow[],
  latentOf: (place: WalkPlace) => Latent,
  line: Line,
  variety: number,
  deviations: Latent,
  random: Random,
): number[][] {
  return plan.map((window) => {
    const latent =
      window.kind === 'song'
        ? Array.from(latentOf(window))
        : interpolate(latentOf(window.from), latentOf(window.to), window.share, line);
    return variety === 0
      ? latent
      : latent.map((value, j) => value + variety * (deviations[j] ?? 0) * gaussian(random));
  });
}

/** Share of each song in a plan (bridges count for both their ends), by song index, adding to 1. */
export function walkShares(plan: readonly WalkWindow[]): Map<number, number> {
  const shares = new Map<number, number>();
  const add = (song: number, share: number): void => {
    shares.set(song, (shares.get(song) ?? 0) + share / plan.length);
  };
  for (const window of plan)
    if (window.kind === 'song') add(window.song, 1);
    else {
      add(window.from.song, 1 - window.share);
      add(window.to.song, window.share);
    }
  return shares;
}

/**
 * The weight of the rising one of two that meet, a share `at` (0 to 1) of the way through: as square roots, so that most
 * of the overlap is an even mix, of which thresholds choose what both agree on. A straight fade gave bars whose
 * beginning was one song and whose end another, like no bar of either.
 * @example fade(0.5) // 0.5
 */
export function fade(at: number): number {
  const [rising, falling] = [Math.sqrt(at), Math.sqrt(1 - at)];
  return rising / (rising + falling);
}

/**
 * Joins windows of probabilities, each `windowSteps` x `columns`, that overlap by half: in the overlap the one falls
 * as the other rises, by {@link fade}. Answers `steps` x `columns`; what the windows do not reach is 0.
 *
 * ```
 *   window 0  ────────\
 *   window 1          /────────\      windowSteps / 2 steps a ramp
 *   window 2                   /────────
 * ```
 */
export function crossFade(
  windows: readonly Readonly<ArrayLike<number>>[],
  windowSteps: number,
  columns: number,
  steps: number,
): Float32Array {
  if (windowSteps % 2 !== 0) throw new Error(`crossFade: ${windowSteps} steps cannot be halved`);
  const hop = windowSteps / 2;
  const joined = new Float32Array(steps * columns);
  windows.forEach((window, index) => {
    if (window.length !== windowSteps * columns)
      throw new Error(`crossFade: window of ${window.length} cells`);
    for (let step = 0; step < windowSteps; step += 1) {
      const at = index * hop + step;
      if (at >= steps) break;
      const rising = index > 0 && step < hop ? fade((step + 0.5) / hop) : 1;
      const isFalling = index < windows.length - 1 && step >= hop;
      const falling = isFalling ? 1 - fade((step - hop + 0.5) / hop) : 1;
      for (let column = 0; column < columns; column += 1)
        joined[at * columns + column] =
          (joined[at * columns + column] ?? 0) +
          rising * falling * (window[step * columns + column] ?? 0);
    }
  });
  return joined;
}
