/** A timeline as a MIDI port plays it: channel messages at their seconds, the same notes that the audio player sounds. */
import type { Channel, Pitch, Program, Seconds, Ticks } from '#main/music/note.ts';
import { CLOCK_TICKS } from './events.ts';
import { PROGRAM, CONTROL, VOLUME } from './lane-messages.ts';
import { passEnd, scoreOf, secondsBetween, type SoundingNote } from './score.ts';
import type { Timeline, TimelineLane } from './timeline.ts';

/** Three bytes a message; `messages[3 * i .. 3 * i + 2]` sounds at `times[i]` seconds from tick 0, ascending. Fits the midi contract's `score`. */
export interface MidiScore {
  readonly times: Float64Array<ArrayBuffer>;
  readonly messages: Uint8Array<ArrayBuffer>;
  /** What holds while it plays, three bytes a message: each lane's bank, program and volume. */
  readonly settings: Uint8Array<ArrayBuffer>;
  readonly loop: { readonly from: Seconds; readonly to: Seconds } | null;
  /** Seconds of each tick of the MIDI clock, where the port is to have it. */
  readonly clock?: Float64Array<ArrayBuffer>;
}

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const BANK_MSB = 0;
const BANK_LSB = 32;

/** How a lane is played on a port. */
export interface PortLane {
  readonly channel: Channel;
  /** Semitones up; not on drums, whose pitches are instruments. */
  readonly transpose?: number;
  readonly bank?: { readonly msb: number; readonly lsb: number } | null;
  /** Instead of the lane's own; null: the lane's. */
  readonly program?: Program | null;
}

/** The settings of the lanes that have a channel: bank, program (none on drums unless chosen), volume. */
export function midiSettings(
  lanes: readonly Omit<TimelineLane, 'notes'>[],
  ports: ReadonlyMap<string, PortLane>,
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    lanes.flatMap(({ id, part, volume, program, channel: own, events }) => {
      const port = ports.get(id);
      if (port === undefined) return [];
      const { channel, bank = null } = port;
      const first = events?.find(
        ({ bytes }) => bytes[0] === (CONTROL | (own ?? 0)) && bytes[1] === VOLUME,
      );
      const level = Math.round((first?.bytes[2] ?? 127) * Math.min(1, Math.max(0, volume)));
      const chosen = port.program ?? (part === 'drums' ? null : program);
      return [
        ...(bank === null
          ? []
          : [CONTROL | channel, BANK_MSB, bank.msb, CONTROL | channel, BANK_LSB, bank.lsb]),
        ...(chosen === null ? [] : [PROGRAM | channel, chosen, 0]),
        ...[CONTROL | channel, VOLUME, level],
      ];
    }),
  );
}

/**
 * The messages of the lanes that have a channel; muted lanes (and lanes beside a soloed one) are silent. Lanes that share
 * a channel share its keys: of one pitch the earlier note ends where the later begins. Without a loop nothing sounds past
 * the timeline's end; with one, a note that lasts past its end is ended by the player's loop edge. A note that transposing
 * would take off the keyboard is moved by octaves. What lanes say beside their notes comes between notes that end and
 * notes that begin, volumes turned down as the lane is.
 * @param clocked whether the port has the MIDI clock, too
 */
export function midiScore(
  timeline: Timeline,
  ports: ReadonlyMap<string, PortLane>,
  clocked = false,
): MidiScore {
  const score = scoreOf(timeline);
  const seconds = (tick: number): Seconds => secondsBetween(score, 0, tick);
  const { loop } = timeline;
  const timed: { at: Seconds; order: number; bytes: readonly [number, number, number] }[] = [];
  const limit = loop === null ? passEnd(timeline, 0) : Infinity;
  for (const { note, channel, pitch, end } of keyed(score.notes, ports, limit)) {
    const { velocity, start } = note;
    timed.push({ at: seconds(start), order: 2, bytes: [NOTE_ON | channel, pitch, velocity] });
    timed.push({ at: seconds(end), order: 1, bytes: [NOTE_OFF | channel, pitch, 64] });
  }
  for (const { tick, lane, bytes } of score.messages) {
    const port = ports.get(lane);
    if (port === undefined || tick >= limit) continue;
    const [kind, one, two] = bytes;
    // A bank and a program that were chosen for the port are not the file's to change.
    const bank = kind === CONTROL && (one === BANK_MSB || one === BANK_LSB);
    if (
      (kind === PROGRAM || bank) &&
      ((port.program ?? null) !== null || (port.bank ?? null) !== null)
    )
      continue;
    const loud = kind === CONTROL && one === VOLUME;
    const volume = timeline.lanes.find(({ id }) => id === lane)?.volume ?? 1;
    timed.push({
      at: seconds(tick),
      order: 1.5,
      bytes: [kind | port.channel, one, loud ? Math.round(two * Math.min(1, volume)) : two],
    });
  }
  timed.sort((a, b) => a.at - b.at || a.order - b.order);
  const clocks = Math.ceil(Math.max(timeline.length, loop?.to ?? 0) / CLOCK_TICKS);
  return {
    ...(clocked
      ? { clock: Float64Array.from({ length: clocks }, (_, index) => seconds(index * CLOCK_TICKS)) }
      : {}),
    times: Float64Array.from(timed, ({ at }) => at),
    messages: Uint8Array.from(timed.flatMap(({ bytes }) => bytes)),
    settings: midiSettings(timeline.lanes, ports),
    loop:
      loop === null || loop.to <= loop.from
        ? null
        : { from: seconds(loop.from), to: seconds(loop.to) },
  };
}

/** A pitch moved by semitones, and by octaves where that leads off the keyboard. */
function transposed(pitch: Pitch, by: number): Pitch {
  const moved = pitch + by;
  if (moved > 127) return moved - 12 * Math.ceil((moved - 127) / 12);
  return moved < 0 ? moved + 12 * Math.ceil(-moved / 12) : moved;
}

interface Keyed {
  readonly note: SoundingNote;
  readonly channel: Channel;
  readonly pitch: Pitch;
  readonly end: Ticks;
}

/** The notes that have a channel, each cut where the next of its pitch begins there, and at `limit`. */
function keyed(
  notes: readonly SoundingNote[],
  ports: ReadonlyMap<string, PortLane>,
  limit: Ticks,
): readonly Keyed[] {
  const next = new Map<number, Ticks>();
  const result: Keyed[] = [];
  // From the last to the first; of notes that begin together the longest, which comes first here, stays.
  const backwards = notes.toSorted((a, b) => b.start - a.start || b.end - a.end);
  for (const note of backwards) {
    const port = ports.get(note.lane);
    if (port === undefined || note.start >= limit) continue;
    const { channel, transpose = 0 } = port;
    const pitch = note.drum ? note.pitch : transposed(note.pitch, transpose);
    const key = channel * 128 + pitch;
    const following = next.get(key) ?? limit;
    if (following === note.start) continue;
    next.set(key, note.start);
    result.push({ note, channel, pitch, end: Math.min(note.end, following) });
  }
  return result;
}

/**
 * The origin (second of tick 0) with which a MIDI player that has a score is at tick `tick` at second `at`.
 */
export function midiOrigin(timeline: Timeline, tick: number, at: Seconds): Seconds {
  return at - secondsBetween(scoreOf(timeline), 0, tick);
}
