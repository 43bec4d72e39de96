/** What sounds, what comes next, and where the music is: the transport as the window sees it. */
import { barAt, meterMap, placeAt, type MeterMap } from '#main/music/meter.ts';
import { TICKS_PER_QUARTER, type Seconds, type Ticks } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';
import { secondsAt, tempoMap, tickAt, type TempoMap } from '#main/music/tempo-map.ts';
import { metersOf, temposOf } from '#main/project/course.ts';
import type { Boundary } from '#main/transport/boundary.ts';
import { delayed } from '#main/transport/delayed.ts';
import { positionAt } from '#main/transport/playing.ts';
import { timelineOfLanes, type Loop, type Timeline } from '#main/transport/timeline.ts';
import { SOONEST } from '#renderer/player/player.ts';
import type { Sound } from './doors.ts';
import type { Playable } from './playable.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What takes over this soon takes over at once, to the ear. */
const AT_ONCE: Seconds = 0.06;

/** What plays. Positions are asked at every frame, not stored. */
export class Player {
  boundary = $state<Boundary>('bar');
  running = $state(false);
  click = $state(false);
  sounding = $state.raw<Playable | null>(null);
  queued = $state.raw<{
    readonly playable: Playable;
    readonly at: Seconds;
    readonly boundary: Boundary;
    readonly bar: number;
    /** Whether that bar is the first again, as the music comes round. */
    readonly round: boolean;
  } | null>(null);
  /** Tempo and meter where the playhead is. */
  here = $state.raw<{ readonly bpm: number } & Pick<Meter, 'numerator' | 'denominator'>>({
    bpm: 120,
    numerator: 4,
    denominator: 4,
  });
  failure = $state.raw<unknown>(null);
  /** Tempo of a clock that is followed; null: none is. */
  #followed = $state<number | null>(null);
  awake = $state(false);
  /** Whether the system took the sound away. */
  asleep = $state(false);
  /** How often the music was stopped: what was asked before a stop does not start it again. */
  stops = 0;
  #rest: Ticks = 0;
  /** What is counted before a take, in front of what sounds. */
  #lead: Ticks = 0;
  #counting = false;
  readonly #sound: Sound;
  readonly #workspace: Workspace;

