/** Ticks become bars and beats and back, through every time signature of a piece. */
import type { Ticks } from './note.ts';
import type { Piece } from './piece.ts';

/** A stretch of bars of one meter. */
interface Stretch {
  readonly tick: Ticks;
  /** Number of its first bar, from 1. */
  readonly bar: number;
  readonly barTicks: Ticks;
  readonly beatTicks: Ticks;
  readonly numerator: number;
  readonly denominator: number;
}

/** A piece's meters, summed up once. Never empty; the first stretch begins at tick 0. */
export type MeterMap = readonly Stretch[];

/** One bar: `number` from 1, `tick` where it begins, `ticks` how long it is (a change of meter cuts it short). */
export interface Bar {
  readonly number: number;
  readonly tick: Ticks;
  readonly ticks: Ticks;
  readonly numerator: number;
  readonly denominator: number;
}

/** A place in the music as musicians say it: bar and beat from 1, ticks from the beat. A beat is one denominator-th. */
export interface Place {
  readonly bar: number;
  readonly beat: number;
  readonly tick: Ticks;
}

const SLACK = 1e-6;

/** Sums up the meters of a piece. A change within a bar ends that bar early, as notation programs do. */
export function meterMap(piece: Pick<Piece, 'meters' | 'division'>): MeterMap {
  const stretches: Stretch[] = [];
  for (const { tick, numerator, denominator } of piece.meters) {
    const beatTicks = (piece.division * 4) / denominator;
    const before = stretches.at(-1);
    const bar =
      before === undefined
        ? 1
        : before.bar + Math.ceil((tick - before.tick) / before.barTicks - SLACK);
    const barTicks = beatTicks * numerator;
    stretches.push({ tick, bar, barTicks, beatTicks, numerator, denominator });
  }
  return stretches;
}

function lastWhere(map: MeterMap, holds: (stretch: Stretch) => boolean): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const stretch = map[middle];
    if (stretch !== undefined && holds(stretch)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function barOf(map: MeterMap, index: number, count: number): Bar {
  const stretch = map[index];
  if (stretch === undefined) throw new Error('a meter map is never empty');
  const tick = stretch.tick + count * stretch.barTicks;
  const next = map[index + 1]?.tick ?? Infinity;
  const { numerator, denominator } = stretch;
  const ticks = Math.min(stretch.barTicks, next - tick);
  return { number: stretch.bar + count, tick, ticks, numerator, denominator };
}

/** The bar in which a tick lies. */
export function barAt(map: MeterMap, tick: Ticks): Bar {
  const index = lastWhere(map, (stretch) => stretch.tick <= tick + SLACK);
  const since = tick - (map[index]?.tick ?? 0);
  return barOf(map, index, Math.max(0, Math.floor(since / (map[index]?.barTicks ?? 1) + SLACK)));
}

/** The bar with a number from 1. */
export function barNumber(map: MeterMap, number: number): Bar {
  const index = lastWhere(map, (stretch) => stretch.bar <= number);
  return barOf(map, index, Math.max(0, number - (map[index]?.bar ?? 1)));
}

/**
 * The place of a tick.
 *
 * @example
 * placeAt(meterMap({ division: 480, meters: [{ tick: 0, numerator: 3, denominator: 4 }] }), 1930) // { bar: 2, beat: 2, tick: 10 }
 */
export function placeAt(map: MeterMap, tick: Ticks): Place {
  const bar = barAt(map, tick);
  const beatTicks = map[lastWhere(map, (stretch) => stretch.bar <= bar.number)]?.beatTicks ?? 1;
  const beat = Math.floor((tick - bar.tick) / beatTicks + SLACK);
  return { bar: bar.number, beat: beat + 1, tick: tick - bar.tick - beat * beatTicks };
}

/** The bars from the first up to, not with, the tick `until`; at least one. */
export function barsUntil(map: MeterMap, until: Ticks): readonly Bar[] {
  const bars: Bar[] = [];
  let bar = barAt(map, 0);
  do {
    bars.push(bar);
    bar = barNumber(map, bar.number + 1);
  } while (bar.tick < until - SLACK);
  return bars;
}
