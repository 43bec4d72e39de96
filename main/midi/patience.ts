/** Some instruments need a while after a program change before they play: the notes of that channel wait until then. */
import { begins, channelOf, noteOf } from './message.ts';
import type { Channel } from '#main/music/note.ts';
import type { Hand } from './keys.ts';

/** A note that is to begin at `at`. */
interface Waiting {
  readonly at: number;
  readonly note: number;
  readonly message: Uint8Array;
  readonly hand: Hand;
}

/** The notes that wait at one port. Seconds are of the process's clock. */
export class Patience {
  /** Seconds that notes wait after a program change. */
  pause = 0;
  readonly #ready = new Map<Channel, number>();
  #waiting: readonly Waiting[] = [];

  /** A program change of a channel left at `now`. */
  changed(channel: Channel, now: number): void {
    if (this.pause > 0) this.#ready.set(channel, now + this.pause);
  }

  /**
   * Whether a message is not to leave at `now`: it begins a note of a channel that is not ready, or ends one that waits,
   * which then never sounds, since many at once when the time has come would be a noise.
   */
  keeps(message: Uint8Array, hand: Hand, now: number): boolean {
    const note = noteOf(message);
    if (note === null) return false;
    const others = this.#waiting.filter((each) => each.note !== note || each.hand !== hand);
    const waits = others.length < this.#waiting.length;
    this.#waiting = others;
    if (!begins(message)) return waits;
    const at = this.#ready.get(channelOf(message)) ?? now;
    if (at <= now) return false;
    this.#waiting = [...others, { at, note, message, hand }];
    return true;
  }

  /** When the next note may begin, or null. */
  due(): number | null {
    return this.#waiting.length === 0 ? null : Math.min(...this.#waiting.map(({ at }) => at));
  }

  /** The notes whose time has come at `now`, which wait no more. */
  take(now: number): readonly Pick<Waiting, 'message' | 'hand'>[] {
    const due = this.#waiting.filter(({ at }) => at <= now);
    if (due.length > 0) this.#waiting = this.#waiting.filter(({ at }) => at > now);
    return due;
  }

  /** What a hand has waiting never sounds. */
  forget(hand: Hand): void {
    if (this.#waiting.length > 0)
      this.#waiting = this.#waiting.filter((each) => each.hand !== hand);
  }
}
