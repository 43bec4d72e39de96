/** What a person plays goes straight on to instruments, past every queue, and what she holds is let go of whatever happens. */
import { noteOf } from './message.ts';
import type { Stage } from './stage.ts';

const SYSEX = 0xf0;

/** From an input to a channel of an output. */
export interface Way {
  readonly input: string;
  readonly output: string;
  readonly channel: number;
  /** Keys that are not sent on, as `noteKey` names them. */
  readonly except?: readonly number[] | undefined;
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
      for (const { output, channel } of ways)
        this.#stage.voice(output).then(
          (voice) => voice.join([channel]),
          () => undefined,
        );
  }

  /**
   * A message came in. What is meant for a channel goes on, on the channel of the way; system exclusive to ports whose
   * instruments are to have it, once to each.
   */
  pass(input: string, message: Uint8Array): void {
    const [status = 0, ...data] = message;
    if (status === SYSEX) return this.#passOn(input, message);
    if (status >= 0xf0) return;
    const note = noteOf(message);
    for (const ways of this.#ways.values())
      for (const way of ways)
        if (way.input === input && (note === null || way.except?.includes(note) !== true)) {
          const sent = Uint8Array.of((status & 0xf0) | way.channel, ...data);
          this.#stage.guarded(way.output, (voice) => voice.send(sent, 'person'));
        }
  }

  #passOn(input: string, message: Uint8Array): void {
    const ways = [...this.#ways.values()].flat().filter((way) => way.input === input);
    for (const output of new Set(ways.map((way) => way.output)))
      this.#stage.guarded(output, (voice) => voice.pass(message));
    this.#stage.run();
  }
}
