/** What sounds, what comes next, and where the music is: the transport as the window sees it. */
import { meterMap, placeAt } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER, type Seconds, type Ticks } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Lane, Provenance } from '#main/project/project.ts';
import { nextBoundary, swap, type Boundary } from '#main/transport/boundary.ts';
import { begin, positionAt, stopAt, takeOver, type Playing } from '#main/transport/playing.ts';
import { timelineOfLanes, type Timeline } from '#main/transport/timeline.ts';
import type { Sound } from './doors.ts';

/** A place on the map. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Something that can be played: lanes, and where they came from. */
export interface Playable {
  readonly lanes: readonly Lane[];
  readonly length: Ticks;
  readonly bpm: number;
  readonly phrase: Phrase;
  readonly place: Place | null;
  readonly provenance: Provenance;
  /** Id of the sketch it is, or null for a phrase that is not kept. */
  readonly sketch: string | null;
}

/** How far ahead of now a change is placed, so that every event of it can still be scheduled. */
const AHEAD: Seconds = 0.02;

/** What plays. Positions are asked at every frame, not stored. */
export class Player {
  boundary = $state<Boundary>('bar');
  running = $state(false);
  looping = $state(true);
  click = $state(false);
  /** Tempo set by hand; null: what is played says it. */
  tempo = $state<number | null>(null);
  meter = $state.raw<Pick<Meter, 'numerator' | 'denominator'>>({ numerator: 4, denominator: 4 });
  sounding = $state.raw<Playable | null>(null);
  queued = $state.raw<{
    readonly playable: Playable;
    readonly at: Seconds;
    readonly bar: number;
  } | null>(null);
  failure = $state.raw<unknown>(null);
  awake = $state(false);
  #playing: Playing | null = null;
  #rest: Ticks = 0;
  readonly #sound: Sound;

  readonly bpm = $derived(this.tempo ?? this.sounding?.bpm ?? 120);

  constructor(sound: Sound) {
    this.#sound = sound;
  }

  /** Lets something play: at the boundary where music runs, else from its start at once. */
  async offer(playable: Playable, boundary: Boundary = this.boundary): Promise<void> {
    if (!this.running) {
      this.sounding = playable;
      this.#rest = 0;
      await this.play();
      return;
    }
    const now = this.#soon();
    if (this.#playing === null) return;
    const { at } = nextBoundary(this.#playing, now, boundary);
    const bar = this.#barAt(at);
    this.#follow(swap(this.#playing, this.#timeline(playable), boundary, now));
    if (at <= now) {
      this.sounding = playable;
      this.queued = null;
    } else this.queued = { playable, at, bar };
  }

  /** Shows something without a sound; it plays when play is pressed. */
  show(playable: Playable): void {
    if (this.running) return void this.offer(playable, 'now');
    this.sounding = playable;
    this.#rest = 0;
  }

  /** What sounds was changed in place (an edit, a fader): it goes on from where it is. */
  change(playable: Playable): void {
    this.sounding = playable;
    if (!this.running || this.#playing === null) return;
    const now = this.#soon();
    const { tick } = positionAt(this.#playing, now);
    const queued = this.queued;
    this.#follow(takeOver(this.#playing, this.#timeline(playable), tick, now));
    if (queued !== null) void this.offer(queued.playable);
  }

  async play(): Promise<void> {
    const playable = this.sounding;
    if (playable === null) return;
    try {
      await this.#sound.wake();
      this.awake = true;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    const at = this.#soon();
    const from = this.#rest < playable.length ? this.#rest : 0;
    this.running = true;
    this.#follow(begin(this.#timeline(playable), from, at));
  }

  pause(): void {
    this.#rest = this.position() ?? 0;
    this.#halt();
  }

  /** Stops and goes to the start. */
  stop(): void {
    this.#halt();
    this.#rest = 0;
  }

  toStart(): void {
    this.#rest = 0;
    const playable = this.sounding;
    if (!this.running || playable === null) return;
    this.#follow(begin(this.#timeline(playable), 0, this.#soon()));
  }

  seek(tick: Ticks): void {
    const playable = this.sounding;
    if (playable === null) return;
    this.#rest = Math.max(0, Math.min(tick, playable.length));
    if (!this.running || this.#playing === null) return;
    this.#follow(takeOver(this.#playing, this.#timeline(playable), this.#rest, this.#soon()));
  }

  setTempo(bpm: number): void {
    this.tempo = bpm;
    if (this.sounding !== null) this.change(this.sounding);
  }

  setLooping(on: boolean): void {
    this.looping = on;
    if (this.sounding !== null) this.change(this.sounding);
  }

  setClick(on: boolean): void {
    this.click = on;
    this.#sound.setClick(on);
  }

  /** Everything silent, now. */
  panic(): void {
    this.stop();
    this.#sound.follow(null);
  }

  /** Ticks from the start of what sounds, or null while nothing runs. */
  position(): Ticks | null {
    if (!this.running || this.#playing === null) return null;
    return positionAt(this.#playing, this.#sound.now()).tick;
  }

  /** Where the playhead stands, running or not. */
  playhead(): Ticks {
    return this.position() ?? this.#rest;
  }

  /** Position as musicians count: bar, beat, sixteenth. */
  clock(): string {
    const tick = this.playhead();
    const place = placeAt(
      meterMap({ division: TICKS_PER_QUARTER, meters: [{ tick: 0, ...this.meter }] }),
      tick,
    );
    const step = Math.floor(place.tick / (TICKS_PER_QUARTER / 4)) + 1;
    return `${place.bar}.${place.beat}.${String(step).padStart(2, '0')}`;
  }

  /** Beats until what is queued takes over. */
  beatsLeft(): number {
    if (this.queued === null) return 0;
    return Math.max(0, ((this.queued.at - this.#sound.now()) * this.bpm) / 60);
  }

  levels(): readonly [number, number] {
    return this.#sound.levels();
  }

  latency(): Seconds | null {
    return this.#sound.latency();
  }

  /** Called at every frame: what was queued has begun, what does not loop has ended. */
  tick(): void {
    if (!this.running || this.#playing === null) return;
    const now = this.#sound.now();
    if (this.queued !== null && now >= this.queued.at) {
      this.sounding = this.queued.playable;
      this.queued = null;
    }
    if (!positionAt(this.#playing, now).running) this.stop();
  }

  #halt(): void {
    if (this.#playing !== null) this.#follow(stopAt(this.#playing, this.#sound.now()));
    this.#playing = null;
    this.running = false;
    this.queued = null;
  }

  #soon(): Seconds {
    return this.#sound.now() + AHEAD;
  }

  #timeline(playable: Playable): Timeline {
    return timelineOfLanes(playable.lanes, playable.length, {
      bpm: this.tempo ?? playable.bpm,
      meter: this.meter,
      loop: this.looping,
    });
  }

  #barAt(at: Seconds): number {
    if (this.#playing === null) return 1;
    const { tick } = positionAt(this.#playing, at - 1e-4);
    const meters = meterMap({ division: TICKS_PER_QUARTER, meters: [{ tick: 0, ...this.meter }] });
    const place = placeAt(meters, Math.round(tick));
    const length = this.sounding?.length ?? 0;
    return tick >= length - 2
      ? 1
      : place.tick === 0 && place.beat === 1
        ? place.bar
        : place.bar + 1;
  }

  #follow(playing: Playing): void {
    this.#playing = playing;
    this.#sound.follow(playing);
  }
}
