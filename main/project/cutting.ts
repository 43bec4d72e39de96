/** A stretch of a sketch taken by itself: what was said before it and still holds there is said at its beginning. */
import type { Ticks } from '#main/music/note.ts';
import { metersOf, temposOf, type Course, type Timed } from './course.ts';
import type { Sketch } from './project.ts';
import type { LaneEvent } from './route.ts';

/** What a channel message sets, as a text; null: it sets nothing that lasts (sysex, texts). */
export function settingName({ bytes }: Pick<LaneEvent, 'bytes'>): string | null {
  const [status = 0, first = 0] = bytes;
  const kind = status & 0xf0;
  if (status < 0x80 || status >= 0xf0) return null;
  if (kind === 0xb0 || kind === 0xa0) return `${String(status)} ${String(first)}`;
  return kind >= 0xc0 ? String(status) : null;
}

/** The events from tick `from` on, `length` ticks of them, counted from there; of each setting before it, the last. */
export function eventsFrom(
  events: readonly LaneEvent[],
  from: Ticks,
  length: Ticks,
): readonly LaneEvent[] {
  const holding = new Map<string, LaneEvent>();
  const within: LaneEvent[] = [];
  for (const event of events) {
    const tick = event.tick - from;
    const name = settingName(event);
    if (tick >= length) break;
    if (tick > 0) within.push({ ...event, tick });
    else if (tick === 0 || name !== null) {
      // A later one takes the place at the end, so that a bank stays before its program.
      const key = name ?? `${String(within.length)} ${String(holding.size)} text`;
      holding.delete(key);
      holding.set(key, { ...event, tick: 0 });
    }
  }
  return [...holding.values(), ...within];
}

/** Tempo, meter and course of the stretch. */
export function courseFrom(
  sketch: Timed,
  from: Ticks,
  length: Ticks,
): Pick<Sketch, 'bpm' | 'meter' | 'course'> {
  const tempos = shifted(temposOf(sketch), from, length);
  const meters = shifted(metersOf(sketch), from, length);
  const [tempo, ...nextTempos] = tempos;
  const [meter, ...nextMeters] = meters;
  const { numerator, denominator } = meter ?? { ...sketch.meter };
  const course: Course = {
    tempos: nextTempos.map(({ tick, microsecondsPerQuarter }) => ({
      tick,
      bpm: 60e6 / microsecondsPerQuarter,
    })),
    meters: nextMeters,
    keys: shifted(sketch.course.keys, from, length),
    events: eventsFrom(sketch.course.events, from, length),
    division: sketch.course.division,
  };
  const bpm = tempo === undefined ? sketch.bpm : 60e6 / tempo.microsecondsPerQuarter;
  return { bpm, meter: { numerator, denominator }, course };
}

/** What holds at `from`, at tick 0, and what comes within `length` after it. */
function shifted<T extends { readonly tick: Ticks }>(
  list: readonly T[],
  from: Ticks,
  length: Ticks,
): readonly T[] {
  const holds = list.findLast(({ tick }) => tick <= from);
  const later = list.filter(({ tick }) => tick > from && tick < from + length);
  return [
    ...(holds === undefined ? [] : [{ ...holds, tick: 0 }]),
    ...later.map((each) => ({ ...each, tick: each.tick - from })),
  ];
}
