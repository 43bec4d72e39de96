/** A take: what a person played while the music ran becomes notes of a lane, with the pedal, the wheels and what else she moved. */
import type { Pitch, Ticks, Velocity } from '#main/music/note.ts';
import { nearestLine } from './note-shape.ts';
import { addNotes, SHORTEST, withSketch, type NewNote } from './notes.ts';
import type { Project } from './project.ts';
import type { LaneEvent } from './route.ts';

/** A channel message (on channel 1) where it was played: in which round of the loop, and at which tick of the sketch. */
export interface TakenEvent {
  readonly round: number;
  readonly tick: Ticks;
  readonly bytes: readonly number[];
}

/** What a lane gets of a take. */
export interface Take {
  readonly notes: readonly NewNote[];
  readonly events: readonly LaneEvent[];
}

/** Where a take ends, and where a round of its loop does; `to` is Infinity where it does not come round. */
export interface TakeEnd {
  readonly round: number;
  readonly tick: Ticks;
  readonly to: Ticks;
}

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const PROGRAM = 0xc0;
const MODE_MESSAGES = 120;

/**
 * The notes and events of a take. A note that is held past the end of a round ends there; one that is still held at the
 * end of the take ends with it; what was let go before the take began is no matter of it.
 */
export function takeOf(played: readonly TakenEvent[], end: TakeEnd): Take {
  const notes: NewNote[] = [];
  const events: LaneEvent[] = [];
  const held = new Map<Pitch, { round: number; start: Ticks; velocity: Velocity }>();
  const close = (pitch: Pitch, round: number, tick: Ticks): void => {
    const note = held.get(pitch);
    if (note === undefined) return;
    held.delete(pitch);
    // One that was drawn into a round that had not begun yet has sounded nothing of it.
    const last = note.round > round ? note.start : end.to;
    const ending = note.round === round && tick > note.start ? tick : last;
    const until = Math.min(ending === Infinity ? tick : ending, end.to);
    const { start, velocity } = note;
    notes.push({ pitch, velocity, start, end: Math.max(until, start + SHORTEST) });
  };
  for (const { round, tick, bytes } of played) {
    const [status = 0, one = 0, two = 0] = bytes;
    const kind = status & 0xf0;
    if (kind === NOTE_ON && two > 0) {
      close(one, round, tick);
      held.set(one, { round, start: Math.max(0, Math.round(tick)), velocity: two });
    } else if (kind === NOTE_ON || kind === NOTE_OFF) close(one, round, tick);
    else if (kind !== PROGRAM && !(kind === CONTROL && one >= MODE_MESSAGES))
      events.push({ tick: Math.max(0, Math.round(tick)), bytes: [kind, ...bytes.slice(1)] });
  }
  for (const pitch of [...held.keys()]) close(pitch, end.round, end.tick);
  return {
    notes: notes.map((note) => ({ ...note, end: Math.round(note.end) })),
    // Controllers of several rounds lie over each other as they were heard.
    events: events.toSorted((a, b) => a.tick - b.tick),
  };
}

/** A loop, from tick to tick. */
interface Loop {
  readonly from: Ticks;
  readonly to: Ticks;
}

/**
 * What was played, with each note drawn to the nearest line of a grid of `ticks`, as long as it was. What is drawn to the
 * end of a loop was played a little early for the next round. Pedal and wheels stay where they were.
 */
export function onGrid(
  played: readonly TakenEvent[],
  ticks: Ticks,
  loop: Loop | null,
): readonly TakenEvent[] {
  const drawn = new Map<Pitch, Ticks>();
  return played.map((event) => {
    const [status = 0, pitch = 0, velocity = 0] = event.bytes;
    const kind = status & 0xf0;
    if (kind === NOTE_ON && velocity > 0)
      drawn.set(pitch, nearestLine(event.tick, { ticks }) - event.tick);
    else if (kind !== NOTE_ON && kind !== NOTE_OFF) return event;
    return later(event, drawn.get(pitch) ?? 0, loop);
  });
}

/** The event so many ticks later, in the round of the loop in which that is. */
function later(event: TakenEvent, ticks: Ticks, loop: Loop | null): TakenEvent {
  const { round, tick } = event;
  const [at, length] = [tick + ticks, loop === null ? 0 : loop.to - loop.from];
  if (loop !== null && tick <= loop.to && at >= loop.to)
    return { ...event, round: round + 1, tick: at - length };
  if (loop !== null && tick >= loop.from && at < loop.from)
    return { ...event, round: round - 1, tick: at + length };
  return { ...event, tick: Math.max(0, at) };
}

/** Lays a take over what a lane has. */
export function addTake(project: Project, sketch: string, lane: string, take: Take): Project {
  const noted = addNotes(project, sketch, lane, take.notes);
  if (take.events.length === 0) return noted;
  return withSketch(noted, sketch, (before) => ({
    ...before,
    lanes: before.lanes.map((each) =>
      each.id === lane
        ? {
            ...each,
            events: [...each.events, ...take.events].toSorted((a, b) => a.tick - b.tick),
          }
        : each,
    ),
  }));
}
