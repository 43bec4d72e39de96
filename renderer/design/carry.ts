/** A finger that goes sideways from a row carries what the row is of; up and down it scrolls the list as ever. */

/** What happens to what is carried; places are pixels of the window. */
export interface CarryHand {
  readonly move: (x: number, y: number) => void;
  readonly drop: (x: number, y: number) => void;
  /** The finger was lost: nothing has happened. */
  readonly cancel: () => void;
}

/** Pixels that a finger goes before it is clear whether it carries or scrolls. */
const CLEAR = 10;

/** Follows one finger over one row. The row's style needs `touch-action: pan-y`. */
export class RowCarry {
  readonly #hand: () => CarryHand | undefined;
  readonly #mouse: boolean;
  #from: { readonly id: number; readonly x: number; readonly y: number } | null = null;
  #held: CarryHand | null = null;

  /** @param mouse whether a mouse carries too, where the browser has no drag of its own for the row */
  constructor(hand: () => CarryHand | undefined, mouse = false) {
    this.#hand = hand;
    this.#mouse = mouse;
  }

  down(event: PointerEvent): void {
    if (event.pointerType !== 'touch' && !(this.#mouse && event.button === 0)) return;
    this.#held?.cancel();
    this.#held = null;
    this.#from = { id: event.pointerId, x: event.clientX, y: event.clientY };
  }

  move(event: PointerEvent & { readonly currentTarget: Element }): void {
    const from = this.#from;
    if (from === null || from.id !== event.pointerId) return;
    if (this.#held === null) {
      const [x, y] = [Math.abs(event.clientX - from.x), Math.abs(event.clientY - from.y)];
      // A list is scrolled by fingers alone: a mouse may begin in any direction.
      const begins = event.pointerType === 'touch' ? x > CLEAR && x > y : Math.hypot(x, y) > CLEAR;
      if (!begins) return;
      this.#held = this.#hand() ?? null;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    this.#held?.move(event.clientX, event.clientY);
  }

  up(event: PointerEvent): void {
    if (this.#from?.id !== event.pointerId) return;
    const held = this.#held;
    this.#from = null;
    this.#held = null;
    held?.drop(event.clientX, event.clientY);
  }

  lost(event: PointerEvent): void {
    if (this.#from?.id !== event.pointerId) return;
    const held = this.#held;
    this.#from = null;
    this.#held = null;
    held?.cancel();
  }
}
