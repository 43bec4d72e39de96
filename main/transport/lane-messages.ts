/** What a lane says beside its notes while it plays: controllers, bends, pressure and programs, and what of it holds at a place. */
import type { Program, Ticks } from '#main/music/note.ts';
import type { TimelineLane } from './timeline.ts';

/** A channel message of a lane; its status is without a channel. */
export interface LaneMessage {
  readonly lane: string;
  readonly tick: Ticks;
  readonly bytes: readonly [status: number, first: number, second: number];
}

export const CONTROL = 0xb0;
export const PROGRAM = 0xc0;
export const PRESSURE = 0xd0;
export const BEND = 0xe0;
export const VOLUME = 7;

/** What a volume is where nobody has set it. */
const RESTING_VOLUME = 100;

/** What controllers other than the volume are where nobody has moved them (MIDI 1.0 and RP-015); of others nobody knows. */
export const RESTING: Readonly<Record<number, number>> = {
  1: 0,
  2: 0,
  4: 0,
  5: 0,
  10: 64,
  11: 127,
  64: 0,
  65: 0,
  66: 0,
  67: 0,
  68: 0,
  69: 0,
  71: 64,
  72: 64,
  73: 64,
  74: 64,
};

/** The messages of a lane by tick: those of its own channel, its first program being the lane's. */
export function messagesOf(lane: TimelineLane): readonly LaneMessage[] {
  const { events = [], channel } = lane;
  let chosen = false;
  return events.flatMap(({ tick, bytes }): LaneMessage[] => {
    const [status = 0, first = 0, second = 0] = Array.from({ length: 3 }, (_, i) => bytes[i]);
    const kind = status & 0xf0;
    const own = kind >= 0xa0 && kind < 0xf0 && (status & 0x0f) === (channel ?? 0);
    if (!own) return [];
    const program = kind === PROGRAM && !chosen;
    if (program) chosen = true;
    return [{ lane: lane.id, tick, bytes: [kind, program ? lane.program : first, second] }];
  });
}

/** What a message sets, as a text: two of one name take each other's place; null: it sets nothing that lasts. */
export function settingOf({ lane, bytes: [kind, first] }: LaneMessage): string | null {
  if (kind === CONTROL) return `${lane} ${String(kind)} ${String(first)}`;
  return kind >= PROGRAM ? `${lane} ${String(kind)}` : null;
}

/** The message that puts back what another has moved, or null where nobody knows what was. */
export function atRest(
  { lane, bytes: [kind, first] }: LaneMessage,
  program: Program | undefined,
): LaneMessage | null {
  const back = (second: number, one = first): LaneMessage => ({
    lane,
    tick: 0,
    bytes: [kind, one, second],
  });
  if (kind === BEND) return back(64, 0);
  if (kind === PRESSURE) return back(0, 0);
  if (kind === PROGRAM) return program === undefined ? null : back(0, program);
  if (kind !== CONTROL) return null;
  const resting = first === VOLUME ? RESTING_VOLUME : RESTING[first];
  return resting === undefined ? null : back(resting);
}

/**
 * What a synthesizer must hear before it plays on from tick `from`: of each setting the last before it, and the rest of
 * those in `moved` that are not set before it.
 */
export function settingsAt(
  messages: readonly LaneMessage[],
  from: Ticks,
  moved: readonly LaneMessage[],
  lanes: readonly Pick<TimelineLane, 'id' | 'program'>[],
): readonly LaneMessage[] {
  const held = new Map<string, LaneMessage>();
  for (const message of messages) {
    if (message.tick >= from) break;
    const name = settingOf(message);
    if (name === null) continue;
    // The last in its own place, so that a bank stays before its program.
    held.delete(name);
    held.set(name, message);
  }
  const rest = new Map<string, LaneMessage>();
  for (const message of moved) {
    const name = settingOf(message);
    if (name === null || held.has(name) || rest.has(name)) continue;
    const back = atRest(message, lanes.find(({ id }) => id === message.lane)?.program);
    if (back !== null) rest.set(name, back);
  }
  return [...rest.values(), ...held.values()];
}

/** Index of the first message at or after a tick. */
export function firstMessage(messages: readonly LaneMessage[], tick: Ticks): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.tick ?? Infinity) < tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
