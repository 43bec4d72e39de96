/** The MIDI clock that goes out at a port: 24 ticks a quarter that never bunch and never stumble, and where the music starts, stops and is. */
import { cursorAt, nextOf } from './cursor.ts';
import type { Score } from '#main/protocol/midi.ts';
import type { Cursor, Playing } from './cursor.ts';

/** MIDI 1.0, system real time and common messages. */
const TICK = Uint8Array.of(0xf8);
const START = Uint8Array.of(0xfa);
const CONTINUE = Uint8Array.of(0xfb);
const STOP = Uint8Array.of(0xfc);
const SONG_POSITION = 0xf2;

/** Ticks in a sixteenth, the unit of song positions, and the last position that can be said. */
const SIXTEENTH = 6;
const LAST_POSITION = 0x3fff;

/** Seconds by which two moments that are one may differ through rounding. */
const ROUNDING = 1e-4;
/** A tick as late as this share of the time between two is left out: late ones in a bunch would be a jump of tempo. */
const TOO_LATE = 0.5;
/** Seconds between ticks where only one is left, 120 beats a minute. */
const USUAL = 0.5 / 24;

/** A tick that is to come. */
interface Ahead {
  /** Its moment by the score, and by the instrument, whose ticks go on evenly where the music jumped. */
  readonly natural: number;
  readonly seconds: number;
  readonly index: number;
  readonly after: Cursor;
}

/** One port's clock. Time comes from outside, as everywhere here. */
export class ClockOut {
  readonly #send: (message: Uint8Array) => void;
  #playing: Playing | null = null;
  #ahead: Ahead | null = null;
  /** When the last tick was due, and how far it is from there to the next. */
  #last: { readonly seconds: number; readonly period: number } | null = null;
  /** Said before the next tick: that the music starts, or goes on. */
  #word: Uint8Array | null = null;
  #running = false;

  constructor(send: (message: Uint8Array) => void) {
    this.#send = send;
  }

  /**
   * `playing` takes over at clock time `at`. What follows the clock hears where the music starts the first time, and again
   * where it `jumps`; through any other change its ticks go on evenly.
   */
  take(playing: Playing, at: number, jumps: boolean): void {
    const { clock } = playing.score;
    if (clock === undefined || clock.length === 0) return this.stop();
    if (this.#running && jumps) this.stop();
    // The ticks of the score before had come to their end: there is nothing to go on evenly from.
    if (this.#ahead === null) this.#last = null;
    this.#playing = { ...playing, score: asTimes(playing.score, clock) };
    const first = this.#next(cursorAt(this.#playing, at));
    if (this.#running) this.#ahead = this.#evenly(first);
    else this.#begin(first);
  }

  /** Everything that lies ahead moves. */
  steer(shift: number): void {
    if (this.#playing !== null)
      this.#playing = { ...this.#playing, origin: this.#playing.origin + shift };
    if (this.#last !== null) this.#last = { ...this.#last, seconds: this.#last.seconds + shift };
    if (this.#ahead === null) return;
    const { natural, seconds } = this.#ahead;
    this.#ahead = { ...this.#ahead, natural: natural + shift, seconds: seconds + shift };
  }

  /** When the next tick is due, or null. */
  due(): number | null {
    return this.#ahead?.seconds ?? null;
  }

  /** Sends the next tick, which is due; at `now` it may be too late for it. */
  tick(now: number): void {
    const ahead = this.#ahead;
    if (ahead === null) return;
    const following = this.#next(ahead.after);
    // Where the music comes round, the next tick may be any time away: the period is the one before.
    const along = following !== null && following.after.round === ahead.after.round;
    const period = along ? following.natural - ahead.natural : (this.#last?.period ?? USUAL);
    if (this.#word !== null) {
      this.#send(this.#word);
      this.#word = null;
      this.#send(TICK);
    } else if (now - ahead.seconds <= TOO_LATE * period) this.#send(TICK);
    this.#last = { seconds: ahead.seconds, period };
    this.#ahead = this.#evenly(following);
  }

  /** The music stops. */
  stop(): void {
    if (this.#running) this.#send(STOP);
    this.#running = false;
    this.#playing = null;
    this.#ahead = null;
    this.#last = null;
    this.#word = null;
  }

  /** Says where the music starts: at the next sixteenth, since positions are told in these. */
  #begin(first: Ahead | null): void {
    let ahead = first;
    for (let left = SIXTEENTH; left > 0 && ahead !== null && ahead.index % SIXTEENTH > 0; left -= 1)
      ahead = this.#next(ahead.after);
    if (ahead === null) return;
    const position = Math.floor(ahead.index / SIXTEENTH);
    if (position > 0) {
      const told = Math.min(position, LAST_POSITION);
      this.#send(Uint8Array.of(SONG_POSITION, told & 127, told >> 7));
    }
    this.#word = position > 0 ? CONTINUE : START;
    this.#ahead = ahead;
    this.#running = true;
  }

  /** The tick as what follows the clock should hear it: one period after the last. */
  #evenly(next: Ahead | null): Ahead | null {
    if (next === null || this.#last === null) return next;
    const due = this.#last.seconds + this.#last.period;
    return Math.abs(due - next.natural) < ROUNDING ? next : { ...next, seconds: due };
  }

  #next(cursor: Cursor): Ahead | null {
    if (this.#playing === null) return null;
    let next = nextOf(this.#playing, cursor);
    // A loop too short for a tick has none.
    for (let edges = 0; edges < 2 && next?.message === 'edge'; edges += 1)
      next = nextOf(this.#playing, next.after);
    if (next === null || next.message === 'edge') return null;
    const { seconds, message, after } = next;
    return { natural: seconds, seconds, index: message, after };
  }
}

/** The ticks as if they were the messages of a score, so that they come round its loop as they do. */
const asTimes = ({ settings, loop }: Score, times: Float64Array): Score => ({
  ...{ times, messages: new Uint8Array(0), settings, loop },
});
