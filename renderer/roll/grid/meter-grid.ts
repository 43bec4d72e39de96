/** Bars, beats and steps on the time axis, for lines and for names. */
import { TICKS_PER_QUARTER, type Ticks } from '#main/music/note.ts';
import type { Meters } from '../view.ts';

/** A line of the grid. */
export interface GridLine {
  readonly tick: Ticks;
  readonly kind: 'bar' | 'beat' | 'step';
  /** Bars from 1, beats from 1. */
  readonly bar: number;
  readonly beat: number;
}

/** A place as musicians count. */
export interface BarPosition {
  readonly bar: number;
  readonly beat: number;
  /** Sixteenths of the beat from 1, rounded down. */
  readonly step: number;
}

const STEP = TICKS_PER_QUARTER / 4;
const COMMON = { tick: 0, numerator: 4, denominator: 4 } as const;

interface Stretch {
  readonly start: Ticks;
  readonly end: Ticks;
  readonly firstBar: number;
  readonly beatTicks: Ticks;
  readonly barTicks: Ticks;
  readonly beats: number;
}

/** The stretches of one meter each. A meter that begins within a bar cuts that bar short. */
function stretches(meters: Meters): readonly Stretch[] {
  const list = meters.length > 0 ? meters : [COMMON];
  let bar = 1;
  return list.map((meter, i) => {
    const start = i === 0 ? 0 : meter.tick;
    const end = list[i + 1]?.tick ?? Number.POSITIVE_INFINITY;
    const beatTicks = (TICKS_PER_QUARTER * 4) / Math.max(1, meter.denominator);
    const beats = Math.max(1, meter.numerator);
    const barTicks = beatTicks * beats;
    const firstBar = bar;
    if (Number.isFinite(end)) bar += Math.max(0, Math.ceil((end - start) / barTicks));
    return { start, end, firstBar, beatTicks, barTicks, beats };
  });
}

/** The lines from `from` to `to`, in order; beats and steps only where they are asked for. */
export function gridLines(
  meters: Meters,
  from: Ticks,
  to: Ticks,
  finest: 'bar' | 'beat' | 'step',
  every = 1,
): readonly GridLine[] {
  const lines: GridLine[] = [];
  for (const stretch of stretches(meters)) {
    if (stretch.end <= from || stretch.start > to) continue;
    const { start, barTicks, beatTicks, firstBar } = stretch;
    const first = Math.max(0, Math.floor((from - start) / barTicks));
    for (let n = first; start + n * barTicks <= Math.min(to, stretch.end - 1); n++) {
      const bar = firstBar + n;
      const at = start + n * barTicks;
      if ((bar - 1) % every === 0) lines.push({ tick: at, kind: 'bar', bar, beat: 1 });
      if (finest === 'bar') continue;
      const step = finest === 'step' ? Math.min(STEP, beatTicks) : beatTicks;
      for (let t = step; t < barTicks && at + t < stretch.end && at + t <= to; t += step) {
        const kind = t % beatTicks === 0 ? 'beat' : 'step';
        lines.push({ tick: at + t, kind, bar, beat: Math.floor(t / beatTicks) + 1 });
      }
    }
  }
  return lines;
}

/**
 * Where a tick lies as musicians count.
 * @example barPosition([{ tick: 0, numerator: 4, denominator: 4 }], 1920 + 480) // { bar: 2, beat: 2, step: 1 }
 */
export function barPosition(meters: Meters, tick: Ticks): BarPosition {
  const all = stretches(meters);
  const found = all.findLast(({ start }) => start <= Math.max(0, tick)) ?? all[0];
  if (found === undefined) return { bar: 1, beat: 1, step: 1 };
  const within = Math.max(0, tick) - found.start;
  const inBar = within % found.barTicks;
  return {
    bar: found.firstBar + Math.floor(within / found.barTicks),
    beat: Math.floor(inBar / found.beatTicks) + 1,
    step: Math.floor((inBar % found.beatTicks) / STEP) + 1,
  };
}
