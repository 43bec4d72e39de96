/** Long messages go out no faster than an instrument takes them in: old ones lose what comes while they still think. */

/** Bytes that may wait; a device that never stops sending must not fill the memory. */
const MOST_BYTES = 64 * 1024;

/** The system exclusive messages that wait at one port. Seconds are of the process's clock. */
export class Dumps {
  /** Bytes a second; null: none is sent. */
  rate: number | null = null;
  #waiting: readonly Uint8Array[] = [];
  #at = -Infinity;

  /** Takes a message at `now`; one for which there is no room, or no leave, is let go. */
  add(message: Uint8Array, now: number): void {
    if (this.rate === null) return;
    const bytes = this.#waiting.reduce((sum, { length }) => sum + length, message.length);
    if (bytes > MOST_BYTES) return;
    if (this.#waiting.length === 0) this.#at = Math.max(this.#at, now);
    this.#waiting = [...this.#waiting, message];
  }

  /** When the next may leave, or null. */
  due(): number | null {
    return this.#waiting.length === 0 ? null : this.#at;
  }

  /** The next one, which leaves at `now`; the instrument has its length in time before the one after. */
  take(now: number): Uint8Array | null {
    const [first, ...rest] = this.#waiting;
    if (first === undefined || this.rate === null) return null;
    this.#waiting = rest;
    this.#at = now + first.length / this.rate;
    return first;
  }

  /** Nothing waits any more. */
  forget(): void {
    this.#waiting = [];
  }
}
