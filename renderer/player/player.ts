/** The player in the page: asks the transport what sounds next and hands it to the instruments in good time. */
import { eventsBetween } from '#main/transport/events.ts';
import {
  begin,
  forget,
  positionAt,
  spanAt,
  stopAt,
  takeOver,
  unqueue,
} from '#main/transport/playing.ts';
import { correspondingTick, swap } from '#main/transport/boundary.ts';
import { SAME_MOMENT } from '#main/transport/score.ts';
import type { Seconds, Ticks } from '#main/music/note.ts';
import type { Boundary } from '#main/transport/boundary.ts';
import type { Playing } from '#main/transport/playing.ts';
import type { Timeline, TimelineLane } from '#main/transport/timeline.ts';
import type { Instrument } from './instrument.ts';

/**
 * Who plays: an instrument for every lane (another one where the lane asks for other sounds; each of a lane's ends and
 * withdraws what any of them began), and one for the metronome (76 accented, 77 not: the wood blocks of General MIDI). */
export interface Band {
  instrument(lane: TimelineLane): Instrument;
  readonly metronome: Instrument;
}

/** The clock that all times are counted by (an audio context's), and its pulse. */
export interface Beat {
  readonly now: () => Seconds;
  readonly run: () => void;
  readonly rest: () => void;
}

/** Where the music is. */
export interface Place {
  readonly timeline: Timeline;
  readonly tick: Ticks;
  /** False where the music has come to its end. */
  readonly running: boolean;
}

/** The instruments of all that is known of: by timeline and lane, and each once. */
interface Seats {
  readonly of: Map<Timeline, ReadonlyMap<string, Instrument>>;
  readonly every: ReadonlySet<Instrument>;
}

/** The soonest that anything new can sound: what is nearer has already been handed over. */
export const SOONEST: Seconds = 0.03;
const ACCENT = 76;
const WEAK = 77;

/** Plays one timeline after another without a gap. Call `pulse` about every 10 ms while it plays. */
export class Player {
  metronomeOn = false;
  readonly #band: Band;
  readonly #beat: Beat;
  #playing: Playing | null = null;
  /** What played before the last stop: its note-offs may still lie ahead, and a new beginning must not lose them. */
  #ended: Playing | null = null;
  /** Up to when each instrument has been told, by how far ahead it may be told. */
  readonly #told = new Map<Seconds, Seconds>();

  constructor(band: Band, beat: Beat) {
    this.#band = band;
    this.#beat = beat;
  }

  /** Whether anything plays. */
  get isPlaying(): boolean {
    return this.#playing !== null;
  }

  /** Plays `timeline` from tick `position`; what played before ends. Answers the second at which it begins. */
  play(timeline: Timeline, position: Ticks = 0): Seconds {
    const at = this.#beat.now() + SOONEST;
    const before = this.#playing ?? this.#ended;
    const playing =
      before === null ? begin(timeline, position, at) : takeOver(before, timeline, position, at);
    this.#turn(playing, at);
    return at;
  }

