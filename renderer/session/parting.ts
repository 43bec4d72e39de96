/** A person closes the window or quits: what is not saved is asked about, once, and her word holds. */
import type { Autosave } from './autosave.svelte.ts';
import type { Desktop } from './doors.ts';
import type { ProjectFile } from './project-file.svelte.ts';

/** The answer to the wish to go. */
export class Parting {
  readonly #desktop: Desktop;
  readonly #projectFile: ProjectFile;
  readonly #autosave: Autosave;
  readonly #dropRun: () => Promise<void>;
  #asking = false;

  /**
   * @param dropRun ends learning that is not wanted
   * @param failed called with what went wrong
   */
  constructor(
    desktop: Desktop,
    projectFile: ProjectFile,
    autosave: Autosave,
    dropRun: () => Promise<void>,
    failed: (failure: unknown) => void,
  ) {
    this.#dropRun = dropRun;
    this.#desktop = desktop;
    this.#projectFile = projectFile;
    this.#autosave = autosave;
    desktop.on('closing', () => void this.#answer().catch(failed));
  }

  async #answer(): Promise<void> {
    await this.#desktop.answerClosing({ answer: 'asking' });
    // The question is still open: it is the answer to this wish too.
    if (this.#asking) return;
    this.#asking = true;
    try {
      const choice = await this.#projectFile.parting();
      if (choice === 'discard') {
        // An engine that hangs keeps nobody here.
        void this.#dropRun();
        // What she throws away is not offered again at the next start.
        await this.#autosave.end();
      }
      await this.#desktop.answerClosing({ answer: choice === 'stay' ? 'stay' : 'go' });
    } finally {
      this.#asking = false;
    }
  }
}
