/** What a finger carries from a list to the lanes of the arrangement: what it is, where the hand is, and where it would lie. */
import type { Ticks } from '#main/music/note.ts';
import type { Dragged } from './outgoing.svelte.ts';

/** A place on the lanes. */
export interface Landing {
  readonly lane: string;
  readonly tick: Ticks;
}

/** Where a place of the window lies on the lanes; null beside them. */
export type Lanes = (x: number, y: number) => Landing | null;

/** One hand at a time. */
export class Carrying {
  now = $state.raw<{ readonly name: string; readonly x: number; readonly y: number } | null>(null);
  landing = $state.raw<Landing | null>(null);
  #lanes: Lanes | null = null;
  readonly #land: (dragged: Dragged, lane: string, tick: Ticks) => void;

  constructor(land: (dragged: Dragged, lane: string, tick: Ticks) => void) {
    this.#land = land;
  }

  /** The lanes are on the screen; what is answered says that they are no more. */
  lanesAre(lanes: Lanes): () => void {
    this.#lanes = lanes;
    return () => {
      this.#lanes = null;
      this.#forget();
    };
  }

  /** The hand that carries a thing by its name. While no lane is shown it carries nothing. */
  hand(dragged: Dragged, name: string) {
    const look = (x: number, y: number): void => {
      if (this.#lanes === null) return;
      this.now = { name, x, y };
      this.landing = this.#lanes(x, y);
    };
    return {
      move: look,
      drop: (x: number, y: number): void => {
        look(x, y);
        const { landing } = this;
        this.#forget();
        if (landing !== null) this.#land(dragged, landing.lane, landing.tick);
      },
      cancel: (): void => this.#forget(),
    };
  }

  #forget(): void {
    this.now = null;
    this.landing = null;
  }
}
