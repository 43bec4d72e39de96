/** When a new phrase may take over: the next step, beat, bar or phrase, and from which tick it then plays. */
import { barAt } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER, type Seconds, type Ticks } from '#main/music/note.ts';
import { positionAt, takeOver, unqueue, type Playing } from './playing.ts';
import { passEnd, passes, scoreOf, secondsBetween } from './score.ts';
import type { Timeline } from './timeline.ts';

/** Where one timeline may take over from another. A step is a sixteenth; a phrase ends where its loop, or it itself, ends. */
export type Boundary = 'now' | 'step' | 'beat' | 'bar' | 'phrase';

export const BOUNDARIES = ['now', 'step', 'beat', 'bar', 'phrase'] as const;

const STEP: Ticks = TICKS_PER_QUARTER / 4;

/** The next moment of a kind that is not before `now`, the tick the old timeline has reached then, and whether that is its end or loop's end. */
export function nextBoundary(
  playing: Playing,
  now: Seconds,
  boundary: Boundary,
): { readonly at: Seconds; readonly tick: Ticks; readonly over: boolean } {
  const begun = unqueue(playing, now);
  const { span, tick, running } = positionAt(begun, now);
  if (!running) return { at: now, tick: 0, over: true };
  if (boundary === 'now') return { at: now, tick, over: false };
  const score = scoreOf(span.timeline);
  for (const pass of passes(span.timeline, span.position, span.at, now, now)) {
    if (pass.until <= now) continue;
    const goal = Math.min(
      pass.to,
      boundary === 'phrase' ? pass.to : gridLine(span.timeline, tick, boundary),
    );
    const at = goal === pass.to ? pass.until : pass.at + secondsBetween(score, pass.from, goal);
    return { at: Math.max(now, at), tick: goal, over: goal === pass.to };
  }
  return { at: now, tick, over: false };
}

/** The first line of a grid at or after a tick; lines are counted from the bar. */
function gridLine(timeline: Timeline, tick: Ticks, boundary: 'step' | 'beat' | 'bar'): Ticks {
  const bar = barAt(scoreOf(timeline).meters, tick);
  const beat = (4 * TICKS_PER_QUARTER) / bar.denominator;
  const line = boundary === 'bar' ? bar.ticks : boundary === 'beat' ? beat : STEP;
  // Rounding of seconds must not push a tick that lies on a line to the next one.
  const goal = Math.ceil((tick - bar.tick) / line - 1e-6) * line;
  return bar.tick + Math.min(goal, bar.ticks);
}

/** The tick of `timeline` that belongs to tick `tick` of another: the same, taken around its loop or length; its start where the other was over. */
export function correspondingTick(timeline: Timeline, tick: Ticks, over: boolean): Ticks {
  const start = timeline.loop?.from ?? 0;
  const end = passEnd(timeline, start);
  if (over || end <= start) return start;
  return tick < end ? tick : start + ((tick - start) % (end - start));
}

/**
 * Queues `timeline` to take over at the next boundary after `now`, in place of what was queued; it goes on from the
 * same place in the music (or from its start, where the old one ends there).
 */
export function swap(
  playing: Playing,
  timeline: Timeline,
  boundary: Boundary,
  now: Seconds,
): Playing {
  const begun = unqueue(playing, now);
  const { at, tick, over } = nextBoundary(begun, now, boundary);
  return takeOver(begun, timeline, correspondingTick(timeline, tick, over), at);
}
