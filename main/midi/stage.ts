/** The open ports and who plays on them: opened when they are needed, woken when something is due, given back with no note on. */
import { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import { joined } from './announcing.ts';
import { Voice } from './voice.ts';
import type { Channel } from '#main/music/note.ts';
import type { Manner } from '#main/protocol/midi.ts';
import type { OutputPort, Ports } from './ports/port.ts';

/** The clock of the process, and a way to be woken: `wake` calls back `seconds` from now, its answer forgets it. */
export interface Clock {
  readonly now: () => number;
  readonly wake: (seconds: number, call: () => void) => () => void;
}

/** Ports and channels in use: what must be silenced should this process die. */
export const estate = z.array(
  z.object({ output: z.string(), channels: z.array(z.int().min(0).max(15)).readonly() }),
);
export type Estate = z.infer<typeof estate>;

/** What the stage tells. */
export interface Told {
  readonly lost: (output: string, code: 'midi_port_absent' | 'midi_port_failed') => void;
  /** A message went out, while that is to be told; `late` as `Voice.lateBy`. */
  readonly sent: (
    output: string,
    message: Uint8Array,
    seconds: number,
    late: number | null,
  ) => void;
  /** Other ports or channels are in use than before. */
  readonly using: (estate: Estate) => void;
}

/** All open ports of a process. */
export class Stage {
  readonly clock: Clock;
  /** Whether what goes out is told. */
  monitored = false;
  readonly #ports: Ports;
  readonly #told: Told;
  readonly #opening = new Map<string, { readonly voice: Promise<Voice> }>();
  readonly #voices = new Map<string, Voice>();
  /** Channels of ports that went away, or that a process before this one used: silenced when the port is there again. */
  readonly #unsettled = new Map<string, ReadonlySet<Channel>>();
  readonly #halts = new Map<string, number>();
  readonly #manners = new Map<string, Manner>();
  #forget = (): void => undefined;

  constructor(ports: Ports, clock: Clock, told: Told) {
    this.#ports = ports;
    this.clock = clock;
    this.#told = told;
  }

  /** The voice of an output, opened if need be. @throws Failure `midi_port_absent`, `midi_port_busy`. */
  voice(output: string): Promise<Voice> {
    const known = this.#opening.get(output);
    if (known !== undefined) return known.voice;
    const wanted = (): boolean => this.#opening.get(output) === opening;
    const opening = { voice: this.#open(output, wanted) };
    this.#opening.set(output, opening);
    opening.voice.catch(() => {
      if (wanted()) this.#opening.delete(output);
    });
    return opening.voice;
  }

  /** Seconds that messages of a score leave earlier at an output. */
  latency(output: string): number {
    return this.#manners.get(output)?.latency ?? 0;
  }

  /** What the instrument at an output needs from now on; what plays there moves by what its latency is other. */
  mind(output: string, manner: Manner): void {
    const earlier = manner.latency - this.latency(output);
    this.#manners.set(output, manner);
    this.guarded(output, (voice) => {
      voice.mind(manner);
      if (earlier !== 0) voice.steer(-earlier);
    });
    this.run();
  }

  /** How often an output was halted: a wish from before a halt that is granted after it is stale. */
  halts(output: string): number {
    return this.#halts.get(output) ?? 0;
  }

  /** Ends what plays on an output, or on all; what waits for its port to open is forgotten. */
  halt(output: string | null, act: (voice: Voice) => void): void {
    for (const each of output === null ? [...this.#opening.keys()] : [output]) {
      this.#halts.set(each, this.halts(each) + 1);
      this.guarded(each, act);
    }
    this.run();
  }

  /** Does something with an open port; a port that refuses is lost. */
  guarded(output: string, act: (voice: Voice) => void): void {
    const voice = this.#voices.get(output);
    if (voice === undefined) return;
    try {
      act(voice);
    } catch (error) {
      this.lose(output, error);
    }
  }

  /** Sends what is due, and sees to being woken for what comes next. */
  run(): void {
    this.#forget();
    this.#forget = () => undefined;
    for (const output of [...this.#voices.keys()])
      this.guarded(output, (voice) => voice.advance(this.clock.now()));
    const dues = [...this.#voices.values()].map((voice) => voice.due());
    const next = Math.min(...dues.map((due) => due ?? Infinity));
    if (next === Infinity) return;
    this.#forget = this.clock.wake(Math.max(0, next - this.clock.now()), () => this.run());
  }

  /** A port is gone or refuses to send. */
  lose(output: string, error: unknown): void {
    const voice = this.#voices.get(output);
    this.#opening.delete(output);
    this.#voices.delete(output);
    if (voice !== undefined) {
      this.#unsettled.set(output, new Set(voice.channels));
      voice.abandon();
    }
    const absent = error instanceof Failure && error.code === 'midi_port_absent';
    this.#told.lost(output, absent ? 'midi_port_absent' : 'midi_port_failed');
  }

  /** Ports that are not among `present` are lost. */
  see(present: ReadonlySet<string>): void {
    for (const output of [...this.#voices.keys()])
      if (!present.has(output)) this.lose(output, new Failure('midi_port_absent', output));
    for (const output of this.#unsettled.keys()) if (present.has(output)) this.#settle(output);
  }

  /** Leaves a port to other programs, silent. */
  release(output: string): void {
    this.halt(output, (voice) => voice.close());
    this.#opening.delete(output);
    this.#voices.delete(output);
    this.#tellUse();
  }

  /** Everything silent, every port given back. */
  silence(): void {
    for (const output of [...this.#opening.keys()]) this.release(output);
  }

  /** What a process before this one had in use is silenced. */
  inherit(left: Estate): void {
    for (const { output, channels } of joined(left)) {
      this.#unsettled.set(output, new Set(channels));
      this.#settle(output);
    }
  }

  async #open(output: string, wanted: () => boolean): Promise<Voice> {
    const port = await this.#ports.open(output);
    const told: OutputPort = {
      ...port,
      send: (message) => {
        port.send(message);
        if (!this.monitored) return;
        const now = this.clock.now();
        this.#told.sent(output, message, now, voice.lateBy(now));
      },
    };
    const voice: Voice = new Voice(told, () => this.#tellUse(), this.clock.now);
    const manner = this.#manners.get(output);
    if (manner !== undefined) voice.mind(manner);
    // It was released while it opened.
    if (!wanted()) {
      port.close();
      return voice;
    }
    this.#voices.set(output, voice);
    const left = this.#unsettled.get(output);
    this.#unsettled.delete(output);
    if (left !== undefined) this.guarded(output, () => voice.flush([...left], this.clock.now()));
    this.run();
    return voice;
  }

  /** Opens a port only to silence it; one that cannot be had is silenced when it is opened the next time. */
  #settle(output: string): void {
    this.voice(output).catch(() => undefined);
  }

  #tellUse(): void {
    const used = [...this.#voices].map(([output, { channels }]) => ({ output, channels }));
    const left = [...this.#unsettled].map(([output, channels]) => ({
      output,
      channels: [...channels],
    }));
    this.#told.using([...left, ...used].filter(({ channels }) => channels.length > 0));
  }
}
