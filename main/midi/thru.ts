/** What a person plays goes straight on to instruments, past every queue, and what she holds is let go of whatever happens. */
import type { Stage } from './stage.ts';

/** From an input to a channel of an output. */
export interface Way {
  readonly input: string;
  readonly output: string;
  readonly channel: number;
}

/** The ways of all windows. */
export class Thru {
  readonly #stage: Stage;
  readonly #ways = new Map<object, readonly Way[]>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** A window's ways take the place of those it had. */
  set(window: object, ways: readonly Way[]): void {
    for (const { output } of this.#ways.get(window) ?? [])
      this.#stage.guarded(output, (voice) => voice.letGo());
    if (ways.length === 0) this.#ways.delete(window);
    else this.#ways.set(window, ways);
    this.reach();
  }

  /** Opens what ways lead to, at the beginning and when devices are back; one that cannot be had is heard of by who plays on it. */
  reach(): void {
    for (const ways of this.#ways.values())
      for (const { output } of ways) this.#stage.voice(output).catch(() => undefined);
  }

  /** A message came in. Only what is meant for a channel goes on, on the channel of the way. */
  pass(input: string, message: Uint8Array): void {
    const [status = 0, ...data] = message;
    if (status >= 0xf0) return;
    for (const ways of this.#ways.values())
      for (const way of ways)
        if (way.input === input) {
          const sent = Uint8Array.of((status & 0xf0) | way.channel, ...data);
          this.#stage.guarded(way.output, (voice) => voice.send(sent, 'person'));
        }
  }
}
