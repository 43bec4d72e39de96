/** What an event beside the notes is called, and its value as a person reads and types it. */
import { controlEvent, rangeOf, readControl } from '#main/project/controls.ts';
import type { LaneEvent } from '#main/project/route.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { textOf, withText } from '#main/music/write-midi.ts';
import { underName } from './under.ts';
import type { RollLane } from './view.ts';

/** An event in words; `read` gives the event that has the value that was typed, or null where that cannot be. Without `read` it can be moved and taken away, not changed. */
export interface EventWords {
  readonly name: string;
  readonly value: string;
  readonly read: ((typed: string) => LaneEvent | null) | null;
}

const PROGRAM = 0xc0;

/** The words for an event of a lane. */
export function eventWords(
  event: LaneEvent,
  { channel = null }: Pick<RollLane, 'channel'>,
): EventWords {
  const { bytes, tick } = event;
  const [status = 0, first = 0] = bytes;
  const control = readControl(event, { channel });
  if (control !== null) {
    const { low, high } = rangeOf(control.control);
    return {
      name: underName(control.control),
      value: String(control.value),
      read: (typed) => {
        const value = Math.round(Number(typed));
        const fits = typed.trim() !== '' && value >= low && value <= high;
        return fits ? controlEvent(control.control, { tick, value }, { channel }) : null;
      },
    };
  }
  if ((status & 0xf0) === PROGRAM)
    return {
      name: m.roll_event_program(),
      value: String(first + 1),
      read: (typed) => {
        const program = Math.round(Number(typed));
        return program >= 1 && program <= 128 ? { tick, bytes: [status, program - 1] } : null;
      },
    };
  const text = textOf(bytes);
  if (text !== null)
    return {
      name: m.roll_event_text(),
      value: text,
      read: (typed) => ({ tick, bytes: withText(bytes, typed) }),
    };
  return {
    name: status === 0xf0 || status === 0xf7 ? m.roll_event_sysex() : m.roll_event_other(),
    value: bytes
      .slice(0, 12)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(' '),
    read: null,
  };
}
