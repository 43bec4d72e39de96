/** Messages that come in or go out in one turn are told in one go, so that a flood of them costs no flood of telling. */
import type { Passed } from '#main/protocol/midi.ts';

/** Collects by port and tells once a turn of the event loop. */
export class Batch {
  readonly #tell: (port: string, messages: Passed) => void;
  readonly #later: (run: () => void) => unknown;
  #waiting = new Map<string, Passed[number][]>();

  /** @param later how a turn ends (`setImmediate`) */
  constructor(
    tell: (port: string, messages: Passed) => void,
    later: (run: () => void) => unknown = setImmediate,
  ) {
    this.#tell = tell;
    this.#later = later;
  }

  add(port: string, message: Passed[number]): void {
    const known = this.#waiting.get(port);
    if (known !== undefined) return void known.push(message);
    if (this.#waiting.size === 0) this.#later(() => this.#flush());
    this.#waiting.set(port, [message]);
  }

  #flush(): void {
    const told = this.#waiting;
    this.#waiting = new Map();
    for (const [port, messages] of told) this.#tell(port, messages);
  }
}
