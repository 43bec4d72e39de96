/** The MIDI inputs: which there are, which are heard, and what they play, told by the page's clock. */
import type { Seconds } from '#main/music/note.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { MidiPort } from '#main/protocol/midi.ts';
import { offsetOf, surer, type Offset } from './common-clock.ts';
import type { Doors } from './doors.ts';
import type { Midi } from './live.ts';
import type { Preferences } from './preferences.svelte.ts';
import { failureSentence } from './sentences.ts';
import type { Toasts } from './toasts.svelte.ts';

/** A message that came in. */
export interface Played {
  readonly input: string;
  /** Of the page's monotonic clock. */
  readonly seconds: Seconds;
  /** Status byte first, whole. */
  readonly bytes: Uint8Array;
}

/** Milliseconds from one measurement of the far clock to the next. */
const MEASURE_MS = 5000;

/** Inputs. */
export class Inputs {
  /** The inputs that are there; null until the process has told. */
  ports = $state.raw<readonly MidiPort[] | null>(null);
  /** Inputs that should be heard and are not, with why. */
  troubles = $state.raw<ReadonlyMap<string, Failure>>(new Map());
  readonly #midi: Midi;
  readonly #preferences: Preferences;
  readonly #toasts: Toasts;
  readonly #now: () => Seconds;
  readonly #listeners = new Set<(played: Played) => void>();
  /** How far the process's clock is ahead of the page's; null: not measured. */
  #offset: Offset | null = null;

  /** Inputs that are heard, or would be if they were there. */
  readonly chosen: ReadonlySet<string> = $derived.by(() => new Set(this.#preferences.inputs));

  /**
   * @param now the page's monotonic clock, seconds
   * @param later how to wait (`setTimeout`)
   */
  constructor(
    { midi, again }: Pick<Doors, 'midi' | 'again'>,
    preferences: Preferences,
    toasts: Toasts,
    now: () => Seconds,
    later: (run: () => void, milliseconds: number) => void,
  ) {
    this.#midi = midi;
    this.#preferences = preferences;
    this.#toasts = toasts;
    this.#now = now;
    midi.on('ports', ({ inputs }) => this.#seen(inputs));
    midi.on('deaf', ({ input, code }) => this.#failed(input, new Failure(code, input)));
    midi.on('heard', ({ input, messages }) => {
      if (!this.chosen.has(input)) return;
      for (const { seconds, bytes } of messages)
        this.#tell({ input, bytes, seconds: this.#here(seconds) });
    });
    again('midi', () => this.#rose());
    for (const input of preferences.inputs) this.#listen(input);
    void this.refresh();
    const look = (): void => {
      if (this.chosen.size > 0) void this.#measure();
      later(look, MEASURE_MS);
    };
    look();
  }

  /** Calls back with each message of an input that is heard; the answer stops that. */
  onPlayed(listener: (played: Played) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Asks which inputs there are: before they are shown. */
  async refresh(): Promise<void> {
    try {
      this.#seen((await this.#midi.ports({})).inputs);
    } catch {
      // The process is down; it is asked again when it is back.
    }
  }

  /** An input's name; of one that is not there, the name it had. */
  nameOf(input: string): string {
    return this.ports?.find(({ id }) => id === input)?.name ?? input;
  }

  /** Whether an input is connected; while that is not known, it is taken to be. */
  isThere(input: string): boolean {
    return this.ports === null || this.ports.some(({ id }) => id === input);
  }

  /** Lets an input be heard, or not. */
  hear(input: string, on: boolean): void {
    const others = this.#preferences.inputs.filter((each) => each !== input);
    this.#preferences.setInputs(on ? [...others, input] : others);
    this.troubles = new Map([...this.troubles].filter(([id]) => id !== input));
    if (on) {
      void this.#measure();
      this.#listen(input);
    } else this.#midi.unlisten({ input }).catch(() => undefined);
  }

  #listen(input: string): void {
    this.#midi.listen({ input }).catch((failure: unknown) => {
      // A device that is not plugged in is no news; one that cannot be had is.
      if (failure instanceof Failure && failure.code.startsWith('midi_port_'))
        this.#failed(input, failure);
    });
  }

  /** The process is another one, and knows nothing. */
  #rose(): void {
    this.#offset = null;
    this.troubles = new Map();
    void this.#measure();
    for (const input of this.chosen) this.#listen(input);
  }

  #seen(inputs: readonly MidiPort[]): void {
    const before = new Set(this.ports?.map(({ id }) => id));
    this.ports = inputs;
    const back = new Set(inputs.map(({ id }) => id).filter((id) => !before.has(id)));
    this.troubles = new Map([...this.troubles].filter(([id]) => !back.has(id)));
  }

  #failed(input: string, failure: Failure): void {
    if (!this.chosen.has(input)) return;
    const trouble = new Failure(failure.code, this.nameOf(input));
    const known = this.troubles.has(input);
    this.troubles = new Map([...this.troubles, [input, trouble]]);
    if (!known && failure.code !== 'midi_port_absent')
      this.#toasts.warn(() => failureSentence(trouble));
  }

  #here(seconds: Seconds): Seconds {
    return this.#offset === null ? this.#now() : seconds - this.#offset.offset;
  }

  #tell(played: Played): void {
    for (const listener of this.#listeners) listener(played);
  }

  async #measure(): Promise<void> {
    try {
      const found = await offsetOf(
        async () => (await this.#midi.now({})).seconds,
        () => this.#now(),
      );
      this.#offset = surer(this.#offset, found);
    } catch {
      // The process went while it was asked: `#rose` measures anew.
    }
  }
}
