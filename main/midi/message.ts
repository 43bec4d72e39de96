/** What a channel message is about (MIDI 1.0, channel voice messages), as far as playing must know. */
import type { Channel } from '#main/music/note.ts';
import { RESTING } from '#main/transport/lane-messages.ts';

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL_CHANGE = 0xb0;
const PROGRAM_CHANGE = 0xc0;
const PRESSURE = 0xd0;
const BEND = 0xe0;

const kindOf = (message: ArrayLike<number>): number => (message[0] ?? 0) & 0xf0;

/** The channel a message is for. */
export const channelOf = (message: ArrayLike<number>): Channel => (message[0] ?? 0) & 0x0f;

/** Channel and pitch as one number: a note's name in the ledger. */
export const noteKey = (channel: Channel, pitch: number): number => channel * 128 + pitch;

/** The note that a message begins or ends, or null. */
export function noteOf(message: ArrayLike<number>): number | null {
  const kind = kindOf(message);
  return kind === NOTE_ON || kind === NOTE_OFF
    ? noteKey(channelOf(message), message[1] ?? 0)
    : null;
}

/** Whether a message that is about a note begins it; a note-on of velocity 0 is a note-off. */
export const begins = (message: ArrayLike<number>): boolean =>
  kindOf(message) === NOTE_ON && (message[2] ?? 0) > 0;

/** What a message sets (a channel's program, bend or pressure, one of its controllers) as one number, or null. */
export function settingOf(message: ArrayLike<number>): number | null {
  const kind = kindOf(message);
  if (kind === PROGRAM_CHANGE || kind === PRESSURE || kind === BEND) return (message[0] ?? 0) << 8;
  // From 120 on they are commands to the channel, which mean something each time.
  return kind === CONTROL_CHANGE && (message[1] ?? 0) < 120
    ? ((message[0] ?? 0) << 8) | (message[1] ?? 0)
    : null;
}

/** What `settingOf` answers for a channel's sustain pedal. */
export const pedalOf = (channel: Channel): number => ((CONTROL_CHANGE | channel) << 8) | 64;

/** The message that puts back what a setting of this name has moved, or null where nobody knows what was. */
export function atRest(setting: number): Uint8Array | null {
  const status = setting >> 8;
  const kind = status & 0xf0;
  if (kind === BEND) return Uint8Array.of(status, 0, 64);
  if (kind === PRESSURE) return Uint8Array.of(status, 0);
  // Pedals are settled with the keys.
  const resting =
    kind === CONTROL_CHANGE && (setting & 0x7f) !== 64 ? RESTING[setting & 0x7f] : undefined;
  return resting === undefined ? null : Uint8Array.of(status, setting & 0x7f, resting);
}

/** What `settingOf` answers for a channel's program. */
export const programOf = (channel: Channel): number => (PROGRAM_CHANGE | channel) << 8;

/** Whether a message chooses a bank, which the next program change is of. */
export const isBank = (message: ArrayLike<number>): boolean =>
  kindOf(message) === CONTROL_CHANGE && (message[1] === 0 || message[1] === 32);

/** Whether a message chooses a program. */
export const isProgram = (message: ArrayLike<number>): boolean =>
  kindOf(message) === PROGRAM_CHANGE;
