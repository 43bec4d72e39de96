/** Where a port is in a score: what comes next and when, round after round of its loop, as a pure function of the last place. */
import type { Score } from '#main/protocol/midi.ts';

/** A score that is being played: its time 0 lies at `origin` seconds of the clock. */
export interface Playing {
  readonly score: Score;
  readonly origin: number;
}

/** The next message's index, and how often the loop has come round. */
export interface Cursor {
  readonly index: number;
  readonly round: number;
}

/** What happens next: a message, or the loop's edge, where every note that sounds is ended. `null`: nothing any more. */
export type Next = {
  readonly seconds: number;
  readonly message: number | 'edge';
  readonly after: Cursor;
} | null;

/** Index of the first time that is not before `seconds`. */
function firstFrom(times: Float64Array, seconds: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of clock time `seconds` in what plays. */
export function cursorAt({ score, origin }: Playing, seconds: number): Cursor {
  const time = seconds - origin;
  const { loop } = score;
  if (loop === null || time < loop.to) return { index: firstFrom(score.times, time), round: 0 };
  const length = loop.to - loop.from;
  const round = Math.floor((time - loop.from) / length);
  return { index: firstFrom(score.times, time - round * length), round };
}

/** What happens next from `cursor` on. */
export function nextOf({ score, origin }: Playing, cursor: Cursor): Next {
  const { times, loop } = score;
  const time = times[cursor.index];
  if (loop === null) {
    if (time === undefined) return null;
    return {
      seconds: origin + time,
      message: cursor.index,
      after: { ...cursor, index: cursor.index + 1 },
    };
  }
  const shift = origin + cursor.round * (loop.to - loop.from);
  if (time === undefined || time >= loop.to) {
    const after = { index: firstFrom(times, loop.from), round: cursor.round + 1 };
    return { seconds: shift + loop.to, message: 'edge', after };
  }
  return {
    seconds: shift + time,
    message: cursor.index,
    after: { ...cursor, index: cursor.index + 1 },
  };
}

/** The three bytes (two for program changes and channel pressure) of message `index`. */
export function messageOf({ messages }: Score, index: number): Uint8Array {
  const kind = (messages[3 * index] ?? 0) & 0xf0;
  return messages.subarray(3 * index, 3 * index + (kind === 0xc0 || kind === 0xd0 ? 2 : 3));
}

/** The program changes that hold at message `index`, the last one of each channel: what a synthesizer must hear before it joins in the middle. */
export function programsBefore(score: Score, index: number): readonly Uint8Array[] {
  const last = new Map<number, Uint8Array>();
  for (let before = 0; before < index; before += 1) {
    const message = messageOf(score, before);
    if (((message[0] ?? 0) & 0xf0) === 0xc0) last.set(message[0] ?? 0, message);
  }
  return [...last.values()];
}
