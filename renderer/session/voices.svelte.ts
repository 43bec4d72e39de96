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

  /** Fetches the sound bank for lanes that ask for it. */
  async needBank(): Promise<void> {
    await this.#toasts.tried(async () => {
      this.loaded = 0;
      await this.#sound.loadBank((share) => (this.loaded = share));
    });
    this.loaded = null;
  }

  /** One note of a lane, so that its instrument is heard where nothing plays. */
  async sample(lane: Lane): Promise<void> {
    await this.#toasts.tried(async () => {
      await this.#sound.wake();
      const { pitch = lane.part === 'bass' ? 40 : 60, velocity = 90 } = lane.notes[0] ?? {};
      this.#sound.audition(lane, pitch, velocity);
    });
  }

  /** Sounds a note while it is touched. */
  audition(lane: Lane, pitch: number, velocity: number): void {
    this.#sound.audition(lane, pitch, velocity);
  }
}
