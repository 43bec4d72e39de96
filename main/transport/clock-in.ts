/** A MIDI clock that comes in: from its ticks, late, early and lost ones among them, the tempo and the place in the music. */
import type { Seconds } from '#main/music/note.ts';

/** Ticks of the clock in a quarter, and in the sixteenth by which song positions are told. */
export const TICKS = 24;
const SIXTEENTH = 6;

const TICK = 0xf8;
const START = 0xfa;
const CONTINUE = 0xfb;
const STOP = 0xfc;
const POSITION = 0xf2;

/** Beats a minute that are believed. */
const SLOWEST = 10;
const FASTEST = 500;
/** How much of a tick's error goes into the place, and into the time between two. */
const ALPHA = 0.12;
const BETA = ALPHA ** 2 / (2 - ALPHA);
/** From this share on an interval is no jitter. */
const ODD = 0.35;
/** So many odd intervals that agree are another tempo. */
const AGREE = 4;
/** Silence after which a clock is lost, in its own ticks and in seconds. */
const LOST_TICKS = 12;
const LOST: readonly [least: Seconds, most: Seconds] = [0.3, 3];

/** What a message of the clock did. */
export type ClockChange = 'start' | 'continue' | 'stop' | 'position' | 'tick';

/** How the clock runs. Places are in its ticks, 24 a quarter, from the start of the music. */
export interface ClockPlace {
  readonly running: boolean;
  /** Beats a minute; null: not known yet, or nothing that music could have. */
  readonly bpm: number | null;
  readonly place: number;
}

const bpmOf = (period: Seconds): number => 60 / (period * TICKS);

/** Follows a clock. Time is told with each message. */
export class ClockIn {
  #running = false;
  /** The tick that came last: which it is, and when it is taken to have been. */
  #tick = -1;
  #at: Seconds | null = null;
  #heard: Seconds | null = null;
  #period: Seconds | null = null;
  #odd: readonly Seconds[] = [];
  /** Ticks that were taken for lost when the interval turned odd: given back if it was another tempo. */
  #supplied = 0;

  /** Takes a message in; answers what it did, or null where it is none of a clock's. */
  hear(bytes: ArrayLike<number>, seconds: Seconds): ClockChange | null {
    switch (bytes[0]) {
      case TICK:
        this.#beat(seconds);
        return 'tick';
      case START:
        this.#tick = -1;
        this.#run();
        return 'start';
      case CONTINUE:
        this.#run();
        return 'continue';
      case STOP:
        this.#running = false;
        return 'stop';
      case POSITION:
        this.#tick = SIXTEENTH * ((bytes[1] ?? 0) + 128 * (bytes[2] ?? 0)) - 1;
        return 'position';
      default:
        return null;
    }
  }

  /** Where the music is at a moment. */
  at(seconds: Seconds): ClockPlace {
    const period = this.#period;
    const bpm = period === null ? null : bpmOf(period);
    const believed = bpm !== null && bpm >= SLOWEST && bpm <= FASTEST ? bpm : null;
    const since = this.#at === null || period === null ? 0 : (seconds - this.#at) / period;
    const place = this.#running ? this.#tick + Math.max(0, since) : this.#tick + 1;
    return { running: this.#running, bpm: believed, place: Math.max(0, place) };
  }

  /** Whether a clock that ran has fallen silent without a stop. */
  lost(seconds: Seconds): boolean {
    if (!this.#running || this.#heard === null) return false;
    const [least, most] = LOST;
    const patience = Math.min(most, Math.max(least, LOST_TICKS * (this.#period ?? most)));
    return seconds - this.#heard > patience;
  }

  /** Forgets tempo and place: it is another clock. */
  forget(): void {
    this.#running = false;
    this.#tick = -1;
    this.#at = null;
    this.#heard = null;
    this.#period = null;
    this.#odd = [];
    this.#supplied = 0;
  }

  /** The next tick is the music's, whenever it comes. */
  #run(): void {
    this.#running = true;
    this.#at = null;
  }

  #beat(seconds: Seconds): void {
    const { step, fresh } = this.#interval(seconds);
    this.#heard = seconds;
    if (this.#running) this.#tick += step;
    if (this.#at === null || this.#period === null || fresh) {
      this.#at = seconds;
      return;
    }
    const expected = this.#at + step * this.#period;
    const error = seconds - expected;
    this.#at = expected + ALPHA * error;
    this.#period = Math.max(1e-5, this.#period + (BETA * error) / step);
  }

  /** How many ticks on this one is, and whether the clock is to be taken anew from it. */
  #interval(seconds: Seconds): { readonly step: number; readonly fresh: boolean } {
    if (this.#heard === null) return { step: 1, fresh: true };
    const interval = Math.max(1e-6, seconds - this.#heard);
    if (this.#period === null) {
      this.#period = interval;
      return { step: 1, fresh: true };
    }
    const ratio = interval / this.#period;
    if (Math.abs(ratio - 1) < ODD) {
      this.#odd = [];
      this.#supplied = 0;
      return { step: 1, fresh: false };
    }
    this.#odd = [...this.#odd, interval].slice(-AGREE);
    const mean = this.#odd.reduce((sum, each) => sum + each, 0) / this.#odd.length;
    const agree = this.#odd.every((each) => Math.abs(each / mean - 1) < ODD);
    if (this.#odd.length === AGREE && agree) {
      const supplied = this.#supplied;
      this.#odd = [];
      this.#supplied = 0;
      this.#period = mean;
      return { step: 1 - supplied, fresh: true };
    }
    // A hole of whole ticks: they were lost on the way, for the moment.
    const whole = Math.round(ratio);
    const hole = ratio > 1.5 && Math.abs(ratio - whole) < ODD && whole <= LOST_TICKS;
    if (!hole) return { step: 1, fresh: ratio > LOST_TICKS };
    this.#supplied += whole - 1;
    return { step: whole, fresh: false };
  }
}
