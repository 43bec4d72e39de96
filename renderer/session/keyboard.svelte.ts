/** The keys a person plays, wherever they are: a MIDI keyboard, the keys on the screen, the letters she types. The lane that is chosen sounds them. */
import type { Pitch, Seconds, Velocity } from '#main/music/note.ts';
import { PART_PROGRAMS } from '#main/music/part.ts';
import type { TimelineLane } from '#main/transport/timeline.ts';
import type { Desk } from './desk.svelte.ts';
import type { Doors, Sound } from './doors.ts';
import type { Inputs } from './inputs.svelte.ts';
import type { Outputs } from './outputs.svelte.ts';
import { Pedal } from './pedal.ts';
import type { Preferences } from './preferences.svelte.ts';
import { typedKey } from './typing.ts';

/** What a person did on keys, as a channel message on channel 1. */
export interface KeyEvent {
  /** Of the page's monotonic clock. */
  readonly seconds: Seconds;
  readonly bytes: readonly number[];
}

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const SYSTEM = 0xf0;

/** What keys are played with and on. */
export interface KeyboardParts {
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly preferences: Preferences;
  readonly desk: Desk;
}

/** Keys in a person's hands. */
export class Keyboard {
  /** The keys on the screen are shown. */
  shown = $state(false);
  /** Letters play notes; their commands are silent meanwhile. */
  typing = $state(false);
  /** Pitch of the lowest key that letters play. */
  lowest = $state<Pitch>(60);
  velocity = $state<Velocity>(96);
  /** Keys that are down. */
  down = $state.raw<ReadonlySet<Pitch>>(new Set());
  readonly #of: KeyboardParts;
  readonly #midi: Doors['midi'];
  readonly #sound: Sound;
  readonly #now: () => Seconds;
  readonly #listeners = new Set<(event: KeyEvent) => void>();
  /** The lane that a key was pressed on, until it is let go: another may be chosen meanwhile. */
  readonly #held = new Map<string, TimelineLane>();
  readonly #pedal = new Pedal((pitch) => this.#letGo(`midi ${pitch}`, pitch));
  #ways = '';

  /** The lane that sounds what is played: the chosen one, or one as the melody where nothing is shown. */
  readonly lane: TimelineLane & { readonly name: string } = $derived.by(() => {
    const { shown, lane } = this.#of.desk;
    return shown?.lanes.find(({ id }) => id === lane) ?? shown?.lanes[0] ?? NO_LANE;
  });

