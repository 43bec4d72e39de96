/** The ledger of owed note-offs: which notes are on at a port, counted, so that each can be ended whatever happens. */
import { noteKey } from './message.ts';
import type { Channel } from '#main/music/note.ts';

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL_CHANGE = 0xb0;
const SUSTAIN = 64;
const ALL_SOUND_OFF = 120;
const ALL_NOTES_OFF = 123;

/** The notes of no score. */
const NOTHING: ReadonlySet<number> = new Set();

/** What one port owes. */
export class Ledger {
  readonly #on = new Map<number, number>();
  readonly #pedals = new Set<number>();

  /** Notes that are on, each as often as it was struck. */
  get owed(): number {
    return [...this.#on.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Whether a note is on. */
  has(note: number): boolean {
    return this.#on.has(note);
  }

  /** Whether the pedal of a channel is down. */
  pedal(channel: Channel): boolean {
    return this.#pedals.has(channel);
  }

  /** Books a message that leaves (MIDI 1.0, channel voice messages; a note-on of velocity 0 is a note-off). */
  book(message: ArrayLike<number>): void {
    const [status = 0, first = 0, second = 0] = Array.from(message);
    const channel = status & 0x0f;
    const kind = status & 0xf0;
    if (kind === NOTE_ON && second > 0) {
      this.#on.set(noteKey(channel, first), (this.#on.get(noteKey(channel, first)) ?? 0) + 1);
    } else if (kind === NOTE_ON || kind === NOTE_OFF) {
      const count = this.#on.get(noteKey(channel, first)) ?? 0;
      if (count > 1) this.#on.set(noteKey(channel, first), count - 1);
      else this.#on.delete(noteKey(channel, first));
    } else if (kind === CONTROL_CHANGE && first === SUSTAIN) {
      if (second >= 64) this.#pedals.add(channel);
      else this.#pedals.delete(channel);
    }
  }

  /**
   * The messages that settle every debt: a note-off for each note-on, then the pedals up. The ledger is empty after, but
   * for the notes of `goingOn`, which stay on once.
   */
  settle(goingOn: ReadonlySet<number> = NOTHING): readonly Uint8Array<ArrayBuffer>[] {
    const kept = [...this.#on.keys()].filter((note) => goingOn.has(note));
    const offs = [...this.#on].flatMap(([note, count]) =>
      Array.from({ length: goingOn.has(note) ? count - 1 : count }, () =>
        Uint8Array.of(NOTE_OFF | (note >> 7), note & 127, 64),
      ),
    );
    const pedals = [...this.#pedals].map((channel) =>
      Uint8Array.of(CONTROL_CHANGE | channel, SUSTAIN, 0),
    );
    this.#on.clear();
    for (const note of kept) this.#on.set(note, 1);
    this.#pedals.clear();
    return [...offs, ...pedals];
  }
}

/** Every channel there is. */
export const CHANNELS: readonly Channel[] = Array.from({ length: 16 }, (_, channel) => channel);

/** What makes a synthesizer silent: pedal up, all notes off, all sound off. */
export function silence(channels: readonly Channel[] = CHANNELS): readonly Uint8Array[] {
  return channels
    .map((channel) =>
      [SUSTAIN, ALL_NOTES_OFF, ALL_SOUND_OFF].map((controller) =>
        Uint8Array.of(CONTROL_CHANGE | channel, controller, 0),
      ),
    )
    .flat();
}

/** A note-off for every pitch of `channels`, for old gear that knows no controller that ends notes. */
export function everyNoteOff(channels: readonly Channel[]): readonly Uint8Array[] {
  return channels.flatMap((channel) =>
    Array.from({ length: 128 }, (_, pitch) => Uint8Array.of(NOTE_OFF | channel, pitch, 64)),
  );
}
