/** What was heard of a stretch of playing, with all its swaps, as notes on one line of ticks: a performance that can be kept. */
import { barAt } from '#main/music/meter.ts';
import type { Pitch, Program, Seconds, Ticks, Velocity } from '#main/music/note.ts';
import type { Meter, Tempo } from '#main/music/piece.ts';
import { eventsBetween } from './events.ts';
import type { Span } from './playing.ts';
import { passes, scoreOf, secondsBetween, tickAfter, type Score } from './score.ts';
import type { TimelineLane } from './timeline.ts';

/** A note as it was heard; a note that went on through a swap is one. */
export interface PerformedNote {
  readonly pitch: Pitch;
  readonly velocity: Velocity;
  readonly start: Ticks;
  readonly end: Ticks;
}

/** What one lane played, and how it was set when it was last heard. */
export interface PerformedLane {
  /** As the last timeline that had it: notes and events of it are not meant. */
  readonly lane: TimelineLane;
  readonly notes: readonly PerformedNote[];
  /** Controllers, bends and, where another instrument took over, programs; the status is without a channel. */
  readonly events: readonly { readonly tick: Ticks; readonly bytes: readonly number[] }[];
  /** The instrument that it began with. */
  readonly program: Program;
}

/** A stretch of playing on one line of ticks, which begins with the bar in which it began. */
export interface Performance {
  readonly lanes: readonly PerformedLane[];
  readonly tempos: readonly Tempo[];
  readonly meters: readonly Meter[];
  readonly length: Ticks;
}

/** A way through music without a jump, laid on the line of ticks at `base`. */
interface Piece {
  readonly span: Span;
  readonly score: Score;
  readonly at: Seconds;
  readonly from: Ticks;
  readonly to: Ticks;
  readonly base: Ticks;
}

const PROGRAM = 0xc0;
/** What is left of a note that sounds already when the performance begins is kept from this much on (a 32nd note). */
const WORTH_KEEPING: Ticks = 60;

/** The ways through the music, one after the other, up to second `to`; times without music take no ticks. */
function piecesOf(spans: readonly Span[], to: Seconds): readonly Piece[] {
  const pieces: Piece[] = [];
  let base = 0;
  spans.forEach((span, index) => {
    const until = Math.min(to, spans[index + 1]?.at ?? Infinity);
    const score = scoreOf(span.timeline);
    if (until <= span.at) return;
    for (const pass of passes(span.timeline, span.position, span.at, span.at, until)) {
      if (pass.at >= until || pass.to <= pass.from) continue;
      const reached = tickAfter(score, pass.from, until - pass.at);
      const end = pass.until <= until ? pass.to : Math.min(pass.to, reached);
      pieces.push({ span, score, at: pass.at, from: pass.from, to: end, base });
      base += end - pass.from;
    }
  });
  return pieces;
}

/** The tick on the line at a second. */
function tickOf(pieces: readonly Piece[], seconds: Seconds): Ticks {
  const piece = pieces.findLast(({ at }) => at <= seconds + 1e-9) ?? pieces[0];
  if (piece === undefined) return 0;
  const tick = tickAfter(piece.score, piece.from, Math.max(0, seconds - piece.at));
  return piece.base + Math.min(tick, piece.to) - piece.from;
}

/** Entries of a map of time that hold in a piece, on the line of ticks; what says nothing new is left out. */
function courseOf<T extends { readonly tick: Ticks }>(
  pieces: readonly Piece[],
  first: Ticks,
  of: (piece: Piece) => readonly T[],
  same: (a: T, b: T) => boolean,
): readonly T[] {
  const course: T[] = [];
  for (const piece of pieces) {
    const all = of(piece);
    const holds = all.findLastIndex(({ tick }) => tick <= piece.from + 1e-6);
    all.slice(Math.max(0, holds)).forEach((entry, index) => {
      if (index > 0 && entry.tick >= piece.to) return;
      const place = piece.base + (index === 0 ? 0 : entry.tick - piece.from) - first;
      const tick = Math.max(0, Math.round(place));
      const last = course.at(-1);
      if (last !== undefined && same(last, entry)) return;
      if (last?.tick === tick) course.pop();
      course.push({ ...entry, tick });
    });
  }
  return course;
}

/** A lane while its notes are gathered. */
interface Growing {
  readonly lane: TimelineLane;
  readonly program: Program;
  readonly notes: PerformedNote[];
  readonly events: { tick: Ticks; bytes: readonly number[] }[];
}

