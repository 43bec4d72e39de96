/** Ports that only remember: for tests, with devices that can be plugged, unplugged, busy and broken at will. */
import { Failure } from '#main/protocol/failure.ts';
import type { MidiOutput } from '#main/protocol/midi.ts';
import type { OutputPort, Ports } from './port.ts';

/** A message as it left. */
export interface Sent {
  readonly output: string;
  /** Seconds of the clock that was passed in. */
  readonly seconds: number;
  readonly bytes: readonly number[];
}

/** Ports in memory. */
export class MemoryPorts implements Ports {
  readonly sent: Sent[] = [];
  /** Outputs that another program holds. */
  readonly busy = new Set<string>();
  readonly #present = new Map<string, MidiOutput>();
  readonly #watchers = new Set<() => void>();
  readonly #now: () => number;
  readonly #heard: (message: Sent) => void;

  /** @param heard is told of each message as it leaves */
  constructor(
    names: readonly string[],
    now: () => number,
    heard: (message: Sent) => void = () => undefined,
  ) {
    this.#now = now;
    this.#heard = heard;
    for (const name of names) this.#present.set(name, { id: name, name });
  }

  outputs(): Promise<readonly MidiOutput[]> {
    return Promise.resolve([...this.#present.values()]);
  }

  open(id: string): Promise<OutputPort> {
    if (!this.#present.has(id)) return Promise.reject(new Failure('midi_port_absent', id));
    if (this.busy.has(id)) return Promise.reject(new Failure('midi_port_busy', id));
    return Promise.resolve({
      send: (bytes) => {
        if (!this.#present.has(id)) throw new Failure('midi_port_failed', id);
        const message: Sent = { output: id, seconds: this.#now(), bytes: [...bytes] };
        this.sent.push(message);
        this.#heard(message);
      },
      close: () => undefined,
    });
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  /** A device arrives. */
  plug(name: string): void {
    this.#present.set(name, { id: name, name });
    for (const changed of this.#watchers) changed();
  }

  /** A device goes. */
  unplug(name: string): void {
    this.#present.delete(name);
    for (const changed of this.#watchers) changed();
  }

  close(): void {
    this.#watchers.clear();
  }
}
