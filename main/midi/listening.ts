/** Open inputs: whole messages with their time; a device that goes lets go of its keys, and is heard again when it is back. */
import { Failure } from '#main/protocol/failure.ts';
import { Ledger } from './ledger.ts';
import { MessageStream } from './parser.ts';
import type { InputPort, Ports } from './ports/port.ts';

/** What is told of inputs. Seconds are of the process's clock. */
export interface Listened {
  readonly heard: (input: string, message: Uint8Array<ArrayBuffer>, seconds: number) => void;
  /** An input is not heard any more, or cannot be. */
  readonly deaf: (input: string, code: DeafCode) => void;
}
export type DeafCode = 'midi_port_absent' | 'midi_port_busy' | 'midi_port_failed';

interface Ear {
  readonly wanted: Set<object>;
  /** What its keys owe, so that a cable that is pulled within a chord leaves none down. */
  readonly ledger: Ledger;
  /** The opening, or what was opened; null: it is not there. */
  port: Promise<InputPort> | null;
}

/** All inputs of a process; each is open as long as some window wants it. */
export class Listening {
  readonly #ports: Ports;
  readonly #now: () => number;
  readonly #told: Listened;
  readonly #ears = new Map<string, Ear>();

  constructor(ports: Ports, now: () => number, told: Listened) {
    this.#ports = ports;
    this.#now = now;
    this.#told = told;
  }

  /** Opens an input for a window. @throws Failure `midi_port_absent`, `midi_port_busy`; it is opened all the same once it can be. */
  async open(input: string, window: object): Promise<void> {
    const ear = this.#ears.get(input) ?? { wanted: new Set(), ledger: new Ledger(), port: null };
    this.#ears.set(input, ear);
    ear.wanted.add(window);
    await this.#listen(input, ear);
  }

  /** A window does not want an input any more. */
  close(input: string, window: object): void {
    const ear = this.#ears.get(input);
    if (ear === undefined || !ear.wanted.delete(window) || ear.wanted.size > 0) return;
    this.#ears.delete(input);
    this.#shut(input, ear);
  }

  /** A window goes. */
  leave(window: object): void {
    for (const input of [...this.#ears.keys()]) this.close(input, window);
  }

  /** Gives every input back. */
  end(): void {
    for (const [input, ear] of this.#ears) this.#shut(input, ear);
    this.#ears.clear();
  }

  /** There are these inputs now: what is gone is let go, what is wanted and back is opened. */
  see(present: ReadonlySet<string>): void {
    for (const [input, ear] of this.#ears) {
      if (!present.has(input) && ear.port !== null) {
        this.#shut(input, ear);
        this.#told.deaf(input, 'midi_port_absent');
      } else if (present.has(input) && ear.port === null)
        this.#listen(input, ear).catch((failure: unknown) =>
          this.#told.deaf(input, codeOf(failure)),
        );
    }
  }

  async #listen(input: string, ear: Ear): Promise<void> {
    if (ear.port === null) {
      const stream = new MessageStream((message) => this.#hear(input, ear, message));
      const port = this.#ports.listen(input, (bytes) => {
        if (ear.port === port) stream.feed(bytes);
      });
      ear.port = port;
      port.catch(() => {
        if (ear.port === port) ear.port = null;
      });
    }
    await ear.port;
  }

  #hear(input: string, ear: Ear, message: Uint8Array<ArrayBuffer>): void {
    ear.ledger.book(message);
    this.#told.heard(input, message, this.#now());
  }

  #shut(input: string, ear: Ear): void {
    const { port } = ear;
    ear.port = null;
    for (const message of ear.ledger.settle()) this.#told.heard(input, message, this.#now());
    // One that could not be opened has nothing to close; one that is gone may refuse.
    port?.then((open) => open.close()).catch(() => undefined);
  }
}

/** Why an input cannot be heard. */
function codeOf(failure: unknown): DeafCode {
  const code = failure instanceof Failure ? failure.code : '';
  return code === 'midi_port_absent' || code === 'midi_port_busy' ? code : 'midi_port_failed';
}
