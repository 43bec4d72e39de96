/** What happens between two moments: the one function that every player asks, audio and MIDI alike. */
import type { Pitch, Seconds, Ticks, Velocity } from '#main/music/note.ts';
import { barAt, barNumber } from '#main/music/meter.ts';
import { firstMessage, settingsAt, type LaneMessage } from './lane-messages.ts';
import { type Playing, type Span } from './playing.ts';
import {
  firstFrom,
  offTime,
  onTime,
  passes,
  SAME_MOMENT,
  scoreOf,
  secondsBetween,
  tickAfter,
  type Pass,
  type Score,
} from './score.ts';

/** Something that happens at a second counted from the one origin. */
export type TransportEvent =
  | {
      readonly kind: 'noteOn';
      readonly at: Seconds;
      readonly lane: string;
      readonly pitch: Pitch;
      readonly velocity: Velocity;
    }
  | {
      readonly kind: 'noteOff';
      readonly at: Seconds;
      readonly lane: string;
      readonly pitch: Pitch;
    }
  /** A controller, bend, pressure or program of a lane; the status is without a channel. */
  | {
      readonly kind: 'message';
      readonly at: Seconds;
      readonly lane: string;
      readonly bytes: LaneMessage['bytes'];
    }
  /** A beat of the metronome; `accent` on the first of a bar. */
  | { readonly kind: 'click'; readonly at: Seconds; readonly accent: boolean }
  /** One of the 24 MIDI clock ticks of a quarter. */
  | { readonly kind: 'clock'; readonly at: Seconds };

/** What is wanted beside the notes. */
export interface Beside {
  readonly clicks?: boolean;
  readonly clock?: boolean;
}

/** Ticks from one MIDI clock tick to the next. */
export const CLOCK_TICKS = 20;

/** At one moment notes end, then what is set is set, then others begin. */
const ORDER: Readonly<Record<TransportEvent['kind'], number>> = {
  noteOff: 0,
  message: 1,
  clock: 2,
  click: 3,
  noteOn: 4,
};

/**
 * Everything that happens in [from, to), in order. Windows that meet give together what one window over both gives:
 * nothing twice, nothing lost. Times are absolute, so nothing drifts.
 */
export function eventsBetween(
  playing: Playing,
  from: Seconds,
  to: Seconds,
  beside: Beside = {},
): TransportEvent[] {
  const events: TransportEvent[] = [];
  playing.spans.forEach((span, index) => {
    const until = playing.spans[index + 1]?.at ?? Infinity;
    if (span.at >= to || until < from) return;
    const add = (event: TransportEvent): void => {
      if (event.at >= from && event.at < to) events.push(event);
    };
    for (const { lane, pitch } of span.ended) add({ kind: 'noteOff', at: span.at, lane, pitch });
    for (const { lane, pitch, velocity } of span.takenUp)
      add({ kind: 'noteOn', at: span.at, lane, pitch, velocity });
    const end = Math.min(to, until);
    for (const pass of passes(span.timeline, span.position, span.at, from, end)) {
      messagesIn(span, playing.spans[index - 1] ?? null, pass, from, end, until, add);
      notesOf(span, pass, from, end, until, add);
      if (beside.clicks === true) clicksOf(span, pass, from, end, until, add);
      if (beside.clock === true) clockOf(span, pass, from, end, until, add);
    }
  });
  return events.sort((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind]);
}

/** The stretch of ticks of a pass that can sound in the window, a tick wider on both sides. */
function stretch(score: Score, pass: Pass, from: Seconds, end: Seconds): [Ticks, Ticks] {
  return [
    tickAfter(score, pass.from, Math.max(0, from - pass.at)) - 1,
    Math.min(pass.to, tickAfter(score, pass.from, Math.max(0, end - pass.at)) + 1),
  ];
}

function notesOf(
  span: Span,
  pass: Pass,
  from: Seconds,
  end: Seconds,
  until: Seconds,
  add: (event: TransportEvent) => void,
): void {
  const score = scoreOf(span.timeline);
  const opening = pass.at === span.at && pass.from === span.position;
  const [low, high] = stretch(score, pass, from, end);
  // What began before this moment and ends in the window is found by looking back one longest note.
  for (let k = firstFrom(score.notes, low - score.longest); k < score.notes.length; k += 1) {
    const note = score.notes[k];
    if (note === undefined || note.start >= high || note.start >= pass.to) break;
    const { lane, pitch, velocity } = note;
    const on = onTime(score, pass, note);
    if (note.start >= pass.from) {
      // What would begin at the very moment another timeline takes over is that one's to begin.
      if (on > until - SAME_MOMENT) continue;
      add({ kind: 'noteOn', at: on, lane, pitch, velocity });
    } else if (!opening || !span.held.includes(note)) continue;
    const off = offTime(score, pass, note);
    if (off <= until - SAME_MOMENT) add({ kind: 'noteOff', at: off, lane, pitch });
  }
}

/** What lanes say in a pass. Where it begins in the middle, goes round or takes over, first what holds there. */
function messagesIn(
  span: Span,
  before: Span | null,
  pass: Pass,
  from: Seconds,
  end: Seconds,
  until: Seconds,
  add: (event: TransportEvent) => void,
): void {
  const { messages } = scoreOf(span.timeline);
  const opening = pass.at === span.at && pass.from === span.position;
  const moved = opening ? (before === null ? [] : scoreOf(before.timeline).messages) : messages;
  if (messages.length === 0 && moved.length === 0) return;
  const score = scoreOf(span.timeline);
  if (pass.at >= from && pass.at < until)
    for (const { lane, bytes } of settingsAt(messages, pass.from, moved, span.timeline.lanes))
      add({ kind: 'message', at: pass.at, lane, bytes });
  const [low, high] = stretch(score, pass, from, end);
  for (let k = firstMessage(messages, Math.max(low, pass.from)); k < messages.length; k += 1) {
    const message = messages[k];
    if (message === undefined || message.tick >= high || message.tick >= pass.to) break;
    const at = pass.at + secondsBetween(score, pass.from, message.tick);
    if (at <= until - SAME_MOMENT)
      add({ kind: 'message', at, lane: message.lane, bytes: message.bytes });
  }
}

function clicksOf(
  span: Span,
  pass: Pass,
  from: Seconds,
  end: Seconds,
  until: Seconds,
  add: (event: TransportEvent) => void,
): void {
  const score = scoreOf(span.timeline);
  const [low, high] = stretch(score, pass, from, end);
  let bar = barAt(score.meters, Math.max(0, low));
  while (bar.tick < high) {
    const beat = (4 * 480) / bar.denominator;
    for (let count = 0; count * beat < bar.ticks; count += 1) {
      const tick = bar.tick + count * beat;
      if (tick < pass.from || tick >= pass.to) continue;
      const at = pass.at + secondsBetween(score, pass.from, tick);
      if (at <= until - SAME_MOMENT) add({ kind: 'click', at, accent: count === 0 });
    }
    bar = barNumber(score.meters, bar.number + 1);
  }
}

function clockOf(
  span: Span,
  pass: Pass,
  from: Seconds,
  end: Seconds,
  until: Seconds,
  add: (event: TransportEvent) => void,
): void {
  const score = scoreOf(span.timeline);
  const [low, high] = stretch(score, pass, from, end);
  const first = Math.ceil(Math.max(low, pass.from) / CLOCK_TICKS);
  for (let count = first; count * CLOCK_TICKS < high; count += 1) {
    const at = pass.at + secondsBetween(score, pass.from, count * CLOCK_TICKS);
    if (at <= until - SAME_MOMENT) add({ kind: 'clock', at });
  }
}
