/** The ledger of owed note-offs: which notes are on at a port, counted, so that each can be ended whatever happens. */

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL_CHANGE = 0xb0;
const SUSTAIN = 64;
const ALL_SOUND_OFF = 120;
const ALL_NOTES_OFF = 123;

/** Channel and pitch as one number. */
const key = (channel: number, pitch: number): number => channel * 128 + pitch;

/** What one port owes. */
export class Ledger {
  readonly #on = new Map<number, number>();
  readonly #pedals = new Set<number>();

  /** Notes that are on, each as often as it was struck. */
  get owed(): number {
    return [...this.#on.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Books a message that leaves (MIDI 1.0, channel voice messages; a note-on of velocity 0 is a note-off). */
  book(message: ArrayLike<number>): void {
    const [status = 0, first = 0, second = 0] = Array.from(message);
    const channel = status & 0x0f;
    const kind = status & 0xf0;
    if (kind === NOTE_ON && second > 0) {
      this.#on.set(key(channel, first), (this.#on.get(key(channel, first)) ?? 0) + 1);
    } else if (kind === NOTE_ON || kind === NOTE_OFF) {
      const count = this.#on.get(key(channel, first)) ?? 0;
      if (count > 1) this.#on.set(key(channel, first), count - 1);
      else this.#on.delete(key(channel, first));
    } else if (kind === CONTROL_CHANGE && first === SUSTAIN) {
      if (second >= 64) this.#pedals.add(channel);
      else this.#pedals.delete(channel);
    }
  }

  /** The messages that settle every debt: a note-off for each note-on, then the pedals up. The ledger is empty after. */
  settle(): readonly Uint8Array[] {
    const offs = [...this.#on].flatMap(([note, count]) =>
      Array.from({ length: count }, () => Uint8Array.of(NOTE_OFF | (note >> 7), note & 127, 64)),
    );
    const pedals = [...this.#pedals].map((channel) =>
      Uint8Array.of(CONTROL_CHANGE | channel, SUSTAIN, 0),
    );
    this.#on.clear();
    this.#pedals.clear();
    return [...offs, ...pedals];
  }
}

/** What makes any synthesizer silent: pedal up, all notes off, all sound off, on every channel. */
export function silence(): readonly Uint8Array[] {
  return Array.from({ length: 16 }, (_, channel) =>
    [SUSTAIN, ALL_NOTES_OFF, ALL_SOUND_OFF].map((controller) =>
      Uint8Array.of(CONTROL_CHANGE | channel, controller, 0),
    ),
  ).flat();
}
