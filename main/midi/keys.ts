/** The keys of one port's instrument, pressed by two: the score, and a person who plays along. A key both hold is let go by the last. */
import { Ledger } from './ledger.ts';
import { begins, channelOf, noteOf } from './message.ts';

/** Who presses keys. */
export type Hand = 'score' | 'person';

const NOTE_OFF = 0x80;
const CONTROL_CHANGE = 0xb0;
const SUSTAIN = 64;

const isPedal = (message: ArrayLike<number>): boolean =>
  ((message[0] ?? 0) & 0xf0) === CONTROL_CHANGE && message[1] === SUSTAIN;

/** Both hands at a port. */
export class Keys {
  readonly #ledgers: Readonly<Record<Hand, Ledger>> = {
    score: new Ledger(),
    person: new Ledger(),
  };
  readonly #send: (message: Uint8Array) => void;

  constructor(send: (message: Uint8Array) => void) {
    this.#send = send;
  }

  /** Whether anybody, or one of the two, has a note on. */
  has(note: number, hand?: Hand): boolean {
    const { score, person } = this.#ledgers;
    return hand === undefined ? score.has(note) || person.has(note) : this.#ledgers[hand].has(note);
  }

  /** Sends what a hand does. A note-off that it does not owe stays here; a key that is down is let go before it is struck again. */
  send(message: Uint8Array, hand: Hand): void {
    const own = this.#ledgers[hand];
    const other = this.#ledgers[hand === 'score' ? 'person' : 'score'];
    const note = noteOf(message);
    if (note !== null && begins(message)) {
      if (other.has(note) || (hand === 'person' && own.has(note)))
        this.#send(Uint8Array.of(NOTE_OFF | channelOf(message), message[1] ?? 0, 64));
      this.#send(message);
      own.book(message);
    } else if (note !== null) {
      if (!own.has(note)) return;
      if (!other.has(note)) this.#send(message);
      own.book(message);
    } else {
      own.book(message);
      const held = isPedal(message) && (message[2] ?? 0) < 64 && other.pedal(channelOf(message));
      if (!held) this.#send(message);
    }
  }

  /** Ends what a hand has on, but for the notes of `goingOn`, and what the other holds too; answers the channels whose pedal came up. */
  settle(hand: Hand, goingOn?: ReadonlySet<number>): readonly number[] {
    const other = this.#ledgers[hand === 'score' ? 'person' : 'score'];
    const lifted: number[] = [];
    for (const message of this.#ledgers[hand].settle(goingOn)) {
      const note = noteOf(message);
      const held = note === null ? other.pedal(channelOf(message)) : other.has(note);
      if (held) continue;
      this.#send(message);
      if (note === null) lifted.push(channelOf(message));
    }
    return lifted;
  }
}
