/** What the instruments at ports need: kept by the port's name, and told to the process that plays, each time it begins. */
import type { Manner } from '#main/protocol/midi.ts';
import type { Doors } from './doors.ts';
import { PLAIN, withManner } from './manners.ts';
import type { Preferences } from './preferences.svelte.ts';

/** The instruments at all ports, plugged in or not. */
export class Gear {
  readonly #midi: Doors['midi'];
  readonly #preferences: Preferences;

  constructor({ midi, again }: Pick<Doors, 'midi' | 'again'>, preferences: Preferences) {
    this.#midi = midi;
    this.#preferences = preferences;
    this.#tellAll();
    again('midi', () => this.#tellAll());
  }

  /** What the instrument at an output needs. */
  of(output: string): Manner {
    return this.#preferences.manners[output] ?? PLAIN;
  }

  /** It needs something else: heard from now on. */
  set(output: string, change: Partial<Manner>): void {
    const manner = { ...this.of(output), ...change };
    this.#preferences.setManners(withManner(this.#preferences.manners, output, manner));
    this.#tell(output, manner);
  }

  #tellAll(): void {
    for (const [output, manner] of Object.entries(this.#preferences.manners))
      this.#tell(output, manner);
  }

  #tell(output: string, manner: Manner): void {
    // A process that is down is told when it is back.
    this.#midi.manner({ output, manner }).catch(() => undefined);
  }
}
