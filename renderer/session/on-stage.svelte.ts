/** The switch for a performance: learning leaves a core to the music, and the screen stays awake. */
import { m } from '#resources/messages/compiled/messages.js';
import type { Desktop, Hosts } from './doors.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What answers the switch. */
interface Theatre {
  readonly hosts: Pick<Hosts, 'stage'>;
  readonly desktop: Pick<Desktop, 'keepAwake'>;
}

/** Whether she is on stage, kept over starts. */
export class OnStage {
  /** Whether the system keeps the screen awake. */
  awake = $state(false);
  readonly #doors: Theatre;
  readonly #preferences: Preferences;
  readonly #toasts: Toasts;
  /** Whether there is a core that learning can leave to the music. */
  readonly spares: boolean;

  /** @param cores of this machine */
  constructor(
    doors: Theatre,
    preferences: Preferences,
    toasts: Toasts,
    cores = navigator.hardwareConcurrency,
  ) {
    this.spares = cores > 1;
    this.#doors = doors;
    this.#preferences = preferences;
    this.#toasts = toasts;
    if (preferences.stage) void toasts.tried(() => this.#tell());
  }

  get on(): boolean {
    return this.#preferences.stage;
  }

  /** Goes on stage, or off it. */
  async set(on: boolean): Promise<void> {
    this.#preferences.setStage(on);
    await this.#toasts.tried(async () => {
      await this.#tell();
      this.#toasts.say(this.#word(on));
    });
  }

  /** What is so now. */
  #word(on: boolean): () => string {
    if (!on) return this.spares ? m.midi_stage_off : m.midi_stage_off_single;
    if (this.awake) return this.spares ? m.midi_stage_on : m.midi_stage_on_single;
    return this.spares ? m.midi_stage_on_dark : m.midi_stage_on_dark_single;
  }

  async #tell(): Promise<void> {
    const { on } = this;
    const [{ held }] = await Promise.all([
      this.#doors.desktop.keepAwake({ on }),
      this.#doors.hosts.stage({ on }),
    ]);
    this.awake = held;
  }
}
