/** What earlier sessions left unsaved: offered one by one, recovered or discarded as a person chooses. */
import { unpackAutosave, type Kept } from '#main/project/autosave.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Autosave } from './autosave.svelte.ts';
import { lossWords } from './bundle-words.ts';
import type { Desktop } from './doors.ts';
import type { ProjectFile } from './project-file.svelte.ts';
import type { Learner } from './learner.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { unpackRun, type UnfinishedRun } from './unfinished.ts';

/** Unsaved work that waits for a choice. */
export interface Offer {
  readonly id: string;
  /** When it was last kept, milliseconds since 1970. */
  readonly at: number;
  /** What it holds; null where it is damaged beyond reading. */
  readonly kept: Kept | null;
  /** A run of learning that was not over; null where there was none, or none that can be read. */
  readonly run: UnfinishedRun | null;
  /** The handle of the file that it was opened from or saved to; null where it has none. */
  readonly handle: string | null;
}

/** The offers at the start. */
export class Recovery {
  /** The one that shows, or null. */
  offer = $state.raw<Offer | null>(null);
  #left: readonly { readonly id: string; readonly at: number }[] = [];
  readonly #desktop: Desktop;
  readonly #autosave: Autosave;
  readonly #projectFile: ProjectFile;
  readonly #learner: Learner;
  readonly #toasts: Toasts;

  constructor(
    desktop: Desktop,
    autosave: Autosave,
    projectFile: ProjectFile,
    learner: Learner,
    toasts: Toasts,
  ) {
    this.#learner = learner;
    this.#desktop = desktop;
    this.#autosave = autosave;
    this.#projectFile = projectFile;
    this.#toasts = toasts;
  }

  /** Looks for what was left. */
  async look(): Promise<void> {
    await this.#toasts.tried(async () => {
      const { left } = await this.#desktop.unsavedLeft({ own: this.#autosave.id });
      this.#left = left;
      await this.#next();
    });
  }

  /** Takes the offer; it goes from where it was left only once it is kept as this session's own. */
  async recover(): Promise<void> {
    const { offer } = this;
    if (offer === null || offer.kept === null) return;
    const { kept, id, run, handle } = offer;
    await this.#deciding(offer, async () => {
      const placed = (): void => {
        this.#autosave.measureBy(kept.base);
        const { models } = kept.history.project;
        // One that came to its end has its model already.
        if (run !== null && !models.some((model) => model.id === run.id)) this.#learner.leave(run);
      };
      if (!(await this.#projectFile.recover(kept.history, handle, placed))) return false;
      if (!(await this.#autosave.now())) return true;
      await this.#forget(id);
      if (kept.losses.length > 0)
        this.#toasts.warn(() => m.project_recovered_partly({ lost: lossWords(kept.losses) }));
      return true;
    });
  }

  /** Throws the offer away for good. */
  async discard(): Promise<void> {
    const { offer } = this;
    if (offer === null) return;
    await this.#deciding(offer, async () => {
      await this.#forget(offer.id);
      return true;
    });
  }

  /** The offer leaves at once, so that it is decided once; it is back where the work was not done. */
  async #deciding(offer: Offer, work: () => Promise<boolean>): Promise<void> {
    this.offer = null;
    let done = false;
    await this.#toasts.tried(async () => {
      done = await work();
    });
    if (!done) this.offer = offer;
  }

  async #forget(id: string): Promise<void> {
    await this.#desktop.keepUnsaved({ id, bytes: null });
    await this.#next();
  }

  async #next(): Promise<void> {
    const [first, ...rest] = this.#left;
    this.#left = rest;
    this.offer = first === undefined ? null : { ...first, ...(await this.#read(first.id)) };
  }

  /** What cannot be read is offered as damaged, and stands in nobody's way. */
  async #read(id: string): Promise<Pick<Offer, 'kept' | 'run' | 'handle'>> {
    try {
      const { bytes, run, file } = await this.#desktop.readUnsaved({ id });
      return {
        kept: unpackAutosave(bytes),
        run: run === null ? null : unpackRun(run),
        handle: file?.handle ?? null,
      };
    } catch {
      // The card says that it cannot be read, which is all a person can use.
      return { kept: null, run: null, handle: null };
    }
  }
}
