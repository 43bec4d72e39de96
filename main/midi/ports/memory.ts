/** Ports that only remember: for tests, with devices that can be plugged, unplugged, busy and broken at will. */
import { Failure } from '#main/protocol/failure.ts';
import { namedPorts } from './named.ts';
import type { MidiPort } from '#main/protocol/midi.ts';
import type { InputPort, OutputPort, Ports } from './port.ts';

/** A message as it left. */
export interface Sent {
  readonly output: string;
  /** Seconds of the clock that was passed in. */
  readonly seconds: number;
  readonly bytes: readonly number[];
}

/** Ports in memory. A device has an output and an input of its name. */
export class MemoryPorts implements Ports {
  readonly sent: Sent[] = [];
  /** Ports that another program holds. */
  readonly busy = new Set<string>();
  /** Outputs that are there and take nothing. */
  readonly broken = new Set<string>();
  #devices: readonly string[];
  readonly #watchers = new Set<() => void>();
  readonly #listeners = new Map<string, Set<(bytes: Uint8Array) => void>>();
  readonly #now: () => number;
  /** Told of each message as it leaves. */
  listens: (message: Sent) => void;

  /** @param heard is told of each message as it leaves */
  constructor(
    names: readonly string[],
    now: () => number,
    heard: (message: Sent) => void = () => undefined,
  ) {
    this.#now = now;
    this.listens = heard;
    this.#devices = names;
  }

  outputs(): Promise<readonly MidiPort[]> {
    return Promise.resolve(namedPorts(this.#devices));
  }

  inputs(): Promise<readonly MidiPort[]> {
    return Promise.resolve(namedPorts(this.#devices));
  }

  open(id: string): Promise<OutputPort> {
    const failure = this.#refusal(id);
    if (failure !== null) return Promise.reject(failure);
    return Promise.resolve({
      send: (bytes) => {
        if (!this.#has(id) || this.broken.has(id)) throw new Failure('midi_port_failed', id);
        const message: Sent = { output: id, seconds: this.#now(), bytes: [...bytes] };
        this.sent.push(message);
        this.listens(message);
      },
      close: () => undefined,
    });
  }

  listen(id: string, heard: (bytes: Uint8Array) => void): Promise<InputPort> {
    const failure = this.#refusal(id);
    if (failure !== null) return Promise.reject(failure);
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(heard));
    return Promise.resolve({ close: () => void listeners.delete(heard) });
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  /** A device arrives. */
  plug(name: string): void {
    this.replug([...this.#devices, name]);
  }

  /** A device goes. */
  unplug(name: string): void {
    this.replug(this.#devices.filter((each) => each !== name));
  }

  /** From now on there are these devices. */
  replug(names: readonly string[]): void {
    this.#devices = names;
    for (const changed of this.#watchers) changed();
  }

  /** Somebody plays on a device: its input says so. */
  press(id: string, bytes: ArrayLike<number>): void {
    for (const heard of [...(this.#listeners.get(id) ?? [])]) heard(Uint8Array.from(bytes));
  }

  close(): void {
    this.#watchers.clear();
    this.#listeners.clear();
  }

  #has(id: string): boolean {
    return namedPorts(this.#devices).some((port) => port.id === id);
  }

  #refusal(id: string): Failure | null {
    if (!this.#has(id)) return new Failure('midi_port_absent', id);
    return this.busy.has(id) ? new Failure('midi_port_busy', id) : null;
  }
}
