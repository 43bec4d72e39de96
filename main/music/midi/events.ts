/** Walks the events of one track, byte by byte, and never gives up the track for one bad event: the tolerant half of reading MIDI. */
import type { Ticks } from '../note.ts';

/** Who hears the events of a track. Positions point into the bytes that are walked. */
export interface EventListener {
  /** A channel message; `second` is -1 where the message has one data byte. */
  channel(tick: Ticks, status: number, first: number, second: number): void;
  /** A meta event: `at` is its FF byte, its data lie in `from` up to, not with, `to`. */
  meta(tick: Ticks, type: number, at: number, from: number, to: number): void;
  /** A system exclusive packet (F0) or its continuation or escape (F7). */
  sysex(tick: Ticks, at: number, from: number, to: number): void;
}

/** What became of a walk. */
export interface Walk {
  /** Tick of End of Track, or of the last whole event. */
  readonly end: Ticks;
  /** First byte that was not read. */
  readonly stoppedAt: number;
  /** Whether End of Track was met. */
  readonly ended: boolean;
  /** Whether the bytes stop within an event. */
  readonly truncated: boolean;
  /** Whether an event was mended or dropped. */
  readonly broken: boolean;
  /** How many events there were. */
  readonly events: number;
}

const LARGEST_NUMBER = 0x0fffffff;
/** The format allows 4 bytes; some writers pad with 80 bytes. */
const LONGEST_NUMBER = 8;

/** Reads the variable-length numbers of a file (Standard MIDI Files 1.0, "variable length quantity"). */
class NumberReader {
  value = 0;
  at = 0;
  /** False where the bytes end within the number or it is larger than the format allows. */
  read(bytes: Uint8Array, at: number, to: number): boolean {
    let value = 0;
    const last = Math.min(to, at + LONGEST_NUMBER);
    while (at < last) {
      const byte = bytes[at++] ?? 0;
      value = value * 128 + (byte & 127);
      if (value > LARGEST_NUMBER) break;
      if (byte < 128) {
        this.value = value;
        this.at = at;
        return true;
      }
    }
    this.at = at;
    return false;
  }
}

/** Data bytes of the system messages that have no place in a file (F1 to F6); real-time bytes have none. */
function systemDataBytes(status: number): number {
  return status === 0xf2 ? 2 : status === 0xf1 || status === 0xf3 ? 1 : 0;
}

/**
 * Walks the events in `bytes` from `from` up to, not with, `to`, at most `limit` of them, in linear time.
 *
 * Mended on the way: real-time and system bytes (dropped), data bytes without a status (skipped), data bytes over 127
 * (velocity clipped, otherwise the event is dropped), a sysex longer than its track (skipped up to its F7 or the next
 * status). Running status lives on across meta and sysex, as many writers rely on. What cannot be mended ends the walk.
 */
export function walkEvents(
  bytes: Uint8Array,
  from: number,
  to: number,
  listener: EventListener,
  limit: number,
): Walk {
  const number = new NumberReader();
  let at = from;
  let tick = 0;
  let end = 0;
  let running = 0;
  let events = 0;
  let broken = false;
  const stop = (ended: boolean, truncated: boolean): Walk => ({
    end,
    stoppedAt: at,
    ended,
    truncated,
    broken,
    events,
  });

  while (at < to && events < limit) {
    if (!number.read(bytes, at, to)) {
      const cut = number.at >= to;
      if (!cut) broken = true;
      return stop(false, cut);
    }
    at = number.at;
    tick += number.value;

    let status = bytes[at] ?? 0;
    if (at < to && status < 0x80 && running === 0) {
      broken = true;
      while (at < to && (bytes[at] ?? 0) < 0x80) at++;
      status = bytes[at] ?? 0;
    }
    if (at >= to) return stop(false, true);

    if (status < 0xf0) {
      if (status >= 0x80) {
        running = status;
        at++;
      } else {
        status = running;
      }
      const two = status < 0xc0 || status >= 0xe0;
      if (at + (two ? 2 : 1) > to) {
        at = to;
        return stop(false, true);
      }
      const first = bytes[at++] ?? 0;
      let second = two ? (bytes[at++] ?? 0) : -1;
      if (first > 127 || second > 127) {
        broken = true;
        if (second > 127 && status < 0xa0) second = 127;
      }
      if (first < 128 && second < 128) listener.channel(tick, status, first, second);
    } else if (status === 0xff) {
      const start = at;
      const type = bytes[at + 1] ?? 0;
      if (at + 2 > to || !number.read(bytes, at + 2, to) || number.at + number.value > to) {
        if (type === 0x2f && at + 2 <= to) {
          broken = true;
          events++;
          end = tick;
          at = to;
          return stop(true, false);
        }
        at = to;
        return stop(false, true);
      }
      at = number.at + number.value;
      if (type === 0x2f) {
        if (number.value !== 0) broken = true;
        events++;
        end = tick;
        return stop(true, false);
      }
      listener.meta(tick, type, start, number.at, at);
    } else if (status === 0xf0 || status === 0xf7) {
      const start = at;
      if (!number.read(bytes, at + 1, to)) {
        at = to;
        return stop(false, true);
      }
      if (number.at + number.value > to) {
        broken = true;
        at = number.at;
        while (at < to && (bytes[at] ?? 0) < 0x80) at++;
        // Where no F7 ends it, the byte before the next status was that event's delta time.
        if (bytes[at] === 0xf7) at++;
        else if (at > number.at) at--;
        if (at >= to - 1) {
          at = to;
          return stop(false, true);
        }
      } else {
        at = number.at + number.value;
        listener.sysex(tick, start, number.at, at);
      }
    } else {
      broken = true;
      at = Math.min(to, at + 1 + systemDataBytes(status));
    }
    events++;
    end = tick;
  }
  return stop(false, false);
}
