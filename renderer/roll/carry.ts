/** Lets the view go along while a hand holds something at its edge, also when the hand lies still there. */
import { atEdge, carried } from './grid/carry.ts';
import type { Pointer } from './gestures/gesture.ts';
import type { Stage } from './stage.svelte.ts';

/** Asks for a frame: `then` is told its time in milliseconds; what is answered prevents it. */
export type Frames = (then: (now: number) => void) => () => void;

/** A second of a page that was asleep is no second of scrolling. */
const LONGEST = 0.05;

/** The edge of one roll. */
export class Carry {
  readonly #stage: Stage;
  readonly #length: () => number;
  readonly #frames: Frames;
  #from: Pointer | null = null;
  #at: Pointer | null = null;
  #last: number | null = null;
  #stop: (() => void) | null = null;

  /** @param length of what is shown now, in ticks */
  constructor(stage: Stage, length: () => number, frames: Frames) {
    this.#stage = stage;
    this.#length = length;
    this.#frames = frames;
  }

  /** A drag begins. */
  press(from: Pointer): void {
    this.end();
    this.#from = from;
  }

  /** It goes on. */
  drag(at: Pointer): void {
    this.#at = at;
    if (this.#stop === null) this.#ask();
  }

  /** It is over, in whatever way. */
  end(): void {
    this.#stop?.();
    this.#stop = null;
    this.#last = null;
    this.#from = null;
    this.#at = null;
  }

  #ask(): void {
    const [from, at, view] = [this.#from, this.#at, this.#stage.view];
    const { carries } = this.#stage;
    this.#stop = null;
    if (from === null || at === null || view === null || carries === null) return;
    if (atEdge(view, carries, from, at)) this.#stop = this.#frames((now) => this.#step(now));
    else this.#last = null;
  }

  #step(now: number): void {
    const [from, at, view] = [this.#from, this.#at, this.#stage.view];
    const { carries } = this.#stage;
    if (from === null || at === null || view === null || carries === null) return this.end();
    const seconds = this.#last === null ? 0 : Math.min(LONGEST, (now - this.#last) / 1000);
    this.#last = now;
    const next = carried(view, carries, from, at, seconds, this.#length());
    if (next.left !== view.left || next.top !== view.top) {
      this.#stage.view = next;
      this.#stage.move(at);
    }
    this.#ask();
  }
}
