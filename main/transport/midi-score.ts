/** A timeline as a MIDI port plays it: channel messages at their seconds, the same notes that the audio player sounds. */
import type { Channel, Seconds, Ticks } from '#main/music/note.ts';
import { passEnd, scoreOf, secondsBetween, type SoundingNote } from './score.ts';
import type { Timeline } from './timeline.ts';

/** Three bytes a message; `messages[3 * i .. 3 * i + 2]` sounds at `times[i]` seconds from tick 0, ascending. Fits the midi contract's `score`. */
export interface MidiScore {
  readonly times: Float64Array<ArrayBuffer>;
  readonly messages: Uint8Array<ArrayBuffer>;
  readonly loop: { readonly from: Seconds; readonly to: Seconds } | null;
}

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const PROGRAM = 0xc0;
const CONTROL = 0xb0;
const VOLUME = 7;

/**
 * The messages of the lanes that have a channel; muted lanes (and lanes beside a soloed one) are silent. Each lane's
 * volume and, except on drums, program come first, at 0. Lanes that share a channel share its keys: of one pitch the
 * earlier note ends where the later begins. Without a loop nothing sounds past the timeline's end; with one, a note that
 * lasts past its end is ended by the player's loop edge.
 */
export function midiScore(timeline: Timeline, channels: ReadonlyMap<string, Channel>): MidiScore {
  const score = scoreOf(timeline);
  const seconds = (tick: number): Seconds => secondsBetween(score, 0, tick);
  const { loop } = timeline;
  const timed: { at: Seconds; order: number; bytes: readonly [number, number, number] }[] = [];
  for (const lane of timeline.lanes) {
    const channel = channels.get(lane.id);
    if (channel === undefined) continue;
    const volume = Math.round(127 * Math.min(1, Math.max(0, lane.volume)));
    timed.push({ at: 0, order: 0, bytes: [CONTROL | channel, VOLUME, volume] });
    if (lane.part === 'drums') continue;
    timed.push({ at: 0, order: 0, bytes: [PROGRAM | channel, lane.program, 0] });
  }
  const limit = loop === null ? passEnd(timeline, 0) : Infinity;
  for (const { note, channel, end } of keyed(score.notes, channels, limit)) {
    const { pitch, velocity, start } = note;
    timed.push({ at: seconds(start), order: 2, bytes: [NOTE_ON | channel, pitch, velocity] });
    timed.push({ at: seconds(end), order: 1, bytes: [NOTE_OFF | channel, pitch, 64] });
  }
  timed.sort((a, b) => a.at - b.at || a.order - b.order);
  return {
    times: Float64Array.from(timed, ({ at }) => at),
    messages: Uint8Array.from(timed.flatMap(({ bytes }) => bytes)),
    loop:
      loop === null || loop.to <= loop.from
        ? null
        : { from: seconds(loop.from), to: seconds(loop.to) },
  };
}

interface Keyed {
  readonly note: SoundingNote;
  readonly channel: Channel;
  readonly end: Ticks;
}

/** The notes that have a channel, each cut where the next of its pitch begins there, and at `limit`. */
function keyed(
  notes: readonly SoundingNote[],
  channels: ReadonlyMap<string, Channel>,
  limit: Ticks,
): readonly Keyed[] {
  const next = new Map<number, Ticks>();
  const result: Keyed[] = [];
  // From the last to the first; of notes that begin together the longest, which comes first here, stays.
  const backwards = notes.toSorted((a, b) => b.start - a.start || b.end - a.end);
  for (const note of backwards) {
    const channel = channels.get(note.lane);
    if (channel === undefined || note.start >= limit) continue;
    const key = channel * 128 + note.pitch;
    const following = next.get(key) ?? limit;
    if (following === note.start) continue;
    next.set(key, note.start);
    result.push({ note, channel, end: Math.min(note.end, following) });
  }
  return result;
}

/**
 * The origin (second of tick 0) with which a MIDI player that has a score is at tick `tick` at second `at`.
 */
export function midiOrigin(timeline: Timeline, tick: number, at: Seconds): Seconds {
  return at - secondsBetween(scoreOf(timeline), 0, tick);
}
