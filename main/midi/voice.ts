/** One open port and what it plays: sends what is due, keeps the ledger, hands over to the next score at its moment. */
import { DRUM_CHANNEL } from '#main/music/note.ts';
import { Aside } from './aside.ts';
import { ClockOut } from './clock-out.ts';
import { channelsIn, crossings, cursorAt, messageAt, nextOf, settingsBefore } from './cursor.ts';
import { Keys } from './keys.ts';
import { everyNoteOff, silence } from './ledger.ts';
import {
  atRest,
  begins,
  channelOf,
  isBank,
  isProgram,
  noteOf,
  pedalOf,
  programOf,
  settingOf,
} from './message.ts';
import type { Channel } from '#main/music/note.ts';
import type { Manner } from '#main/protocol/midi.ts';
import type { Hand } from './keys.ts';
import type { Crossing, Cursor, Playing } from './cursor.ts';
import type { OutputPort } from './ports/port.ts';

interface Queued extends Playing {
  /** When it takes over. */
  readonly at: number;
  /** When it should have: earlier, where the wish came late. */
  readonly wanted: number;
  readonly jumps: boolean;
  /** Its programs went out ahead of it. */
  readonly tuned: boolean;
}

/** From clock time `at` on, `score` plays with its time 0 at `origin`; `jumps`: a person went elsewhere in it. */
export interface Wish extends Playing {
  readonly at: number;
  readonly jumps: boolean;
}

/** Of a crossing note this many seconds (a 32nd at 125 bpm) must be left for it to be struck anew; less would be a click. */
const WORTH_TAKING_UP = 0.0599;
/** A note that a late score missed by no more than this is struck all the same. */
const LATE = 0.1;
const SAME_MOMENT = 1e-4;
/** Longer than the rounding of times, shorter than any time between two messages. */
const JUST_NOW = 2e-6;

/** A port with its score. Time comes from outside: `advance(now)` sends everything that is due by then. */
export class Voice {
  readonly #port: OutputPort;
  readonly #keys: Keys;
  readonly #channels = new Set<Channel>();
  readonly #settings = new Map<number, string>();
  readonly #joined: () => void;
  readonly #clock: ClockOut;
  readonly #now: () => number;
  readonly #aside: Aside;
  /** What scores have moved: it is put back where the next does not set it. */
  readonly #moved = new Set<number>();
  #playing: (Playing & { cursor: Cursor }) | null = null;
  /** The moment whose messages are being sent; null: what is sent was due at none. */
  #moment: number | null = null;
  #queued: readonly Queued[] = [];

