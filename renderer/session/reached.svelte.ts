/** A process that may die and come back. Its client outlives it; what it knew is gone each time. */

export type Reach = 'absent' | 'ready' | 'gone';

/** What to do when: `ready` once, to listen to events; `gone` and `back` each time the process dies and answers again. */
export interface Hooks<C> {
  readonly ready: (client: C) => void;
  readonly gone: () => void;
  readonly back: () => void;
}

/** The client of a process, asked for on demand, and whether anybody is at its other end. */
export class Reached<C> {
  state = $state<Reach>('absent');
  /** How often it went away since the window opened. */
  deaths = $state(0);
  readonly #join: () => C;
  readonly #hooks: Hooks<C>;
  #client: C | null = null;

  /**
   * @param join gives the client
   * @param hooks `ready` once, to listen to its events; `gone` and `back` each time the process dies and answers again
   */
  constructor(join: () => C, hooks: Hooks<C>) {
    this.#join = join;
    this.#hooks = hooks;
  }

  /** The client. */
  reach(): Promise<C> {
    if (this.#client === null) {
      this.#client = this.#join();
      this.state = 'ready';
      this.#hooks.ready(this.#client);
    }
    return Promise.resolve(this.#client);
  }

  /** The process died. */
  fell(): void {
    if (this.state === 'gone') return;
    this.state = 'gone';
    this.deaths += 1;
    this.#hooks.gone();
  }

  /** The process answers again and knows nothing. */
  rose(): void {
    if (this.state !== 'gone') return;
    this.state = 'ready';
    this.#hooks.back();
  }
}
