/** Where a port is in a score: what comes next and when, round after round of its loop, as a pure function of the last place. */
import { noteKey, settingOf } from './message.ts';
import type { Channel } from '#main/music/note.ts';
import type { Score } from '#main/protocol/midi.ts';

/** Seconds within which two moments are one. */
const SAME_MOMENT = 1e-6;

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
  // Times are sums of seconds: what was meant for this very moment must not fall before it by rounding.
  const time = seconds - origin - SAME_MOMENT;
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

/** The three bytes (two for program changes and channel pressure, one for real time) of message `index`. */
export function messageAt(messages: Uint8Array, index: number): Uint8Array {
  const status = messages[3 * index] ?? 0;
  const kind = status & 0xf0;
  const length = status >= 0xf8 ? 1 : kind === 0xc0 || kind === 0xd0 ? 2 : 3;
  return messages.subarray(3 * index, 3 * index + length);
}

/** The channels that messages are of. */
export function channelsIn(messages: Uint8Array): ReadonlySet<Channel> {
  const channels = new Set<Channel>();
  let last = -1;
  for (let at = 0; at < messages.length; at += 3) {
    const status = messages[at] ?? 0;
    if (status === last || status < 0x80 || status >= 0xf0) continue;
    last = status;
    channels.add(status & 0x0f);
  }
  return channels;
}

/** The note that message `index` is about, or -1. Long scores are searched at a swap, so nothing is made here. */
function noteAt(messages: Uint8Array, index: number): number {
  const status = messages[3 * index] ?? 0;
  const kind = status & 0xf0;
  return kind === 0x80 || kind === 0x90 ? noteKey(status & 0x0f, messages[3 * index + 1] ?? 0) : -1;
}

const beginsAt = (messages: Uint8Array, index: number): boolean =>
  ((messages[3 * index] ?? 0) & 0xf0) === 0x90 && (messages[3 * index + 2] ?? 0) > 0;

/** A note that crosses a moment: how it began, and its two times in clock seconds. */
export interface Crossing {
  readonly on: Uint8Array;
  readonly from: number;
  readonly until: number;
}

/**
 * The notes that `playing` has sounding at `seconds`, where `cursor` is its place: begun in the round that runs, or in
 * the first round before the loop. What reaches past the loop's end ends there.
 */
export function crossings(playing: Playing, cursor: Cursor, seconds: number): readonly Crossing[] {
  const { score, origin } = playing;
  const { times, messages, loop } = score;
  const shift = origin + (loop === null ? 0 : cursor.round * (loop.to - loop.from));
  const first = loop === null || cursor.round === 0 ? 0 : firstFrom(times, loop.from);
  /** By note, the message that began it. */
  const on = new Map<number, number>();
  for (let index = first; index < cursor.index; index += 1) {
    const note = noteAt(messages, index);
    if (note < 0) continue;
    if (beginsAt(messages, index)) on.set(note, index);
    else on.delete(note);
  }
  const found: Crossing[] = [];
  const end = loop === null ? Infinity : loop.to;
  const crossing = (begun: number, until: number): Crossing => ({
    on: messageAt(messages, begun),
    from: shift + (times[begun] ?? 0),
    until: shift + until,
  });
  for (let index = cursor.index; index < times.length && on.size > 0; index += 1) {
    const time = times[index] ?? 0;
    if (time >= end) break;
    const begun = on.get(noteAt(messages, index));
    if (begun === undefined) continue;
    on.delete(noteAt(messages, index));
    found.push(crossing(begun, time));
  }
  for (const begun of on.values()) found.push(crossing(begun, end));
  return found.filter(({ until }) => until > seconds + SAME_MOMENT);
}

/** The settings (programs, controllers) that hold at message `index`, the last of each kind: what a synthesizer must hear before it joins in the middle. */
export function settingsBefore({ messages }: Score, index: number): readonly Uint8Array[] {
  const last = new Map<number, number>();
  for (let before = 0; before < index; before += 1) {
    const kind = (messages[3 * before] ?? 0) & 0xf0;
    if (kind < 0xb0 || kind > 0xe0) continue;
    const setting = settingOf(messageAt(messages, before));
    if (setting !== null) last.set(setting, before);
  }
  return [...last.values()].sort((a, b) => a - b).map((before) => messageAt(messages, before));
}
