/** The sustain pedal for sounds that know none: a key that is let go while it is down ends when it comes up. */
import type { Pitch } from '#main/music/note.ts';

/** A pedal and the keys it holds. */
export class Pedal {
  readonly #ended: (pitch: Pitch) => void;
  readonly #kept = new Set<Pitch>();
  #down = false;

  /** @param ended called when a note really ends */
  constructor(ended: (pitch: Pitch) => void) {
    this.#ended = ended;
  }

  /** A key goes down: the pedal no longer has it. */
  press(pitch: Pitch): void {
    this.#kept.delete(pitch);
  }

  /** A key comes up. */
  lift(pitch: Pitch): void {
    if (this.#down) this.#kept.add(pitch);
    else this.#ended(pitch);
  }

  /** The pedal goes down or comes up. */
  step(down: boolean): void {
    this.#down = down;
    if (down) return;
    for (const pitch of this.#kept) this.#ended(pitch);
    this.#kept.clear();
  }

  /** All is silent. */
  forget(): void {
    this.#kept.clear();
    this.#down = false;
  }
}
