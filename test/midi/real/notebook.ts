/** What a reader of a port noted, told a few milliseconds later and many at a time: telling takes longer than a message may be late. */

/** A message as the reading process got it, by the system's monotonic clock. */
export interface Arrived {
  readonly seconds: number;
  readonly bytes: readonly number[];
}

/** Milliseconds that notes are gathered. */
const GATHER_MS = 8;

/** Gathers what arrived and tells it in pages. */
export class Notebook {
  readonly #tell: (page: readonly Arrived[]) => void;
  #page: Arrived[] = [];

  constructor(tell: (page: readonly Arrived[]) => void) {
    this.#tell = tell;
  }

  note(arrived: Arrived): void {
    this.#page.push(arrived);
    if (this.#page.length > 1) return;
    setTimeout(() => {
      const page = this.#page;
      this.#page = [];
      this.#tell(page);
    }, GATHER_MS);
  }
}
