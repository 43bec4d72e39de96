/** A medley that never ends: while one stretch of the walk sounds, the next is made and takes over at its end. */
import type { Blending } from './blending.svelte.ts';
import type { Ideas } from './ideas.svelte.ts';
import type { Model } from './model.svelte.ts';
import type { Motion } from './motion.svelte.ts';
import type { Playable } from './playable.ts';
import type { Player } from './player.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Windows of the model in a stretch: long enough to be made in good time, short enough that what is set is heard soon. */
const WINDOWS = 2;

/** What it needs. */
export interface EndlessParts {
  readonly player: Player;
  readonly ideas: Ideas;
  readonly model: Model;
  readonly blending: Blending;
  readonly motion: Pick<Motion, 'stop'>;
  readonly toasts: Toasts;
}

/** The endless medley. */
export class Endless {
  on = $state(false);
  /** What was offered last, and where the walk goes on after it. */
  #last: Playable | null = null;
  #next = 0;
  #making = false;
  readonly #of: EndlessParts;

  constructor(parts: EndlessParts) {
    this.#of = parts;
  }

  /** Begins a walk, from its start; or lets what sounds be the end of it. */
  async toggle(): Promise<void> {
    if (this.on) {
      this.on = false;
      return;
    }
    if (!this.#of.model.ready) return;
    // A hand that moves by itself would end the walk at its next move.
    this.#of.motion.stop();
    this.on = true;
    this.#next = 0;
    this.#last = null;
    this.#of.ideas.clear();
    await this.#more();
  }

  /** Called at every frame: asks for the next stretch as soon as the one before sounds; ends where something else does. */
  tick(): void {
    if (!this.on || this.#making || this.#last === null) return;
    const { player } = this.#of;
    const here = sameWalk(player.sounding, this.#last);
    const ahead = sameWalk(player.queued?.playable ?? null, this.#last);
    if (player.running && !here && !ahead) this.on = false;
    else if (player.running && here && player.queued === null) void this.#more();
  }

  async #more(): Promise<void> {
    const { ideas, model, player, toasts, blending } = this.#of;
    const before = this.#last;
    this.#making = true;
    try {
      await toasts.tried(async () => {
        const steps = WINDOWS * (model.summary?.steps ?? 32);
        const { medleySongs: songs, variety } = blending;
        const stretch = await ideas.stretch({
          from: 'medley',
          songs: [...songs],
          steps,
          variety,
          begin: this.#next,
        });
        // Meanwhile it was ended, the music was stopped, or something else is played.
        const goesOn = before === null || (player.running && sameWalk(player.sounding, before));
        if (!this.on || !goesOn) return;
        this.#next += steps;
        this.#last = stretch;
        await player.offer(stretch, 'phrase');
      });
      if (this.#last === before) this.on = false;
    } finally {
      this.#making = false;
    }
  }
}

/** Whether two are the same stretch: a fader or a tempo that was changed makes no other one of it. */
const sameWalk = (one: Playable | null, other: Playable | null): boolean =>
  one !== null && one.provenance === other?.provenance;
