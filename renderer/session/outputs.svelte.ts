/** Where the music goes: the ports there are, which part goes where, and how each port fares. */
import type { Part } from '#main/music/part.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { MidiPort } from '#main/protocol/midi.ts';
import type { TimelineLane } from '#main/transport/timeline.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Doors, Sound } from './doors.ts';
import { Live, type Midi } from './live.ts';
import { Gear } from './gear.ts';
import type { Preferences } from './preferences.svelte.ts';
import {
  allTo,
  FIRST_CHANNELS,
  outputsOf,
  routesOn,
  withRoute,
  type Route,
  type Routes,
} from './routes.ts';
import { failureSentence } from './sentences.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Milliseconds between two looks at the clocks, and how many looks to a new measurement of the far one. */
const LOOK_MS = 250;
const LOOKS = 20;
const AUDITION_MS = 300;
const NOTE_ON = 0x90;
const NOTE_OFF = 0x80;

/** Ports and routes. */
export class Outputs {
  /** The ports that are there; null until the process has told. */
  ports = $state.raw<readonly MidiPort[] | null>(null);
  /** The process that plays is down for the moment. */
  gone = $state(false);
  /** Outputs in trouble, with what was said. */
  troubles = $state.raw<ReadonlyMap<string, unknown>>(new Map());
  /** The page's sound, with ports that play their share. */
  readonly sound: Sound;
  /** What the instruments at ports need. */
  readonly gear: Gear;
  readonly #midi: Midi;
  readonly #preferences: Preferences;
  readonly #toasts: Toasts;
  readonly #later: (run: () => void, milliseconds: number) => void;
  readonly #live: Live;
  #looks = 0;
  /** Called when parts go elsewhere: what plays must be handed over anew. */
  rerouted = (): void => undefined;

  /** Every part's route, those that are off for now too. */
  readonly known: Routes = $derived.by(() => this.#preferences.routes);
  /** The routes by which ports play. */
  readonly routes: Routes = $derived(routesOn(this.known));
  /** Outputs that lanes go to. */
  readonly used: ReadonlySet<string> = $derived(outputsOf(this.routes));
  /** Outputs that have the MIDI clock. */
  readonly clocked: ReadonlySet<string> = $derived.by(() => new Set(this.#preferences.clocked));
  /** Outputs that hear something. */
  readonly engaged: ReadonlySet<string> = $derived(new Set([...this.used, ...this.clocked]));

  /** The one output that every part goes to, or null. */
  readonly all: string | null = $derived.by(() => {
    const routed = Object.values(this.routes);
    const [first] = routed;
    const whole = Object.keys(allTo('')).length === routed.length;
    return first !== undefined && whole && this.used.size === 1 ? first.output : null;
  });

  constructor(
    { midi, hosts, again }: Pick<Doors, 'midi' | 'hosts' | 'again'>,
    sound: Sound,
    preferences: Preferences,
    toasts: Toasts,
    later: (run: () => void, milliseconds: number) => void,
  ) {
    this.#midi = midi;
    this.#preferences = preferences;
    this.#toasts = toasts;
    this.#later = later;
    this.gear = new Gear({ midi, again }, preferences);
    this.#live = new Live(
      midi,
      sound,
      () => performance.now() / 1000,
      (output, failure) => this.#failed(output, failure),
    );
    this.sound = this.#shared(sound);
    midi.on('ports', ({ outputs }) => this.#seen(outputs));
    midi.on('lost', ({ output, code }) => {
      this.#live.forget(output);
      this.#failed(output, new Failure(code, output));
    });
    hosts.on('host', ({ host, state, reason }) => {
      if (host === 'midi' && reason !== null && (state === 'waiting' || state === 'failed'))
        this.#fell();
    });
    again('midi', () => this.#rose());
    this.#live.route(this.routes, this.clocked);
    void this.refresh();
    this.#look();
  }

  /** Asks which ports there are: before they are shown. */
  async refresh(): Promise<void> {
    try {
      this.#seen((await this.#midi.ports({})).outputs);
    } catch {
      // The process is down: it is asked again when it is back, and `gone` says so meanwhile.
    }
  }

  /** An output's name; of one that is not there, the name it had. */
  nameOf(output: string): string {
    return this.ports?.find(({ id }) => id === output)?.name ?? output;
  }

  /** Whether an output is connected; while that is not known, it is taken to be. */
  isThere(output: string): boolean {
    return this.ports === null || this.ports.some(({ id }) => id === output);
  }

  /** Why an output in use is silent, or null. */
  troubleOf(output: string): unknown {
    const known = this.troubles.get(output);
    if (known !== undefined) return known;
    return this.isThere(output) ? null : new Failure('midi_port_absent', this.nameOf(output));
  }

  /** All parts to one output; null: to the page. */
  routeAll(output: string | null): void {
    this.#route(allTo(output, this.known));
  }

  /** One part to an output, on the channel it has; null: to the page. */
  routePart(part: Part, output: string | null): void {
    const before = { channel: FIRST_CHANNELS[part], ...this.known[part], off: undefined };
    this.#route(withRoute(this.known, part, output === null ? null : { ...before, output }));
  }

  /** One part to another channel of its output, or to another of the sounds there. */
  change(part: Part, change: Partial<Omit<Route, 'output'>>): void {
    const route = this.known[part];
    if (route !== undefined) this.#route(withRoute(this.known, part, { ...route, ...change }));
  }

  /** Asks an output in trouble once more: another program may have let go of it. */
  retry(output: string): void {
    this.troubles = new Map([...this.troubles].filter(([id]) => id !== output));
    this.#live.forget(output);
    this.#live.follow();
  }

  /** Gives an output the MIDI clock, or takes it away. */
  setClock(output: string, on: boolean): void {
    const others = this.#preferences.clocked.filter((each) => each !== output);
    this.#preferences.setClocked(on ? [...others, output] : others);
    this.#redirect();
  }

  /** The machine slept: the clocks may lie otherwise now, and other devices be plugged in. */
  woke(): void {
    void this.refresh();
    void this.#measure();
  }

  /** The process died. */
  #fell(): void {
    this.gone = true;
    this.#live.forgetAll();
    if (this.engaged.size > 0) this.#toasts.warn(m.midi_toast_gone);
  }

  /** It is back, and knows nothing. */
  #rose(): void {
    this.gone = false;
    this.troubles = new Map();
    this.#live.forgetAll();
    void this.refresh();
    void this.#measure();
  }

  #route(routes: Routes): void {
    this.#preferences.setRoutes(routes);
    this.#redirect();
    this.rerouted();
  }

  #redirect(): void {
    // Whoever chooses anew wants to hear anew what is wrong, if it still is.
    this.troubles = new Map();
    this.#live.route(this.routes, this.clocked);
    void this.#measure();
  }

