/** The window's page is loaded again after it crashed, but not for ever: one that dies again and again asks a person first. */
import type { Clock } from '#main/protocol/supervisor.ts';

/** What a page's life needs of its window. */
export interface LifeParts {
  /** Loads the app, or the page that says that it was stopped. */
  readonly load: (what: 'app' | 'stopped') => void;
  readonly clock: Clock;
}

/** Seconds before the page is loaded again after the first, second and third death of late; the next one stops it. */
const PAUSES = [0, 1, 4] as const;
/** Seconds for which a death counts. */
const LATELY = 300;

/** The deaths of one window's page, and what follows from them. */
export class PageLife {
  readonly #parts: LifeParts;
  #deaths: readonly number[] = [];
  #stopped = false;

  constructor(parts: LifeParts) {
    this.#parts = parts;
  }

  /** Loads the app; what was before counts no more. */
  begin(): void {
    this.#deaths = [];
    this.#stopped = false;
    this.#parts.load('app');
  }

  /** Whether the page only says that the app was stopped. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The page is gone, and nobody had asked for it. */
  died(): void {
    // Where not even the page without the app lives, nothing is left to try.
    if (this.#stopped) return;
    const { clock, load } = this.#parts;
    const now = clock.now();
    const lately = this.#deaths.filter((at) => now - at < LATELY);
    this.#deaths = [...lately, now];
    const pause = PAUSES[lately.length];
    this.#stopped = pause === undefined;
    // Never while it is still being told that the page is gone: nothing is loaded then.
    clock.after(pause ?? 0, () => load(pause === undefined ? 'stopped' : 'app'));
  }
}
