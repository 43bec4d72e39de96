/** Following another's clock: the music starts, stops and runs with it, and a clock that is lost stops it with a word. */
import { TICKS_PER_QUARTER, type Seconds } from '#main/music/note.ts';
import { ClockIn, TICKS } from '#main/transport/clock-in.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Inputs, Played } from './inputs.svelte.ts';
import type { Player } from './player.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Ticks of the music in one of the clock. */
const SCALE = TICKS_PER_QUARTER / TICKS;
/** Further off than a sixteenth, the music goes there at once; else it is brought there by its tempo, within this many beats. */
const AWAY = TICKS_PER_QUARTER / 4;
const BEATS = 2;
/** What is less than this of a tempo is not worth a change. */
const WORTH = 0.0015;

/** What following needs. */
export interface FollowParts {
  readonly inputs: Inputs;
  readonly player: Player;
  readonly preferences: Preferences;
  readonly toasts: Toasts;
}

/** The follower of a clock. */
export class Following {
  /** Tempo of the clock that comes in; null: none is known. */
  bpm = $state<number | null>(null);
  readonly #of: FollowParts;
  readonly #now: () => Seconds;
  readonly #clock = new ClockIn();
  /** The music waits for the first tick. */
  #waiting = false;
  #ticks = 0;

  /** @param now the page's monotonic clock, seconds */
  constructor(parts: FollowParts, now: () => Seconds) {
    this.#of = parts;
    this.#now = now;
    parts.inputs.onPlayed((played) => this.#hear(played));
  }

  /** Follows the clock of an input, which is heard from now on; null: nobody's. */
  choose(input: string | null): void {
    const { preferences, inputs, player } = this.#of;
    preferences.setFollowed(input);
    this.#clock.forget();
    this.#waiting = false;
    this.bpm = null;
    player.lead(null);
    if (input !== null && !inputs.chosen.has(input)) inputs.hear(input, true);
  }

  /** Called at every frame: a clock that fell silent is missed. */
  tick(): void {
    const { player, toasts, preferences, inputs } = this.#of;
    const { followed } = preferences;
    if (followed === null || !this.#clock.lost(this.#now())) return;
    const name = inputs.nameOf(followed);
    this.#clock.forget();
    this.#waiting = false;
    this.bpm = null;
    player.lead(null);
    if (!player.running) return;
    player.pause();
    toasts.warn(() => m.midi_clock_lost({ name }));
  }

  #hear({ input, seconds, bytes }: Played): void {
    const { preferences, player } = this.#of;
    if (input !== preferences.followed) return;
    switch (this.#clock.hear(bytes, seconds)) {
      case 'start':
      case 'continue':
        this.#waiting = true;
        this.#ticks = 0;
        return;
      case 'stop':
        this.#waiting = false;
        if (player.running) player.pause();
        return;
      case 'position':
        if (!player.running) player.seek(this.#clock.at(seconds).place * SCALE);
        return;
      case 'tick':
        return this.#beat(seconds);
      case null:
    }
  }

  #beat(seconds: Seconds): void {
    const { player } = this.#of;
    const { running, bpm, place } = this.#clock.at(seconds);
    this.#ticks += 1;
    if (this.#waiting && running) {
      this.#waiting = false;
      player.seek(this.#within(place * SCALE));
      if (!player.running) void player.play();
      return;
    }
    // Twice a beat is often enough, and the first beat is listened to before anything is believed.
    if (bpm === null || this.#ticks % (TICKS / 2) !== 0 || this.#ticks < TICKS) return;
    this.bpm = Math.round(bpm * 10) / 10;
    if (!running || !player.running) return void player.lead(bpm);
    const heard = player.tickAt(seconds);
    if (heard === null) return;
    const error = this.#nearest(place * SCALE - heard);
    if (Math.abs(error) > AWAY) {
      player.lead(bpm);
      player.seek(this.#within(place * SCALE));
      return;
    }
    const wanted = bpm * (1 + error / (BEATS * TICKS_PER_QUARTER));
    if (Math.abs(wanted / player.here.bpm - 1) > WORTH) player.lead(wanted);
  }

  /** A place of the clock in what comes round. */
  #within(tick: number): number {
    const loop = this.#of.player.loop();
    if (loop === null || tick < loop.to) return tick;
    return loop.from + ((tick - loop.from) % (loop.to - loop.from));
  }

  /** How far it is to a place that comes round, by the shorter way. */
  #nearest(ticks: number): number {
    const loop = this.#of.player.loop();
    if (loop === null) return ticks;
    const round = loop.to - loop.from;
    return ticks - Math.round(ticks / round) * round;
  }
}
