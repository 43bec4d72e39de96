/** What goes out at a port beside its score: notes that waited for a program, long messages, and many note-offs at old gear's pace. */
import { Dumps } from './dumps.ts';
import { noteOf } from './message.ts';
import { Patience } from './patience.ts';
import type { Hand } from './keys.ts';
import type { Manner } from '#main/protocol/midi.ts';

/** Old gear gets this many note-offs at a time, and as many milliseconds to take them in (31,250 baud). */
const PACE = 16;

/** One port's. Seconds are of the process's clock. */
export class Aside {
  readonly patience = new Patience();
  readonly dumps = new Dumps();
  readonly #send: (message: Uint8Array) => void;
  readonly #sounds: (note: number) => boolean;
  #paced: { readonly at: number; readonly rest: readonly Uint8Array[] } | null = null;

  /** @param sounds whether somebody has a note on: a paced note-off for it is not sent */
  constructor(send: (message: Uint8Array) => void, sounds: (note: number) => boolean) {
    this.#send = send;
    this.#sounds = sounds;
  }

  /** What the instrument needs from now on. */
  mind({ programPause, sysexRate }: Manner): void {
    this.patience.pause = programPause;
    this.dumps.rate = sysexRate;
  }

  /** Sends a long row of note-offs from `at` on, a few at a time; it takes the place of one before. */
  pace(at: number, rest: readonly Uint8Array[]): void {
    this.#paced = { at, rest };
  }

  /** When something leaves next; Infinity: nothing waits. */
  due(): number {
    const times = [this.#paced?.at, this.dumps.due(), this.patience.due()];
    return Math.min(...times.map((time) => time ?? Infinity));
  }

  /** Lets what is due by `moment` leave, at `now`; notes that waited are played by `play`. */
  advance(moment: number, now: number, play: (message: Uint8Array, hand: Hand) => void): void {
    if ((this.#paced?.at ?? Infinity) <= moment) this.#pace();
    if ((this.dumps.due() ?? Infinity) <= moment) {
      const message = this.dumps.take(now);
      if (message !== null) this.#send(message);
    }
    for (const { message, hand } of this.patience.take(moment)) play(message, hand);
  }

  /** The next few note-offs; a note that has been struck since keeps sounding. */
  #pace(): void {
    const { at, rest } = this.#paced ?? { at: 0, rest: [] };
    for (const message of rest.slice(0, PACE)) {
      const note = noteOf(message);
      if (note === null || !this.#sounds(note)) this.#send(message);
    }
    const left = rest.slice(PACE);
    this.#paced = left.length === 0 ? null : { at: at + PACE / 1000, rest: left };
  }
}
