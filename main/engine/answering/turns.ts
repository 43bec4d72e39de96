/** How much the answer engine does at once of what is long, such as making new weights ready: little while somebody plays. */
import { breathe, clock } from '../clock.ts';

/** Seconds for which somebody who asked still counts as playing. */
const LATELY = 0.2;
/** Segments or tiles that are made between two turns of others: many are cheaper each. */
const PLAYING = 1;
const ALONE = 16;

/** Shares out the turns of one engine. */
export class Turns {
  #asked = -Infinity;

  /** Somebody asked for something to hear. */
  asked(): void {
    this.#asked = clock();
  }

  /** Lets what waits have its turn, and answers how many may be made until the next. */
  async next(): Promise<number> {
    await breathe();
    return clock() - this.#asked < LATELY ? PLAYING : ALONE;
  }
}