  constructor(parts: KeyboardParts, midi: Doors['midi'], sound: Sound, now: () => Seconds) {
    this.#of = parts;
    this.#midi = midi;
    this.#sound = sound;
    this.#now = now;
    parts.inputs.onPlayed(({ seconds, bytes }) => this.#played(seconds, bytes));
  }

  /** Keys of devices that do something else than play: 128 times the channel plus the pitch. */
  spoken: () => readonly number[] = () => [];

  /** Calls back with what is played; the answer stops that. */
  onEvent(listener: (event: KeyEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A key on the screen, or a letter, goes down. */
  press(pitch: Pitch, velocity: Velocity = this.velocity): void {
    this.#strike(`own ${pitch}`, pitch, velocity, true);
    this.#tell(this.#now(), [NOTE_ON, pitch, velocity]);
  }

  /** It is let go. */
  release(pitch: Pitch): void {
    this.#letGo(`own ${pitch}`, pitch);
    this.#tell(this.#now(), [NOTE_OFF, pitch, 64]);
  }

  /** Lets go of every key of screen and letters: the window lost the focus, or they are put away. */
  releaseAll(): void {
    for (const key of this.#held.keys())
      if (key.startsWith('own ')) this.release(Number(key.slice(4)));
  }

  /** Everything is silent: no key is down any more. */
  panic(): void {
    this.#held.clear();
    this.#pedal.forget();
    this.down = new Set();
  }

  /** The keys of letters and screen an octave up or down. */
  octave(by: 1 | -1): void {
    this.releaseAll();
    this.lowest = Math.max(0, Math.min(108, this.lowest + 12 * by));
  }

  /** Shows the keys on the screen, or puts them away; letters are letters again then. */
  show(on: boolean): void {
    this.shown = on;
    if (!on) this.type(false);
  }

  /** Lets letters play notes, which the keys on the screen show. */
  type(on: boolean): void {
    this.releaseAll();
    this.typing = on;
    if (on) this.shown = true;
  }

  /** A letter goes down while letters play; answers whether it is one of theirs. */
  typed(code: string, repeated: boolean): boolean {
    const meant = this.typing ? typedKey(code) : null;
    if (meant === null) return false;
    if (repeated) return true;
    if ('octave' in meant) this.octave(meant.octave);
    else if ('semitone' in meant) this.press(Math.min(127, this.lowest + meant.semitone));
    return true;
  }

  /** A letter comes up. */
  untyped(code: string): void {
    const meant = this.typing ? typedKey(code) : null;
    if (meant !== null && 'semitone' in meant)
      this.release(Math.min(127, this.lowest + meant.semitone));
  }

  /** Called whenever inputs, routes or the chosen lane may have changed: what is played goes straight from port to port. */
  follow(): void {
    const { inputs, outputs, preferences } = this.#of;
    const route = preferences.thru ? outputs.routes[this.lane.part] : undefined;
    const except = this.spoken();
    const ways =
      route === undefined
        ? []
        : [...inputs.chosen].map((input) => ({
            input,
            output: route.output,
            channel: route.channel,
            except,
          }));
    const text = JSON.stringify(ways);
    if (text === this.#ways) return;
    this.#ways = text;
    this.#midi.thru({ ways }).catch(() => undefined);
  }

  /** The MIDI process is another one: it is told anew where to. */
  renew(): void {
    this.#ways = '';
    this.panic();
    this.follow();
  }

  #played(seconds: Seconds, bytes: Uint8Array): void {
    const [status = 0, one = 0, two = 0] = bytes;
    if (status >= SYSTEM) return;
    const kind = status & 0xf0;
    const keyed = kind === NOTE_ON || kind === NOTE_OFF;
    if (keyed && this.spoken().includes((status & 0x0f) * 128 + one)) return;
    if (kind === NOTE_ON && two > 0) {
      this.#pedal.press(one);
      this.#strike(`midi ${one}`, one, two, false);
    } else if (kind === NOTE_ON || kind === NOTE_OFF) this.#pedal.lift(one);
    else if (kind === 0xb0 && one === 64) this.#pedal.step(two >= 64);
    this.#tell(seconds, [kind, ...bytes.subarray(1)]);
  }

  /** @param own whether it is not the MIDI process that hands it to a port by itself */
  #strike(key: string, pitch: Pitch, velocity: Velocity, own: boolean): void {
    this.#letGo(key, pitch);
    const { lane } = this;
    this.down = new Set([...this.down, pitch]);
    const routed = this.#of.outputs.routes[lane.part];
    if (routed === undefined) {
      if (!own && !this.#of.preferences.thru) return;
      this.#held.set(key, lane);
      // A browser lets sound begin by a gesture; where there was none yet, this one stays silent.
      this.#sound.wake().catch(() => undefined);
      this.#sound.press(lane, pitch, velocity);
    } else if (own) {
      this.#held.set(key, lane);
      this.#send(routed, NOTE_ON, pitch, velocity);
    }
  }

  #letGo(key: string, pitch: Pitch): void {
    this.down = new Set([...this.down].filter((each) => each !== pitch));
    const lane = this.#held.get(key);
    if (lane === undefined) return;
    this.#held.delete(key);
    const routed = this.#of.outputs.routes[lane.part];
    this.#sound.release(lane, pitch);
    if (routed !== undefined) this.#send(routed, NOTE_OFF, pitch, 64);
  }

  #send(
    { output, channel }: { readonly output: string; readonly channel: number },
    kind: number,
    pitch: Pitch,
    velocity: Velocity,
  ): void {
    const message = Uint8Array.of(kind | channel, pitch, velocity);
    this.#midi.send({ output, message }).catch(() => undefined);
  }

  #tell(seconds: Seconds, bytes: readonly number[]): void {
    for (const listener of this.#listeners) listener({ seconds, bytes });
  }
}

/** What sounds keys where no lane is shown. */
const NO_LANE: TimelineLane & { readonly name: string } = {
  id: 'melody',
  name: 'melody',
  part: 'melody',
  program: PART_PROGRAMS.melody,
  volume: 0.8,
  muted: false,
  soloed: false,
  notes: [],
};
