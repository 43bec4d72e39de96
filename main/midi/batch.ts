/** Messages that come in or go out in one turn are told in one go, so that a flood of them costs no flood of telling. */

/** Collects by port and tells once a turn of the event loop. */
export class Batch<M> {
  readonly #tell: (port: string, messages: readonly M[]) => void;
  #waiting = new Map<string, M[]>();

  constructor(tell: (port: string, messages: readonly M[]) => void) {
    this.#tell = tell;
  }

  add(port: string, message: M): void {
    const known = this.#waiting.get(port);
    if (known !== undefined) return void known.push(message);
    if (this.#waiting.size === 0) setImmediate(() => this.#flush());
    this.#waiting.set(port, [message]);
  }

  #flush(): void {
    const told = this.#waiting;
    this.#waiting = new Map();
    for (const [port, messages] of told) this.#tell(port, messages);
  }
}
