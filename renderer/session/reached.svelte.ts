/** A process that may die and come back: holds the client of the moment and asks again when its wire is gone. */

interface Reachable {
  readonly closed: Promise<void>;
}

/** How long to wait before asking again, growing with each failure in a row. */
const PAUSES_MS = [100, 500, 1000, 2000, 5000] as const;

export type Reach = 'absent' | 'joining' | 'ready' | 'gone';

/** The client of a process, joined on demand and joined again when it dies. */
export class Reached<C extends Reachable> {
  state = $state<Reach>('absent');
  /** How often it went away since the window opened. */
  deaths = $state(0);
  client = $state.raw<C | null>(null);
  readonly #join: () => Promise<C>;
  readonly #ready: (client: C) => void;
  readonly #gone: () => void;
  readonly #later: (run: () => void, milliseconds: number) => void;
  #joining: Promise<C> | null = null;
  #failures = 0;

  /**
   * @param join starts or finds the process
   * @param hooks what to do with each new client, and when one is lost
   */
  constructor(
    join: () => Promise<C>,
    hooks: {
      readonly ready: (client: C) => void;
      readonly gone: () => void;
      /** Whether to join again by itself. */
      readonly persistent: boolean;
      readonly later: (run: () => void, milliseconds: number) => void;
    },
  ) {
    this.#join = join;
    this.#ready = hooks.ready;
    this.#later = hooks.later;
    this.#gone = () => {
      hooks.gone();
      if (hooks.persistent) this.#again();
    };
  }

  /** The client, now or as soon as the process answers. */
  async reach(): Promise<C> {
    if (this.client !== null) return this.client;
    this.#joining ??= this.#start();
    return this.#joining;
  }

  async #start(): Promise<C> {
    if (this.state !== 'gone') this.state = 'joining';
    try {
      const client = await this.#join();
      this.client = client;
      this.state = 'ready';
      this.#failures = 0;
      void client.closed.then(() => this.#lost(client));
      this.#ready(client);
      return client;
    } finally {
      this.#joining = null;
    }
  }

  #lost(client: C): void {
    if (this.client !== client) return;
    this.client = null;
    this.state = 'gone';
    this.deaths += 1;
    this.#gone();
  }

  #again(): void {
    const pause = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length - 1)] ?? 5000;
    this.#failures += 1;
    this.#later(() => {
      this.reach().catch(() => this.#again());
    }, pause);
  }
}
