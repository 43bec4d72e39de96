/** The key that plays when it is tapped and lets the hand pan while it is held: which of the two it was is known when it is let go. */

/** Follows the key from press to release. */
export class PanKey {
  #held = false;
  #panned = false;

  /** True while the key is down. */
  get held(): boolean {
    return this.#held;
  }

  /** The key goes down; again and again while it is held. */
  down(): void {
    if (!this.#held) this.#panned = false;
    this.#held = true;
  }

  /** Something was dragged while it was down. */
  used(): void {
    this.#panned ||= this.#held;
  }

  /** The key goes up; answers whether it was a tap. */
  up(): boolean {
    const tapped = this.#held && !this.#panned;
    this.#held = false;
    return tapped;
  }

  /** Nobody will tell when it goes up (the window lost the focus). */
  forget(): void {
    this.#held = false;
  }
}