  #seen(outputs: readonly MidiPort[]): void {
    const before = new Set(this.ports?.map(({ id }) => id));
    this.ports = outputs;
    const back = outputs.filter(({ id }) => this.engaged.has(id) && !before.has(id));
    if (back.length === 0) return;
    for (const { id } of back) this.#live.forget(id);
    this.troubles = new Map(
      [...this.troubles].filter(([id]) => !back.some((each) => each.id === id)),
    );
    this.#live.follow();
  }

  #failed(output: string, failure: unknown): void {
    const code = failure instanceof Failure ? failure.code : null;
    // The supervisor says so better, and that it is started again.
    if (code === 'protocol_gone') return;
    const known = this.troubles.has(output);
    const ported = code?.startsWith('midi_port_') === true;
    const trouble = ported && code !== null ? new Failure(code, this.nameOf(output)) : failure;
    this.troubles = new Map([...this.troubles, [output, trouble]]);
    if (!known) this.#toasts.warn(() => failureSentence(trouble));
  }

  async #measure(): Promise<void> {
    if (!this.#live.active) return;
    try {
      await this.#live.measure();
    } catch {
      // The process went while it was asked: `#rose` measures anew.
    }
  }

  #look(): void {
    if (this.#looks % LOOKS === 0) void this.#measure();
    this.#looks += 1;
    this.#live.keepTogether();
    this.#later(() => this.#look(), LOOK_MS);
  }

  #shared(sound: Sound): Sound {
    const live = this.#live;
    const followed = <T>(answer: T): T => {
      live.follow();
      return answer;
    };
    return {
      ...sound,
      play: (timeline, position) => followed(sound.play(live.share(timeline), position)),
      swap: (timeline, boundary) => followed(sound.swap(live.share(timeline), boundary)),
      replace: (timeline) => followed(sound.replace(live.share(timeline))),
      seek: (position) => followed(sound.seek(position)),
      stop: () => followed(sound.stop()),
      panic: () => {
        followed(sound.panic());
        // A process that is down has no note on; the next one silences what it left.
        this.#midi.panic({}).catch(() => undefined);
      },
      setVoices: async (voices, loaded) => {
        await sound.setVoices(voices, loaded);
        live.follow();
      },
      useBank: async (bank, loaded) => {
        const kept = await sound.useBank(bank, loaded);
        live.follow();
        return kept;
      },
      audition: (lane, pitch, velocity) => this.#audition(sound, lane, pitch, velocity),
    };
  }

  #audition(sound: Sound, lane: TimelineLane, pitch: number, velocity: number): void {
    const route = this.routes[lane.part];
    if (route === undefined) return sound.audition(lane, pitch, velocity);
    const { output, channel } = route;
    const send = (...bytes: number[]): void => {
      this.#midi
        .send({ output, message: Uint8Array.from(bytes) })
        .catch((failure: unknown) => this.#failed(output, failure));
    };
    send(NOTE_ON | channel, pitch, velocity);
    this.#later(() => send(NOTE_OFF | channel, pitch, 64), AUDITION_MS);
  }
}
