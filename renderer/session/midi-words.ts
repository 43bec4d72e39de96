/** MIDI messages in words, for who looks for a fault in a cable. */
import { m } from '#resources/messages/compiled/messages.js';

/** Kinds of messages that the monitor shows or hides. */
export const KINDS = ['notes', 'controls', 'clock', 'other'] as const;
export type Kind = (typeof KINDS)[number];

const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const noteName = (pitch: number): string =>
  `${NAMES[pitch % 12] ?? ''}${String(Math.floor(pitch / 12) - 1)}`;

/** The kind of a message. */
export function kindOf([status = 0]: ArrayLike<number> & Iterable<number>): Kind {
  if (status < 0xa0) return 'notes';
  if (status < 0xf0) return 'controls';
  return status >= 0xf8 || status === 0xf2 ? 'clock' : 'other';
}

const SYSTEM: Readonly<Record<number, () => string>> = {
  0xf6: m.midi_say_tune,
  0xf8: m.midi_say_clock,
  0xfa: m.midi_say_start,
  0xfb: m.midi_say_continue,
  0xfc: m.midi_say_stop,
  0xff: m.midi_say_reset,
};

/**
 * A message as a person says it.
 * @example messageWords([0x90, 60, 100]) // 'Note on C4, velocity 100, channel 1'
 */
export function messageWords(bytes: ArrayLike<number>): string {
  const [status = 0, one = 0, two = 0] = Array.from(bytes);
  const channel = (status & 15) + 1;
  switch (status < 0xf0 ? status & 0xf0 : status) {
    case 0x80:
      return m.midi_say_off({ note: noteName(one), channel });
    case 0x90:
      return two === 0
        ? m.midi_say_off({ note: noteName(one), channel })
        : m.midi_say_on({ note: noteName(one), velocity: two, channel });
    case 0xa0:
      return m.midi_say_key_pressure({ note: noteName(one), value: two, channel });
    case 0xb0:
      return m.midi_say_control({ n: one, value: two, channel });
    case 0xc0:
      return m.midi_say_program({ n: one + 1, channel });
    case 0xd0:
      return m.midi_say_pressure({ value: one, channel });
    case 0xe0:
      return m.midi_say_bend({ value: one + 128 * two - 8192, channel });
    case 0xf0:
      return m.midi_say_sysex({ n: bytes.length });
    case 0xf2:
      return m.midi_say_position({ n: one + 128 * two });
    default:
      return SYSTEM[status]?.() ?? m.midi_say_other({ hex: status.toString(16).toUpperCase() });
  }
}
