/** The monitor: what came in and went out at MIDI ports of late, and how late it went. */
import type { Seconds } from '#main/music/note.ts';
import type { Midi } from './live.ts';
import { kindOf, type Kind } from './midi-words.ts';

/** A message that passed. */
export interface Passing {
  readonly id: number;
  readonly way: 'in' | 'out';
  readonly port: string;
  /** Since the first message that was seen. */
  readonly seconds: Seconds;
  readonly bytes: Uint8Array;
}

/** How many messages are kept. */
const MOST = 2000;
/** Upper edges of the bars of lateness, milliseconds; the last has none. */
export const LATENESS_MS = [0.1, 0.2, 0.5, 1, 2, 5, 10, Infinity] as const;

/** The monitor. */
export class Monitor {
  /** Messages, the latest first. */
  passed = $state.raw<readonly Passing[]>([]);
  /** How many messages of the music went out by each edge of lateness. */
  lateness = $state.raw<readonly number[]>(LATENESS_MS.map(() => 0));
  hidden = $state.raw<ReadonlySet<Kind>>(new Set(['clock']));
  /** Only what came in, or went out; null: both. */
  way = $state<Passing['way'] | null>(null);
  /** Only what passed this port; null: all. */
  port = $state<string | null>(null);
  /** Ports that something passed. */
  ports = $state.raw<ReadonlySet<string>>(new Set());
  paused = $state(false);
  readonly #midi: Midi;
  #open = false;
  #count = 0;
  /** When the first message passed, on the clock of the MIDI process. */
  #first: Seconds | null = null;

  /** What is shown: the kinds that are not hidden, of the way and the port that are looked at. */
  readonly shown: readonly Passing[] = $derived(
    this.passed.filter(
      ({ bytes, way, port }) =>
        !this.hidden.has(kindOf(bytes)) &&
        (this.way === null || way === this.way) &&
        (this.port === null || port === this.port),
    ),
  );

  constructor(midi: Midi, again: (host: 'midi', listener: () => void) => unknown) {
    this.#midi = midi;
    midi.on('heard', ({ input, messages }) => this.#take('in', input, messages));
    midi.on('sent', ({ output, messages }) => {
      this.#take('out', output, messages);
      if (this.#open && !this.paused) this.#weigh(messages);
    });
    again('midi', () => this.#tell());
  }

  /** The monitor is looked at, or not any more: what goes out is told only then. */
  open(on: boolean): void {
    this.#open = on;
    this.#tell();
  }

  /** Shows a kind of messages, or hides it. */
  show(kind: Kind, on: boolean): void {
    const hidden = new Set(this.hidden);
    if (on) hidden.delete(kind);
    else hidden.add(kind);
    this.hidden = hidden;
  }

  clear(): void {
    this.passed = [];
    this.ports = new Set();
    this.port = null;
    this.#first = null;
    this.lateness = LATENESS_MS.map(() => 0);
  }

  #tell(): void {
    this.#midi.monitor({ on: this.#open }).catch(() => undefined);
  }

  #take(
    way: Passing['way'],
    port: string,
    messages: readonly { readonly seconds: Seconds; readonly bytes: Uint8Array }[],
  ): void {
    if (!this.#open || this.paused) return;
    this.#first ??= messages[0]?.seconds ?? null;
    const first = this.#first ?? 0;
    if (!this.ports.has(port)) this.ports = new Set([...this.ports, port]);
    const fresh = messages.slice(-MOST).map(({ seconds, bytes }) => {
      this.#count += 1;
      return { id: this.#count, way, port, seconds: seconds - first, bytes };
    });
    this.passed = [...fresh.toReversed(), ...this.passed].slice(0, MOST);
  }

  #weigh(messages: readonly { readonly late: Seconds | null }[]): void {
    const bars = [...this.lateness];
    for (const { late } of messages) {
      if (late === null) continue;
      const bar = LATENESS_MS.findIndex((edge) => late * 1000 < edge);
      bars[bar] = (bars[bar] ?? 0) + 1;
    }
    this.lateness = bars;
  }
}