  /** @param joined called before the first message on a channel leaves */
  constructor(port: OutputPort, joined: () => void, now: () => number) {
    this.#port = port;
    this.#joined = joined;
    this.#now = now;
    this.#keys = new Keys((message) => port.send(message));
    this.#clock = new ClockOut((message) => port.send(message));
    this.#aside = new Aside(
      (message) => port.send(message),
      (note) => this.#keys.has(note),
    );
  }

  /** What the instrument needs from now on. */
  mind(manner: Manner): void {
    this.#aside.mind(manner);
  }

  /** Channels that were played on. */
  get channels(): readonly Channel[] {
    return [...this.#channels];
  }

  /** Channels will be played on. */
  join(channels: Iterable<Channel>): void {
    const { size } = this.#channels;
    for (const channel of channels) this.#channels.add(channel);
    if (this.#channels.size > size) this.#joined();
  }

  /**
   * Grants a wish at its time; what was queued for `withdraw` or later is forgotten. Where its time is over at `now`
   * already, it joins at once, in the middle.
   */
  queue(wish: Wish, now: number, withdraw = wish.at): void {
    this.join(channelsIn(wish.score.messages));
    const before = this.#queued.filter((each) => each.at < withdraw - SAME_MOMENT);
    this.#queued = [
      ...before,
      { ...wish, at: Math.max(wish.at, now), wanted: wish.at, tuned: false },
    ];
  }

  /** The clock that scores are written by has moved against this one: everything that lies ahead moves along. */
  steer(shift: number): void {
    if (this.#playing !== null)
      this.#playing = { ...this.#playing, origin: this.#playing.origin + shift };
    this.#clock.steer(shift);
    this.#queued = this.#queued.map((each) => ({
      ...each,
      origin: each.origin + shift,
      at: each.at + shift,
      wanted: each.wanted + shift,
    }));
  }

  /** Other settings hold in what plays, and in what takes over up to `at`. */
  set(settings: Uint8Array, at: number): void {
    const changed = <P extends Playing>(each: P): P => ({
      ...each,
      score: { ...each.score, settings },
    });
    this.#queued = this.#queued.map((each) => (each.at <= at + SAME_MOMENT ? changed(each) : each));
    if (this.#playing === null) return;
    this.#playing = changed(this.#playing);
    this.#tune(settings);
  }

  /** When something happens next, in clock seconds, or null. */
  due(): number | null {
    const next = this.#playing === null ? null : nextOf(this.#playing, this.#playing.cursor);
    const [queued] = this.#queued;
    const times = [
      ...[next?.seconds, queued?.at, queued && this.#tunesAt(queued)],
      ...[this.#clock.due(), this.#aside.due()],
    ];
    const due = Math.min(...times.map((time) => time ?? Infinity));
    return due === Infinity ? null : due;
  }

  /** Sends all that is due by `now`, in order. */
  advance(now: number): void {
    for (let due = this.due(); due !== null && due <= now; due = this.due()) {
      this.#moment = due;
      const [queued] = this.#queued;
      if (this.#aside.due() <= due)
        this.#aside.advance(due, now, (message, hand) => this.send(message, hand));
      else if (queued !== undefined && this.#tunesAt(queued) <= due) this.#tuneAhead(queued);
      // What would begin at the very moment another score takes over is that one's to begin.
      else if (queued !== undefined && queued.at <= due + JUST_NOW) this.#handOver(queued);
      // A beat is told before the notes on it.
      else if ((this.#clock.due() ?? Infinity) <= due + JUST_NOW) this.#clock.tick(now);
      else this.#step();
    }
    this.#moment = null;
  }

  /** How late what is being sent is at `now`; null: it was due at no moment. */
  lateBy(now: number): number | null {
    return this.#moment === null ? null : Math.max(0, now - this.#moment);
  }

  /** Sends one message at once. A note-off that is not owed and a setting that holds already stay here. */
  send(message: Uint8Array, hand: Hand = 'score'): void {
    const note = noteOf(message);
    if (this.#aside.patience.keeps(message, hand, this.#moment ?? this.#now())) return;
    if (note !== null && !begins(message) && !this.#keys.has(note, hand)) return;
    const setting = settingOf(message);
    const value = message.join();
    if (setting !== null && this.#settings.get(setting) === value) return;
    const channel = channelOf(message);
    this.join([channel]);
    this.#keys.send(message, hand);
    if (setting === null) return;
    this.#settings.set(setting, value);
    // A bank holds from the next program change on, even if that is to the program that is on already.
    if (isBank(message)) this.#settings.delete(programOf(channel));
    if (isProgram(message)) this.#aside.patience.changed(channel, this.#now());
  }

  /** Sends a long message on as soon as the instrument takes it. */
  pass(message: Uint8Array): void {
    this.#aside.dumps.add(message, this.#now());
  }

  /** Forgets the score and ends every note that sounds. */
  stop(): void {
    this.#playing = null;
    this.#queued = [];
    this.#aside.dumps.forget();
    this.#settle();
    this.letGo();
    this.#rest();
    this.#clock.stop();
  }

  /** Ends what a person who plays along has on. */
  letGo(): void {
    this.#aside.patience.forget('person');
    this.#lifted(this.#keys.settle('person'));
  }

  /** Stops and silences whatever the synthesizer may still hold. */
  panic(now: number): void {
    this.stop();
    for (const message of silence()) this.#port.send(message);
    this.#aside.pace(now, everyNoteOff(this.channels));
  }

  /** Silences channels on which a player that is gone may have left notes on. */
  flush(channels: readonly Channel[], now: number): void {
    for (const message of silence(channels)) this.#port.send(message);
    this.#aside.pace(now, everyNoteOff(channels));
  }

  /** Gives a port back that is gone. */
  abandon(): void {
    this.#port.close();
  }

  /** Stops and gives the port back. */
  close(): void {
    try {
      this.stop();
    } finally {
      this.#port.close();
    }
  }

  #tune(settings: Uint8Array): void {
    for (let at = 0; 3 * at < settings.length; at += 1) this.send(messageAt(settings, at));
  }

  /** When the programs of what takes over next go out: ahead of it where the instrument needs that. */
  #tunesAt({ at, tuned }: Queued): number {
    return tuned || this.#aside.patience.pause === 0 ? Infinity : at - this.#aside.patience.pause;
  }

  #tuneAhead(queued: Queued): void {
    this.#queued = [{ ...queued, tuned: true }, ...this.#queued.slice(1)];
    const { settings } = queued.score;
    for (let at = 0; 3 * at < settings.length; at += 1) {
      const message = messageAt(settings, at);
      if (isBank(message) || isProgram(message)) this.send(message);
    }
  }

  #settle(goingOn?: ReadonlySet<number>): void {
    this.#aside.patience.forget('score');
    this.#lifted(this.#keys.settle('score', goingOn));
  }

  /** Pedals came up: the next one that goes down is news again. */
  #lifted(channels: readonly Channel[]): void {
    for (const channel of channels) this.#settings.delete(pedalOf(channel));
  }

  /** Sends a message of a score, and remembers what it moves. */
  #set(message: Uint8Array): void {
    const setting = settingOf(message);
    if (setting !== null) this.#moved.add(setting);
    this.send(message);
  }

  /** Puts back what scores have moved, but for what is to be set now. */
  #rest(now: readonly Uint8Array[] = []): void {
    if (this.#moved.size === 0) return;
    const kept = new Set(now.map(settingOf));
    for (const setting of this.#moved) {
      const message = kept.has(setting) ? null : atRest(setting);
      if (message !== null) this.send(message);
    }
    this.#moved.clear();
  }

  /** Notes that both scores have sounding go on; the old one's others end, the new one's others are struck where it is worth it. */
  #handOver(queued: Queued): void {
    const { score, at, wanted } = queued;
    this.#queued = this.#queued.slice(1);
    // Who joins late finds what happens at this very moment done already, by the same music told before.
    const cursor = cursorAt(queued, wanted < at ? at + JUST_NOW : at);
    const crossing = crossings(queued, cursor, at);
    this.#settle(new Set(crossing.map(({ on }) => noteOf(on)).filter((note) => note !== null)));
    const before = settingsBefore(score, cursor.index);
    this.#rest(before);
    this.#tune(score.settings);
    for (const setting of before) this.#set(setting);
    for (const note of crossing) if (this.#takesUp(note, queued)) this.send(note.on);
    this.#playing = { score, origin: queued.origin, cursor };
    this.#clock.take(queued, at, queued.jumps);
  }

  #takesUp({ on, from, until }: Crossing, { at, wanted }: Queued): boolean {
    const note = noteOf(on);
    if (note === null || this.#keys.has(note, 'score')) return false;
    const missed = from >= Math.max(wanted - SAME_MOMENT, at - LATE);
    return missed || (channelOf(on) !== DRUM_CHANNEL && until - at >= WORTH_TAKING_UP);
  }

  #step(): void {
    if (this.#playing === null) return;
    const next = nextOf(this.#playing, this.#playing.cursor);
    if (next === null) return;
    this.#playing = { ...this.#playing, cursor: next.after };
    const { score } = this.#playing;
    if (next.message === 'edge') {
      const before = settingsBefore(score, next.after.index);
      this.#settle();
      this.#rest(before);
      for (const setting of before) this.#set(setting);
    } else this.#set(messageAt(score.messages, next.message));
  }
}
