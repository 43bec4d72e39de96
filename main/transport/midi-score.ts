/** A timeline as a MIDI port plays it: channel messages at their seconds, the same notes that the audio player sounds. */
import type { Channel, Seconds } from '#main/music/note.ts';
import { scoreOf, secondsBetween } from './score.ts';
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

/**
 * The messages of the lanes that have a channel; muted lanes (and lanes beside a soloed one) are silent. Each lane's
 * program comes first, except on drums, at 0 and, where there is a loop, not again. A note that lasts past the loop's
 * end is ended by the player's loop edge.
 */
export function midiScore(timeline: Timeline, channels: ReadonlyMap<string, Channel>): MidiScore {
  const score = scoreOf(timeline);
  const seconds = (tick: number): Seconds => secondsBetween(score, 0, tick);
  const { loop } = timeline;
  const timed: { at: Seconds; order: number; bytes: readonly [number, number, number] }[] = [];
  for (const lane of timeline.lanes) {
    const channel = channels.get(lane.id);
    if (channel === undefined || lane.part === 'drums') continue;
    timed.push({ at: 0, order: 0, bytes: [PROGRAM | channel, lane.program, 0] });
  }
  for (const note of score.notes) {
    const channel = channels.get(note.lane);
    if (channel === undefined) continue;
    const { pitch, velocity, start, end } = note;
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

/**
 * The origin (second of tick 0) with which a MIDI player that has a score is at tick `tick` at second `at`.
 */
export function midiOrigin(timeline: Timeline, tick: number, at: Seconds): Seconds {
  return at - secondsBetween(scoreOf(timeline), 0, tick);
}
