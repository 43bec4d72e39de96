/** What plays when: timelines that take over from each other at exact moments, without losing or doubling a note. */
import type { Pitch, Seconds, Ticks } from '#main/music/note.ts';
import {
  firstFrom,
  offTime,
  onTime,
  passEnd,
  passes,
  SAME_MOMENT,
  scoreOf,
  tickAfter,
  type SoundingNote,
} from './score.ts';
import { SILENCE, type Timeline } from './timeline.ts';

/** A stretch of playing: from second `at` on `timeline` plays from tick `position`, until the next span begins. */
export interface Span {
  readonly timeline: Timeline;
  readonly at: Seconds;
  readonly position: Ticks;
  /** Notes that cross `position` and sound on or are taken up; any other note that crosses it stays silent. */
  readonly held: readonly SoundingNote[];
  /** Those of `held` that did not sound before and so begin at `at`. */
  readonly takenUp: readonly SoundingNote[];
  /** What the span before has sounding at `at` and this one has not: it ends at `at`. */
  readonly ended: readonly { readonly lane: string; readonly pitch: Pitch }[];
}

/** All that is known of what plays, was playing a moment ago, and is queued. Spans are sorted by `at`; never empty. */
export interface Playing {
  readonly spans: readonly Span[];
}

/** A crossing note is taken up where at least this much of it is left (a 32nd note); less would be a click. */
const WORTH_TAKING_UP: Ticks = 60;

/** Begins to play `timeline` from tick `position` at second `at`. Melodic notes that cross `position` are taken up. */
export function begin(timeline: Timeline, position: Ticks, at: Seconds): Playing {
  return { spans: [spanOver([], timeline, position, at)] };
}

/**
 * Lets `timeline` take over at second `wanted`, from its tick `position`. What was queued for then or later is dropped:
 * the newest wish wins. Notes that sound on both sides go on; others end at that moment exactly.
 */
export function takeOver(
  playing: Playing,
  timeline: Timeline,
  position: Ticks,
  wanted: Seconds,
): Playing {
  // Two that would take over in one moment, apart only by rounding: the newer is in the place of the older.
  const at = playing.spans.find((span) => Math.abs(span.at - wanted) < SAME_MOMENT)?.at ?? wanted;
  const before = playing.spans.filter((span) => span.at < at);
  const last = before.at(-1);
  if (last === undefined) {
    // Nothing plays before: but what the dropped first span took over from must still end.
    const replaced = playing.spans[0];
    const span = spanOver([], timeline, position, at);
    return { spans: [{ ...span, ended: replaced === undefined ? [] : replaced.ended }] };
  }
  return { spans: [...before, spanOver(soundingBefore(last, at), timeline, position, at)] };
}

/** Ends all that sounds at second `at`; nothing is played from there on. */
export function stopAt(playing: Playing, at: Seconds): Playing {
  return takeOver(playing, SILENCE, 0, at);
}

/** Drops queued spans that begin after `now`. */
export function unqueue(playing: Playing, now: Seconds): Playing {
  const begun = playing.spans.filter((span, index) => index === 0 || span.at <= now);
  return { spans: begun };
}

/** Forgets spans that were over before `now`; what they took with them is over too. */
export function forget(playing: Playing, now: Seconds): Playing {
  const from = playing.spans.findLastIndex((span) => span.at <= now);
  return from <= 0 ? playing : { spans: playing.spans.slice(from) };
}

/** The span that plays at a second; before the first begins, that one. */
export function spanAt(playing: Playing, seconds: Seconds): Span {
  const span = playing.spans.findLast(({ at }) => at <= seconds) ?? playing.spans[0];
  if (span === undefined) throw new Error('spanAt: playing without a span');
  return span;
}

/** Where playing is: the tick in the span's timeline, and whether anything is left to play. */
export function positionAt(
  playing: Playing,
  seconds: Seconds,
): { readonly span: Span; readonly tick: Ticks; readonly running: boolean } {
  const span = spanAt(playing, seconds);
  const tick = tickOf(span, Math.max(seconds, span.at));
  return { span, tick, running: span.timeline.loop !== null || tick < span.timeline.length };
}

/** The tick a span has reached at a second; at a loop's edge the loop's first, past the end the last. */
export function tickOf(span: Span, seconds: Seconds): Ticks {
  const score = scoreOf(span.timeline);
  let tick = passEnd(span.timeline, span.position);
  for (const pass of passes(span.timeline, span.position, span.at, seconds, seconds))
    if (seconds < pass.until) tick = tickAfter(score, pass.from, Math.max(0, seconds - pass.at));
  return tick;
}

/** What a span has sounding just before a second: notes begun before it that end at it or later. */
export function soundingBefore(span: Span, seconds: Seconds): SoundingNote[] {
  const score = scoreOf(span.timeline);
  const sounding: SoundingNote[] = [];
  const soon = seconds - SAME_MOMENT;
  for (const pass of passes(span.timeline, span.position, span.at, soon, seconds)) {
    // Of two passes that meet at this moment the one that ends is meant.
    if (pass.at > soon) continue;
    const tick = tickAfter(score, pass.from, seconds - pass.at);
    const first = firstFrom(score.notes, tick - score.longest - 1);
    const opening = pass.at === span.at && pass.from === span.position;
    for (let index = first; index < score.notes.length; index += 1) {
      const note = score.notes[index];
      if (note === undefined || note.start > tick + 1 || note.start >= pass.to) break;
      if (note.start < pass.from && !(opening && span.held.includes(note))) continue;
      const on = onTime(score, pass, note);
      const off = offTime(score, pass, note);
      // What would have begun at this very moment has not: see `eventsBetween`.
      const begun = note.start < pass.from || on <= soon;
      if (begun && off > soon) sounding.push(note);
    }
  }
  return sounding;
}

function spanOver(
  sounding: readonly SoundingNote[],
  timeline: Timeline,
  position: Ticks,
  at: Seconds,
): Span {
  const score = scoreOf(timeline);
  const end = passEnd(timeline, position);
  const held: SoundingNote[] = [];
  const takenUp: SoundingNote[] = [];
  for (
    let k = firstFrom(score.notes, position - score.longest - 1);
    k < score.notes.length;
    k += 1
  ) {
    const note = score.notes[k];
    if (note === undefined || note.start >= position) break;
    if (note.end <= position) continue;
    const goesOn = sounding.some((old) => old.lane === note.lane && old.pitch === note.pitch);
    const worth = !note.drum && Math.min(note.end, end) - position >= WORTH_TAKING_UP;
    if (!goesOn && !worth) continue;
    held.push(note);
    if (!goesOn) takenUp.push(note);
  }
  const ended = sounding
    .filter((old) => !held.some((note) => note.lane === old.lane && note.pitch === old.pitch))
    .map(({ lane, pitch }) => ({ lane, pitch }));
  return { timeline, at, position, held, takenUp, ended };
}
