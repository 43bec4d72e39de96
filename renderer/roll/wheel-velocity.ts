/** Velocity by the wheel: turns that follow each other are one edit, until the hand does something else. */
import type { LaneNote } from '#main/project/project.ts';
import { changedVelocities } from '#main/project/velocities.ts';
import type { EditSession } from './view.ts';

/** What a notch of the wheel adds. */
const NOTCH = 3;

/** The wheel of one roll. */
export class WheelVelocity {
  #session: EditSession | null = null;
  #notes: readonly LaneNote[] = [];
  #by = 0;

  /**
   * One notch up (1) or down (-1). While it turns on, `notes` are those of the first notch, as they were then.
   * @param notes those that are meant
   * @param begin opens the edit
   */
  turn(notes: readonly LaneNote[], way: number, begin: () => EditSession): void {
    if (this.#session === null) {
      this.#session = begin();
      this.#notes = notes;
      this.#by = 0;
    }
    this.#by += way * NOTCH;
    const velocities = changedVelocities(this.#notes, { how: 'add', value: this.#by });
    this.#session.preview({ kind: 'velocity', velocities });
  }

  /** Keeps what was turned, as one entry. */
  finish(): void {
    this.#session?.keep();
    this.#session = null;
  }

  /** Takes it back; answers whether anything was turned. */
  cancel(): boolean {
    const was = this.#session !== null;
    this.#session?.cancel();
    this.#session = null;
    return was;
  }
}
