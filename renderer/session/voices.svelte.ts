/** What makes the sound: the built-in voices or a sound bank, and notes that are only touched. */
import type { Lane } from '#main/project/project.ts';
import type { Sound, Voices as Kind } from './doors.ts';
import type { Toasts } from './toasts.svelte.ts';

/** The voices. */
export class Voices {
  kind = $state<Kind>('synth');
  /** How much of a bank is loaded, 0 to 1; null while none is being loaded. */
  loaded = $state<number | null>(null);
  readonly #sound: Sound;
  readonly #toasts: Toasts;

  constructor(sound: Sound, toasts: Toasts) {
    this.#sound = sound;
    this.#toasts = toasts;
  }

  async choose(kind: Kind): Promise<void> {
    await this.#toasts.tried(async () => {
      this.loaded = 0;
      await this.#sound.setVoices(kind, (share) => (this.loaded = share));
      this.kind = kind;
    });
    this.loaded = null;
  }

  /** Sounds a note while it is touched. */
  audition(lane: Lane, pitch: number, velocity: number): void {
    this.#sound.audition(lane, pitch, velocity);
  }
}