  readonly looping: boolean = $derived.by(() => this.#workspace.project.looping);
  /** Tempo set by hand; null: what is played says it. */
  readonly tempo: number | null = $derived.by(() => this.#followed ?? this.#workspace.project.bpm);
  readonly bpm: number = $derived(this.tempo ?? this.sounding?.bpm ?? 120);
  readonly meter: Pick<Meter, 'numerator' | 'denominator'> = $derived.by(
    () => this.sounding?.meter ?? this.#workspace.project.meter,
  );

  constructor(sound: Sound, workspace: Workspace) {
    this.#sound = sound;
    this.#workspace = workspace;
    sound.onAsleep((asleep) => {
      this.asleep = asleep;
      // The sound's clock stood still: whoever plays along is told anew where the music is.
      if (!asleep) this.again();
    });
  }

  /** A gesture gives a sound back that the system took away. */
  async wake(): Promise<void> {
    if (!this.asleep || !this.running) return;
    try {
      await this.#sound.wake();
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Lets something play: at the boundary where music runs, else from its start at once. */
  async offer(playable: Playable, boundary: Boundary = this.boundary): Promise<void> {
    if (!this.running) {
      this.sounding = playable;
      this.#rest = 0;
      await this.play();
      return;
    }
    const at = this.#sound.swap(this.#timeline(playable), boundary);
    if (at <= this.#sound.now() + AT_ONCE) {
      this.sounding = playable;
      this.queued = null;
    } else this.queued = { playable, at, boundary, ...this.#barAt(at) };
  }

  /** Shows something without a sound; it plays when play is pressed. */
  show(playable: Playable): void {
    if (this.running) return void this.offer(playable, 'now');
    this.sounding = playable;
    this.#rest = 0;
  }

  /**
   * What sounds was changed in place (an edit, a fader, a tempo): it goes on from where it is. What is queued then waits
   * for its boundary anew; `ahead` says what it has become.
   */
  change(playable: Playable, ahead: (queued: Playable) => Playable = (same) => same): void {
    const { queued, running } = this;
    // By the time that a change is heard, what was queued may have taken over.
    const late = queued !== null && queued.at <= this.#sound.now() + SOONEST;
    this.sounding = late ? ahead(queued.playable) : playable;
    if (late) this.queued = null;
    if (!running) return;
    this.#sound.replace(this.#timeline(this.sounding));
    if (queued !== null && !late) void this.offer(ahead(queued.playable), queued.boundary);
  }

  /** Hands what plays, and what is queued, over anew: other ports play it from now on. */
  again(): void {
    if (this.sounding !== null && this.running) this.change(this.sounding);
  }

  async play(): Promise<void> {
    if (this.sounding === null) return;
    const { stops } = this;
    try {
      await this.#sound.wake();
      this.awake = true;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
      return;
    }
    if (stops !== this.stops) return;
    // While the sound woke, a newer phrase may have come.
    const playable = this.sounding;
    const from = this.#rest < playable.length ? this.#rest : 0;
    this.running = true;
    // Of what is counted nothing has been heard: the music's own place lies a bar further.
    this.#sound.play(this.#timeline(playable), from);
  }

  /** Plays from the bar where the playhead stands, for a take: a bar is counted before it, if so wished. */
  async record(countIn: boolean): Promise<void> {
    const { numerator, denominator } = barAt(this.#meters(), this.#rest);
    const bar = (4 * TICKS_PER_QUARTER * numerator) / denominator;
    this.#rest = Math.floor(this.#rest / bar) * bar;
    this.#lead = countIn ? bar : 0;
    this.#counting = countIn;
    if (countIn) this.#sound.setClick(true);
    await this.play();
    if (!this.running) this.#counted();
  }

  pause(): void {
    this.#rest = Math.max(0, this.position() ?? 0);
    this.#halt();
  }

  /** Stops and goes to the start. */
  stop(): void {
    this.#halt();
    this.#rest = 0;
  }

  toStart(): void {
    this.seek(0);
  }

  seek(tick: Ticks): void {
    const playable = this.sounding;
    if (playable === null) return;
    this.#rest = Math.max(0, Math.min(tick, playable.length));
    if (this.running) this.#sound.seek(this.#rest + this.#lead);
  }

  /** A clock leads at this tempo; null: nobody does. What plays goes on from where it is. */
  lead(bpm: number | null): void {
    if (this.#followed === bpm) return;
    this.#followed = bpm;
    if (this.sounding !== null) this.change(this.sounding);
  }

  setClick(on: boolean): void {
    this.click = on;
    this.#sound.setClick(on);
  }

  /** How much faster than it says something is played, by the tempo that was set by hand. */
  factorOf({ bpm }: Pick<Playable, 'bpm'>): number {
    return this.tempo === null ? 1 : this.tempo / bpm;
  }

  /** Everything silent, now. */
  panic(): void {
    this.stop();
    this.#sound.panic();
  }

  /** Ticks from the start of what sounds, or null while nothing runs. */
  position(): Ticks | null {
    const place = this.running ? this.#sound.place() : null;
    return place === null ? null : place.tick - this.#lead;
  }

  /** Where the music was when a moment of the page's clock was heard; null where it did not run. */
  tickAt(seconds: Seconds): Ticks | null {
    const playing = this.#sound.playing();
    if (playing === null) return null;
    return positionAt(playing, seconds - this.#sound.heardAt(0)).tick - this.#lead;
  }

  /** What comes round while it plays; null: nothing does. */
  loop(): Loop | null {
    if (this.sounding === null) return null;
    const { loop } = this.#timeline(this.sounding);
    return loop === null ? null : { from: loop.from - this.#lead, to: loop.to - this.#lead };
  }

  /** Where the playhead stands, running or not. */
  playhead(): Ticks {
    return Math.max(0, this.position() ?? this.#rest);
  }

  /** Position as musicians count: bar, beat, sixteenth. */
  clock(): string {
    const tick = this.playhead();
    const place = placeAt(this.#meters(), tick);
    const step = Math.floor(place.tick / (TICKS_PER_QUARTER / 4)) + 1;
    return `${place.bar}.${place.beat}.${String(step).padStart(2, '0')}`;
  }

  /** Beats until what is queued takes over. */
  beatsLeft(): number {
    if (this.queued === null) return 0;
    return Math.max(0, ((this.queued.at - this.#sound.now()) * this.here.bpm) / 60);
  }

  /** Peak of what goes out, 0 to 1. */
  level(): number {
    return this.#sound.level();
  }

  latency(): Seconds | null {
    return this.#sound.latency();
  }

  /** Called at every frame: what was queued has begun, what does not loop has ended. */
  tick(): void {
    this.#look();
    if (!this.running) return;
    if (this.#counting && (this.position() ?? 0) >= 0) this.#counted();
    if (this.queued !== null && this.#sound.now() >= this.queued.at) {
      this.sounding = this.queued.playable;
      this.queued = null;
    }
    if (this.#sound.place()?.running === false) this.stop();
  }

  #halt(): void {
    this.#sound.stop();
    this.stops += 1;
    this.running = false;
    this.queued = null;
    this.#counted();
    this.#lead = 0;
  }

  /** The count is over: the click is as it was set. */
  #counted(): void {
    if (this.#counting) this.#sound.setClick(this.click);
    this.#counting = false;
  }

  #timeline(playable: Playable): Timeline {
    const { lanes, length, bpm, meter, loop } = playable;
    const timeline = {
      ...timelineOfLanes(lanes, length, { bpm, meter, loop: this.looping }),
      tempos: temposOf(playable, this.factorOf(playable)),
      meters: metersOf(playable),
    };
    const whole = timeline.loop === null || loop === null || loop.start >= length;
    const region = whole ? timeline.loop : { from: loop.start, to: Math.min(loop.end, length) };
    return delayed({ ...timeline, loop: region }, this.#lead);
  }

  /** The bar that begins at second `at`, from 1, and whether it is the first again. */
  #barAt(at: Seconds): { readonly bar: number; readonly round: boolean } {
    const tempos = this.#tempos();
    const seconds = secondsAt(tempos, this.playhead()) + at - this.#sound.now();
    const tick = Math.round(tickAt(tempos, seconds));
    const round = tick >= (this.sounding?.length ?? 0) - 2;
    return { bar: round ? 1 : placeAt(this.#meters(), tick + 2).bar, round };
  }

  #meters(): MeterMap {
    const meters = this.sounding === null ? [{ tick: 0, ...this.meter }] : metersOf(this.sounding);
    return meterMap({ division: TICKS_PER_QUARTER, meters });
  }

  #tempos(): TempoMap {
    const { sounding } = this;
    const quarter = { tick: 0, microsecondsPerQuarter: 60e6 / this.bpm };
    const tempos = sounding === null ? [quarter] : temposOf(sounding, this.factorOf(sounding));
    return tempoMap({ division: TICKS_PER_QUARTER, tempos });
  }

  /** Says what tempo and meter are where the playhead is, when that is not what was said. */
  #look(): void {
    const tick = this.playhead();
    const { sounding } = this;
    const change = sounding?.course.tempos.findLast((each) => each.tick <= tick);
    const bpm =
      change === undefined || sounding === null ? this.bpm : change.bpm * this.factorOf(sounding);
    const { numerator, denominator } = barAt(this.#meters(), tick);
    const { here } = this;
    const same = here.bpm === bpm && here.numerator === numerator;
    if (!same || here.denominator !== denominator) this.here = { bpm, numerator, denominator };
  }
}