  /** Lets `timeline` take over at the next boundary, in the same place of the music; the newest wish wins. Answers when. */
  swap(timeline: Timeline, boundary: Boundary): Seconds {
    if (this.#playing === null) return this.play(timeline);
    const soonest = this.#beat.now() + SOONEST;
    const playing = swap(this.#playing, timeline, boundary, soonest);
    const at = playing.spans.at(-1)?.at ?? soonest;
    this.#turn(playing, Math.min(at, this.#firstQueued(soonest)));
    return at;
  }

  /** Goes on with a changed version of what plays (a muted lane, an edited note) at once, in the same place. What was queued stays queued. */
  replace(timeline: Timeline): void {
    if (this.#playing === null) return;
    const at = this.#beat.now() + SOONEST;
    const queued = this.#playing.spans.find((span) => span.at > at);
    const { tick, running } = positionAt(this.#playing, at);
    const changed = takeOver(
      unqueue(this.#playing, at),
      timeline,
      correspondingTick(timeline, tick, !running),
      at,
    );
    const playing =
      queued === undefined
        ? changed
        : takeOver(changed, queued.timeline, queued.position, queued.at);
    this.#turn(playing, at);
  }

  /** Goes on from tick `position` of what plays. */
  seek(position: Ticks): void {
    if (this.#playing === null) return;
    const at = this.#beat.now() + SOONEST;
    this.#turn(takeOver(this.#playing, spanAt(this.#playing, at).timeline, position, at), at);
  }

  /** Ends everything that sounds. */
  stop(): void {
    if (this.#playing === null) return;
    const at = this.#beat.now() + SOONEST;
    this.#turn(stopAt(this.#playing, at), at);
    // There will be no further pulse: so the note-offs that lie at `at` itself are told now.
    this.#handOver(at + SAME_MOMENT);
    this.#end();
  }

  /** Where the music is now, or null where nothing plays. */
  place(): Place | null {
    if (this.#playing === null) return null;
    const now = this.#beat.now();
    const { span, tick, running } = positionAt(this.#playing, now);
    // Silence after a stop is no end where something is about to begin.
    const ahead = this.#playing.spans.some(({ at }) => at > now);
    return { timeline: span.timeline, tick, running: running || ahead };
  }

  /** What waits to take over, and in how many seconds. */
  queued(): { readonly timeline: Timeline; readonly in: Seconds } | null {
    const now = this.#beat.now();
    const span = this.#playing?.spans.find(({ at }) => at > now);
    if (span === undefined || this.#playing?.spans[0] === span) return null;
    return { timeline: span.timeline, in: span.at - now };
  }

  /** What plays, in spans of seconds of this clock: for another player on the same timeline (MIDI). */
  get playing(): Playing | null {
    return this.#playing;
  }

  /** Hands over what is due soon, and forgets what is long past. */
  pulse(): void {
    if (this.#playing === null) return;
    const now = this.#beat.now();
    this.#handOver(now);
    this.#playing = forget(this.#playing, now - 1);
    const last = this.#playing.spans.at(-1);
    if (last !== undefined && !positionAt(this.#playing, now - 1).running && last.at < now - 1) {
      this.#end();
    }
  }

  #end(): void {
    this.#ended = this.#playing;
    this.#playing = null;
    this.#beat.rest();
  }

  /** Tells each instrument what lies within its reach, and at least what comes before `least`. */
  #handOver(least: Seconds): void {
    if (this.#playing === null) return;
    const now = this.#beat.now();
    const seats = this.#seats(this.#playing);
    const aheads = new Set([...seats.every].map(({ lookAhead }) => lookAhead));
    for (const ahead of aheads.add(this.#band.metronome.lookAhead)) {
      const from = this.#told.get(ahead) ?? now;
      const to = Math.max(now + ahead, least);
      if (to <= from) continue;
      this.#told.set(ahead, to);
      this.#tell(this.#playing, from, to, ahead, seats);
    }
  }

  /** Who plays. What is queued is asked for first: a lane's fader stands where what plays now has it. */
  #seats({ spans }: Playing): Seats {
    const soon = this.#beat.now() + SOONEST;
    const queued = spans.filter(({ at }) => at > soon);
    const of: Seats['of'] = new Map();
    for (const { timeline } of [...queued, ...spans.filter(({ at }) => at <= soon)])
      of.set(
        timeline,
        new Map(timeline.lanes.map((lane) => [lane.id, this.#band.instrument(lane)])),
      );
    return { of, every: new Set([...of.values()].flatMap((lanes) => [...lanes.values()])) };
  }

  #tell(playing: Playing, from: Seconds, to: Seconds, ahead: Seconds, { of }: Seats): void {
    const { metronome } = this.#band;
    const now = this.#beat.now();
    for (const event of eventsBetween(playing, from, to, { clicks: this.metronomeOn })) {
      // A pulse that came late: what lies in the past sounds at once, and instruments are told the truth about when.
      const at = Math.max(event.at, now);
      if (event.kind === 'click') {
        if (metronome.lookAhead === ahead) metronome.noteOn(event.accent ? ACCENT : WEAK, 90, at);
      } else if (event.kind === 'noteOff') {
        // Each instrument of a lane ends what any of them began.
        const [instrument] = [...of.values()].flatMap((lanes) => lanes.get(event.lane) ?? []);
        if (instrument?.lookAhead === ahead) instrument.noteOff(event.pitch, at);
      } else if (event.kind !== 'clock') {
        const instrument = of.get(spanAt(playing, event.at).timeline)?.get(event.lane);
        if (instrument?.lookAhead !== ahead) continue;
        if (event.kind === 'message') instrument.message?.(event.bytes, at);
        else instrument.noteOn(event.pitch, event.velocity, at);
      }
    }
  }

  /** When what was queued up to now would have taken over: from there on instruments may have been told of it. */
  #firstQueued(soonest: Seconds): Seconds {
    return this.#playing?.spans.find(({ at }) => at > soonest)?.at ?? Infinity;
  }

  /** Goes on with `playing`, which is new from `at` on: what lies beyond is withdrawn and told again. */
  #turn(playing: Playing, wanted: Seconds): void {
    // What lies within the rounding of that moment was told for one of its sides, which may have changed.
    const at = Math.min(wanted, playing.spans.at(-1)?.at ?? wanted) - SAME_MOMENT;
    const before = this.#playing ?? this.#ended;
    if (before !== null) {
      for (const instrument of this.#seats(before).every) instrument.withdraw(at);
    }
    if (this.#playing === null) this.#beat.run();
    this.#ended = null;
    this.#playing = playing;
    for (const [ahead, told] of this.#told) this.#told.set(ahead, Math.min(told, at));
    this.pulse();
  }
}
