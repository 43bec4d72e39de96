/** How time runs through a sketch beyond its first tempo and meter: changes of tempo, meter and key, and what a file says to all lanes. */
import { meterMap, barAt } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER, type Ticks } from '#main/music/note.ts';
import type { KeySignature, Meter, Tempo } from '#main/music/piece.ts';
import type { Sketch } from './project.ts';
import type { LaneEvent } from './route.ts';

/** From `tick` on there are `bpm` quarters a minute. */
export interface TempoChange {
  readonly tick: Ticks;
  readonly bpm: number;
}

/** The course of a sketch; ticks are 480 a quarter. Its first tempo and meter are the sketch's own. */
export interface Course {
  /** After tick 0, by tick. */
  readonly tempos: readonly TempoChange[];
  /** After tick 0, by tick. */
  readonly meters: readonly Meter[];
  /** By tick. */
  readonly keys: readonly KeySignature[];
  /** What a file says in tracks without notes. */
  readonly events: readonly LaneEvent[];
  /** Ticks a quarter that a file of the sketch is written with. */
  readonly division: number;
}

/** One tempo, one meter, nothing more. */
export const STEADY: Course = {
  tempos: [],
  meters: [],
  keys: [],
  events: [],
  division: TICKS_PER_QUARTER,
};

/** What the course of a sketch is told by. */
export type Timed = Pick<Sketch, 'bpm' | 'meter' | 'course'>;

/** Quarters a minute that can be set by hand. */
export const SLOWEST = 10;
export const FASTEST = 500;

/** Microseconds of a quarter at a tempo. */
const quarterOf = (bpm: number): number => 60e6 / bpm;

/**
 * All tempos, the first at tick 0.
 * @param factor by how much all of it is faster
 */
export function temposOf({ bpm, course }: Timed, factor = 1): readonly Tempo[] {
  return [{ tick: 0, bpm }, ...course.tempos].map((change) => ({
    tick: change.tick,
    microsecondsPerQuarter: quarterOf(change.bpm * factor),
  }));
}

/** All meters, the first at tick 0. */
export function metersOf({ meter, course }: Omit<Timed, 'bpm'>): readonly Meter[] {
  return [{ tick: 0, ...meter }, ...course.meters];
}

/** The end of the bar in which `tick` lies; `tick` itself where a bar begins there. */
export function barEnd(timed: Omit<Timed, 'bpm'>, tick: Ticks): Ticks {
  const bar = barAt(meterMap({ division: TICKS_PER_QUARTER, meters: metersOf(timed) }), tick);
  return tick - bar.tick < 1e-6 ? bar.tick : bar.tick + bar.ticks;
}
