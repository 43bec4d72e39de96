/** A timeline made ready for questions about time: only what sounds, in order, no note on top of itself. */
import type { Pitch, Seconds, Ticks, Velocity } from '#main/music/note.ts';
import { meterMap, type MeterMap } from '#main/music/meter.ts';
import { secondsAt, tempoMap, tickAt, type TempoMap } from '#main/music/tempo-map.ts';
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import { messagesOf, type LaneMessage } from './lane-messages.ts';
import type { Timeline, TimelineLane } from './timeline.ts';

/** A note as it sounds. */
export interface SoundingNote {
  readonly lane: string;
  readonly drum: boolean;
  readonly pitch: Pitch;
  readonly velocity: Velocity;
  readonly start: Ticks;
  readonly end: Ticks;
}

/** What one timeline sounds like, summed up once. */
export interface Score {
  /** Sorted by start. */
  readonly notes: readonly SoundingNote[];
  /** By tick. */
  readonly messages: readonly LaneMessage[];
  /** The longest note, in ticks: how far back one must look for what still sounds. */
  readonly longest: Ticks;
  readonly tempos: TempoMap;
  readonly meters: MeterMap;
}

/** One way through a timeline without a jump: from its first tick at second `at`, up to `to`. */
export interface Pass {
  readonly from: Ticks;
  readonly to: Ticks;
  readonly at: Seconds;
  /** When tick `to` is reached. */
  readonly until: Seconds;
}

const scores = new WeakMap<Timeline, Score>();

/** The score of a timeline; the same answer for the same value, kept as long as that value lives. */
export function scoreOf(timeline: Timeline): Score {
  const kept = scores.get(timeline);
  if (kept !== undefined) return kept;
  const notes = audible(timeline.lanes)
    .flatMap(soundingNotes)
    .sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  const clock = { division: TICKS_PER_QUARTER, tempos: timeline.tempos, meters: timeline.meters };
  const score: Score = {
    notes,
    messages: audible(timeline.lanes)
      .flatMap(messagesOf)
      .sort((a, b) => a.tick - b.tick),
    longest: notes.reduce((most, note) => Math.max(most, note.end - note.start), 0),
    tempos: tempoMap(clock),
    meters: meterMap(clock),
  };
  scores.set(timeline, score);
  return score;
}

/** Lanes that are heard: not muted and, where any lane is soloed, soloed. */
export function audible(lanes: readonly TimelineLane[]): readonly TimelineLane[] {
  const solo = lanes.some((lane) => lane.soloed);
  return lanes.filter((lane) => !lane.muted && (lane.soloed || !solo));
}

/**
 * A lane's notes without overlaps of one pitch: the earlier ends where the later starts, as editors do. Of notes that
 * start together the longest stays. Notes without length or velocity make no sound.
 */
function soundingNotes(lane: TimelineLane): SoundingNote[] {
  const sorted = lane.notes
    .filter((note) => note.end > note.start && note.velocity > 0)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  const nextStart = new Map<Pitch, Ticks>();
  const result: SoundingNote[] = [];
  for (const { pitch, velocity, start, end } of sorted.reverse()) {
    const limit = nextStart.get(pitch) ?? Infinity;
    if (limit === start) continue;
    nextStart.set(pitch, start);
    const drum = lane.part === 'drums';
    result.push({ lane: lane.id, drum, pitch, velocity, start, end: Math.min(end, limit) });
  }
  return result;
}

/** Seconds from tick `from` to tick `to` of a score. */
export function secondsBetween(score: Score, from: Ticks, to: Ticks): Seconds {
  return secondsAt(score.tempos, to) - secondsAt(score.tempos, from);
}

/** When a note that starts in a pass begins. */
export function onTime(score: Score, pass: Pass, note: SoundingNote): Seconds {
  return pass.at + secondsBetween(score, pass.from, note.start);
}

/** When a note ends in a pass; at the pass's own end to the last bit where it reaches that. */
export function offTime(score: Score, pass: Pass, note: SoundingNote): Seconds {
  return note.end >= pass.to ? pass.until : pass.at + secondsBetween(score, pass.from, note.end);
}

/** The (fractional) tick that is reached `seconds` after tick `from`. */
export function tickAfter(score: Score, from: Ticks, seconds: Seconds): Ticks {
  return tickAt(score.tempos, secondsAt(score.tempos, from) + seconds);
}

/** Where playing that comes to tick `position` goes on to without a jump: the end of the loop it is in or before, or the timeline's end. */
export function passEnd(timeline: Timeline, position: Ticks): Ticks {
  const { loop, length } = timeline;
  if (loop !== null && loop.to > loop.from && position < loop.to) return loop.to;
  return Math.max(length, position);
}

/**
 * The passes that touch seconds `from` to `to` (both included) of playing that begins at `position` at second `at`:
 * one to the loop's end, then one a round.
 */
export function* passes(
  timeline: Timeline,
  position: Ticks,
  at: Seconds,
  from: Seconds,
  to: Seconds,
): Generator<Pass> {
  const score = scoreOf(timeline);
  const end = passEnd(timeline, position);
  const until = at + secondsBetween(score, position, end);
  if (until >= from) yield { from: position, to: end, at, until };
  const { loop } = timeline;
  if (loop === null || end !== loop.to || loop.to <= loop.from || position >= loop.to) return;
  const round = secondsBetween(score, loop.from, loop.to);
  // Each round's start is a product, not a sum of sums: no drift after an hour.
  let index = Math.max(0, Math.floor((from - until) / round) - 1);
  for (; until + index * round <= to; index += 1) {
    const begin = until + index * round;
    const finish = until + (index + 1) * round;
    if (finish >= from) yield { from: loop.from, to: loop.to, at: begin, until: finish };
  }
}

/** Moments nearer than this are one: times are sums of seconds, which end apart in their last bit. */
export const SAME_MOMENT: Seconds = 1e-6;

/** Index of the first note that starts at or after a tick. */
export function firstFrom(notes: readonly SoundingNote[], tick: Ticks): number {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((notes[middle]?.start ?? Infinity) < tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
