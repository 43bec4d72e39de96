/** One open port and what it plays: sends what is due, keeps the ledger, hands over to the next score at its moment. */
import { cursorAt, messageOf, nextOf, programsBefore } from './cursor.ts';
import { Ledger, silence } from './ledger.ts';
import type { Score } from '#main/protocol/midi.ts';
import type { Cursor, Playing } from './cursor.ts';
import type { OutputPort } from './ports/port.ts';

interface Queued extends Playing {
  readonly at: number;
}

/** A port with its score. Time comes from outside: `advance(now)` sends everything that is due by then. */
export class Voice {
  readonly #port: OutputPort;
  readonly #ledger = new Ledger();
  #playing: (Playing & { cursor: Cursor }) | null = null;
  #queued: Queued | null = null;

  constructor(port: OutputPort) {
    this.#port = port;
  }

  /** Note-ons that still wait for their note-off. */
  get owed(): number {
    return this.#ledger.owed;
  }

  /** From clock time `at` on, `score` plays with its time 0 at `origin`; a score queued before is forgotten. */
  queue(score: Score, origin: number, at: number): void {
    this.#queued = { score, origin, at };
  }

  /** When something happens next, in clock seconds, or null. */
  due(): number | null {
    const next = this.#playing === null ? null : nextOf(this.#playing, this.#playing.cursor);
    const times = [next?.seconds, this.#queued?.at].filter((time) => time !== undefined);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Sends all that is due by `now`, in order. */
  advance(now: number): void {
    for (let due = this.due(); due !== null && due <= now; due = this.due()) {
      if (this.#queued !== null && this.#queued.at <= due) this.#handOver(this.#queued);
      else this.#step();
    }
  }

  /** Sends one message at once. */
  send(message: Uint8Array): void {
    this.#port.send(message);
    this.#ledger.book(message);
  }

  /** Forgets the score and ends every note that sounds. */
  stop(): void {
    this.#playing = null;
    this.#queued = null;
    this.#settle();
  }

  /** Stops and silences whatever the synthesizer may still hold. */
  panic(): void {
    this.stop();
    for (const message of silence()) this.#port.send(message);
  }

  /** Stops and gives the port back. */
  close(): void {
    this.stop();
    this.#port.close();
  }

  #settle(): void {
    for (const message of this.#ledger.settle()) this.#port.send(message);
  }

  #handOver(queued: Queued): void {
    this.#queued = null;
    this.#settle();
    const cursor = cursorAt(queued, queued.at);
    for (const program of programsBefore(queued.score, cursor.index)) this.send(program);
    this.#playing = { ...queued, cursor };
  }

  #step(): void {
    if (this.#playing === null) return;
    const next = nextOf(this.#playing, this.#playing.cursor);
    if (next === null) return;
    this.#playing = { ...this.#playing, cursor: next.after };
    if (next.message === 'edge') this.#settle();
    else this.send(messageOf(this.#playing.score, next.message));
  }
}
