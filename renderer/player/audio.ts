/** The sound of the page: one native audio context, which Tone's voices and the General MIDI synthesizer share, with a player on it. */
import { Context, setContext } from 'tone';
import { Ensemble } from './ensemble.ts';
import { GeneralMidi } from './general-midi.ts';
import { Player } from './player.ts';
import { Studio } from './studio.ts';
import { workerWaker } from './waker.ts';
import type { Pitch, Seconds, Velocity } from '#main/music/note.ts';
import type { TimelineLane } from '#main/transport/timeline.ts';
import type { BankAddresses } from './general-midi.ts';
import type { Level } from './studio.ts';
import type { Waker } from './waker.ts';

/** Which instruments play. */
export type Sounds = 'built-in' | 'general-midi';

/** Everything that sounds in the page. Make it once; call `wake` in a gesture before the first sound. */
export class PageAudio {
  readonly player: Player;
  readonly #context: AudioContext;
  readonly #studio: Studio;
  readonly #ensemble: Ensemble;
  readonly #waker: Waker;
  #midi: GeneralMidi | null = null;
  #general = false;

  constructor() {
    // Tone's own context is a wrapper that a worklet synthesizer cannot use: so a native one for both.
    this.#context = new AudioContext({ latencyHint: 'interactive' });
    const context = new Context({ context: this.#context, lookAhead: 0 });
    setContext(context);
    this.#studio = new Studio(context);
    this.#ensemble = new Ensemble(this.#studio);
    this.#waker = workerWaker(() => this.player.pulse());
    this.player = new Player(this.#ensemble, {
      now: () => this.#context.currentTime,
      run: this.#waker.run,
      rest: this.#waker.rest,
    });
  }

  /** Starts the audio device; browsers allow it only while a person does something. */
  async wake(): Promise<void> {
    if (this.#context.state !== 'running') await this.#context.resume();
  }

  /** Hears when the system takes the sound away while the music plays, which is asked back at once, and when it is there again. */
  onAsleep(heard: (asleep: boolean) => void): void {
    this.#context.addEventListener('statechange', () => {
      const asleep = this.#context.state !== 'running';
      heard(asleep);
      // Where the system does not give it back by itself, a gesture of hers does.
      if (asleep && this.player.isPlaying) this.wake().catch(() => undefined);
    });
  }

  /** Seconds of the clock that all of the player's times are told in. */
  get now(): Seconds {
    return this.#context.currentTime;
  }

  get state(): AudioContextState {
    return this.#context.state;
  }

  /** From the moment a note is handed over to the moment it is heard, as far as the system tells. */
  get latency(): Seconds {
    return this.#context.baseLatency + this.#context.outputLatency;
  }

  /** Loads the bank once and lets General MIDI play. @throws Error where the bank cannot be had: the built-in sounds go on. */
  async useGeneralMidi(
    addresses: BankAddresses,
    progress?: (share: number) => void,
  ): Promise<void> {
    await this.loadBank(addresses, progress);
    this.#switch(true);
  }

  /** Loads the bank once, for lanes that ask for it. @throws Error where it cannot be had: the built-in sounds go on. */
  async loadBank(addresses: BankAddresses, progress?: (share: number) => void): Promise<void> {
    if (this.#midi !== null) return;
    this.#midi = await GeneralMidi.load(this.#context, addresses, progress);
    this.#ensemble.bank = this.#midi;
  }

  /** Lets another bank play from now on; what plays goes on with it. @throws Error where it cannot be read: the one before plays on. */
  async useBank(addresses: BankAddresses, progress?: (share: number) => void): Promise<void> {
    const fresh = await GeneralMidi.load(this.#context, addresses, progress);
    const before = this.#midi;
    this.#midi = fresh;
    // Lanes hold instruments of the bank before: all are made anew.
    this.#switch(this.#general, () => {
      before?.dispose();
      this.#ensemble.bank = fresh;
    });
  }

  /** Back to the sounds that need no bank. */
  useBuiltIn(): void {
    this.#switch(false);
  }

  get sounds(): Sounds {
    return this.#general ? 'general-midi' : 'built-in';
  }

  /** Sounds one note of a lane by itself, on the keyboard's or the roll's behalf. */
  audition(lane: TimelineLane, pitch: Pitch, velocity: Velocity, length: Seconds = 0.3): void {
    const instrument = this.#ensemble.instrument(lane);
    const at = this.#context.currentTime + 0.01;
    instrument.noteOn(pitch, velocity, at);
    instrument.noteOff(pitch, at + length);
  }

  /** A person presses a key of a lane; her instrument is not the music's, which may hold the same key. */
  press(lane: TimelineLane, pitch: Pitch, velocity: Velocity): void {
    this.#ensemble.instrument(hers(lane)).noteOn(pitch, velocity, this.#context.currentTime);
  }

  /** She lets it go. */
  release(lane: TimelineLane, pitch: Pitch): void {
    this.#ensemble.instrument(hers(lane)).noteOff(pitch, this.#context.currentTime);
  }

  /** What goes out just now. */
  level(): Level {
    return this.#studio.level();
  }

  set volume(volume: number) {
    this.#studio.volume = volume;
  }

  /** Stops, and cuts off whatever still rings. */
  panic(): void {
    this.player.stop();
    this.#ensemble.silence();
  }

  /**
   * The moment of the system's monotonic clock (`performance.now()`, seconds) at which second `seconds` of this audio
   * is heard: what brings MIDI and audio together.
   */
  heardAt(seconds: Seconds): Seconds {
    const { contextTime = 0, performanceTime = 0 } = this.#context.getOutputTimestamp();
    const known = contextTime > 0 && performanceTime > 0;
    const shift = known
      ? performanceTime / 1000 - contextTime
      : performance.now() / 1000 - this.#context.currentTime + this.latency;
    return seconds + shift;
  }

  async close(): Promise<void> {
    this.panic();
    this.#waker.end();
    this.#midi?.dispose();
    this.#studio.dispose();
    await this.#context.close();
  }

  #switch(general: boolean, change: () => void = () => undefined): void {
    const playing = this.player.place();
    this.panic();
    change();
    this.#general = general;
    this.#ensemble.general = general;
    if (playing?.running === true) this.player.play(playing.timeline, playing.tick);
  }
}

/** The lane as a person plays on it. */
const hers = (lane: TimelineLane): TimelineLane => ({ ...lane, id: `hand ${lane.id}` });
