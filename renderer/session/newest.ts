/** Questions of which only the newest matters: one in flight, and of those that wait the last alone is asked. */

/** Asks `ask` about inputs; answers that a newer question has overtaken are dropped, never queued. */
export class Newest<I, O> {
  readonly #ask: (input: I, signal: AbortSignal) => Promise<O>;
  readonly #answered: (output: O, input: I) => void;
  readonly #failed: (failure: unknown) => void;
  #flight: AbortController | null = null;
  #waiting: { readonly input: I } | null = null;

  constructor(
    ask: (input: I, signal: AbortSignal) => Promise<O>,
    answered: (output: O, input: I) => void,
    failed: (failure: unknown) => void,
  ) {
    this.#ask = ask;
    this.#answered = answered;
    this.#failed = failed;
  }

  /** Asks now, or as soon as the question in flight is answered. */
  put(input: I): void {
    this.#waiting = { input };
    if (this.#flight === null) void this.#next();
  }

  /** Forgets what waits and cancels what is in flight. */
  cancel(): void {
    this.#waiting = null;
    this.#flight?.abort();
    this.#flight = null;
  }

  async #next(): Promise<void> {
    while (this.#waiting !== null) {
      const { input } = this.#waiting;
      this.#waiting = null;
      const flight = new AbortController();
      this.#flight = flight;
      try {
        const output = await this.#ask(input, flight.signal);
        if (this.#flight !== flight) return;
        this.#answered(output, input);
      } catch (failure) {
        if (this.#flight !== flight) return;
        this.#failed(failure);
      }
      this.#flight = null;
    }
  }
}
