/** Keeps what arrives before anybody listens, so that no wire loses its first messages. */

/** Messages in order of arrival; held until `receive` names a listener, then passed straight on. */
export class Inbox {
  #held: unknown[] = [];
  #listener: ((message: unknown) => void) | undefined;

  /** Takes a message from the transport. */
  push(message: unknown): void {
    if (this.#listener === undefined) this.#held.push(message);
    else this.#listener(message);
  }

  /** Names the one listener and hands it what was held. */
  receive(listener: (message: unknown) => void): void {
    this.#listener = listener;
    const held = this.#held;
    this.#held = [];
    for (const message of held) listener(message);
  }
}
