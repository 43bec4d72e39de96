/** What a port must be told when the playing changes: as little as it does not know yet. */
import type { Seconds } from '#main/music/note.ts';
import { midiOrigin, type PortLane } from '#main/transport/midi-score.ts';
import type { PlayedNote, Timeline, TimelineLane } from '#main/transport/timeline.ts';

/** A stretch of playing as a port was told it: from second `at` on, with its tick 0 at second `origin`. */
export interface ToldSpan {
  readonly timeline: Timeline;
  readonly at: Seconds;
  readonly origin: Seconds;
}

/** An edit goes on in the same place but for the rounding of a tick to a whole one. */
const SAME_PLACE: Seconds = 0.002;

/** The timeline as a port plays it from `position` on: past the loop's end it is not gone round any more. */
function asPlayed(timeline: Timeline, position: number): Timeline {
  const once = timeline.loop !== null && position >= timeline.loop.to;
  return once ? { ...timeline, loop: null } : timeline;
}

/** The span that a port is told of `timeline`, which is at `position` at second `at`. */
export function toldSpan(timeline: Timeline, position: number, at: Seconds): ToldSpan {
  const played = asPlayed(timeline, position);
  return { timeline: played, at, origin: midiOrigin(played, position, at) };
}

function sameNote(one: PlayedNote, other: PlayedNote | undefined): boolean {
  if (one === other) return true;
  return (
    one.pitch === other?.pitch &&
    one.start === other.start &&
    one.end === other.end &&
    one.velocity === other.velocity
  );
}

/** Whether two plain values are written alike. */
const alike = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Whether a lane has the same notes to play as before; tone, volume and program may differ. */
function sameMusic(one: TimelineLane, other: TimelineLane | undefined): boolean {
  if (other?.id !== one.id || other.part !== one.part) return false;
  if (other.muted !== one.muted || other.soloed !== one.soloed) return false;
  if (other.events !== one.events && !alike(one.events ?? [], other.events ?? [])) return false;
  // What a lane says of its volume and its first program is written into its messages.
  const says = (one.events?.length ?? 0) > 0;
  if (says && (other.volume !== one.volume || other.program !== one.program)) return false;
  if (other.notes === one.notes) return true;
  return (
    other.notes.length === one.notes.length &&
    one.notes.every((note, index) => sameNote(note, other.notes[index]))
  );
}

/** Seconds of one round of the loop, or null. */
function roundOf({ timeline }: ToldSpan): Seconds | null {
  const { loop } = timeline;
  return loop === null
    ? null
    : midiOrigin(timeline, loop.from, 0) - midiOrigin(timeline, loop.to, 0);
}

/**
 * Whether `next` is `known` with other settings: the same notes at the same moments, so that a port need not be told
 * them again. `lanes` are those that the port plays.
 */
export function onlySettingsDiffer(
  known: ToldSpan,
  next: ToldSpan,
  lanes: ReadonlyMap<string, PortLane>,
): boolean {
  const [a, b] = [known.timeline, next.timeline];
  if (a.length !== b.length || a.lanes.length !== b.lanes.length) return false;
  if (!alike([a.tempos, a.loop], [b.tempos, b.loop])) return false;
  const soloed = (each: Timeline): boolean => each.lanes.some((lane) => lane.soloed);
  if (soloed(a) !== soloed(b)) return false;
  if (!a.lanes.every((lane, index) => !lanes.has(lane.id) || sameMusic(lane, b.lanes[index])))
    return false;
  const round = roundOf(next);
  const moved = next.origin - known.origin;
  const whole = round === null ? 0 : Math.round(moved / round) * round;
  return Math.abs(moved - whole) < SAME_PLACE;
}