/** A lane with what another timeline says of it from `tick` on. Instruments of lanes that have no note there say nothing. */
function grown(known: Growing | undefined, lane: TimelineLane, tick: Ticks): Growing {
  const { program } = lane;
  if (known === undefined) return { lane, program, notes: [], events: [] };
  const { notes, program: played } = known.lane;
  if (lane.notes.length === 0) return { ...known, lane: { ...lane, notes, program: played } };
  if (notes.length === 0) return { ...known, lane, program };
  if (program !== played) known.events.push({ tick, bytes: [PROGRAM, program] });
  return { ...known, lane };
}

/**
 * What was heard from second `from` up to, not with, `to`. Notes lie on ticks of the music that played, so that bars and
 * beats stay bars and beats however the tempo changed; a silence between two stretches of music takes no ticks.
 *
 * @param spans all that played, in order and as it was played, from before `from` on
 */
export function performanceOf(spans: readonly Span[], from: Seconds, to: Seconds): Performance {
  const begun = spans.findLastIndex(({ at }) => at <= from);
  const heard = spans.slice(Math.max(0, begun)).filter(({ at }) => at < to);
  const pieces = piecesOf(heard, to);
  const [opening] = pieces;
  if (opening === undefined) return { lanes: [], tempos: [], meters: [], length: 0 };
  const start = Math.max(from, opening.at);
  const place = pieces.findLast(({ at }) => at <= start) ?? opening;
  const tick = tickAfter(place.score, place.from, start - place.at);
  const inBar = Math.max(0, tick - barAt(place.score.meters, tick).tick);
  const first = tickOf(pieces, start) - inBar;
  const on = (seconds: Seconds): Ticks => Math.max(0, Math.round(tickOf(pieces, seconds) - first));
  const played = pieces.filter(
    (piece) => piece.base + piece.to - piece.from > first + inBar - 1e-6,
  );
  const last = on(to);

  const lanes = new Map<string, Growing>();
  for (const { span, base } of played) {
    const at = Math.max(0, Math.round(base - first));
    for (const lane of span.timeline.lanes) lanes.set(lane.id, grown(lanes.get(lane.id), lane, at));
  }

  const sounding = new Map<
    string,
    { lane: string; pitch: Pitch; velocity: Velocity; at: Seconds }
  >();
  const close = (key: string, end: Seconds): void => {
    const note = sounding.get(key);
    if (note === undefined) return;
    sounding.delete(key);
    if (end <= start) return;
    const [begin, finish] = [on(Math.max(start, note.at)), on(end)];
    if (note.at < start && finish - begin < WORTH_KEEPING) return;
    const { lane, pitch, velocity } = note;
    lanes
      .get(lane)
      ?.notes.push({ pitch, velocity, start: begin, end: Math.max(begin + 1, finish) });
  };
  for (const event of eventsBetween({ spans: heard }, opening.at, to)) {
    if (event.kind === 'noteOn') {
      const { lane, pitch, velocity, at } = event;
      sounding.set(`${lane} ${pitch}`, { lane, pitch, velocity, at });
    } else if (event.kind === 'noteOff') close(`${event.lane} ${event.pitch}`, event.at);
    else if (event.kind === 'message' && event.at >= start)
      lanes.get(event.lane)?.events.push({ tick: on(event.at), bytes: event.bytes });
  }
  for (const key of [...sounding.keys()]) close(key, to);

  return {
    lanes: [...lanes.values()].map(({ lane, program, notes, events }) => ({
      lane,
      program,
      notes: notes.toSorted((a, b) => a.start - b.start || a.pitch - b.pitch),
      events: events.toSorted((a, b) => a.tick - b.tick),
    })),
    tempos: courseOf(
      played,
      first,
      ({ span }) => span.timeline.tempos,
      (a, b) => a.microsecondsPerQuarter === b.microsecondsPerQuarter,
    ),
    meters: courseOf(
      played,
      first,
      ({ span }) => span.timeline.meters,
      (a, b) => a.numerator === b.numerator && a.denominator === b.denominator,
    ),
    length: last,
  };
}

/** Seconds of a performance from its first tick. */
export function performedSeconds({ tempos, meters, length }: Performance): Seconds {
  if (tempos.length === 0) return 0;
  return secondsBetween(scoreOf({ tempos, meters, length, loop: null, lanes: [] }), 0, length);
}
