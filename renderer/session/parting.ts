/** A person closes the window or quits: what is not saved is asked about, once, and her word holds. */
import type { Autosave } from './autosave.svelte.ts';
import type { Desktop } from './doors.ts';
import type { ProjectFile } from './project-file.svelte.ts';

/** The answer to the wish to go. */
export class Parting {
  readonly #desktop: Desktop;
  readonly #projectFile: ProjectFile;
  readonly #autosave: Autosave;
  #asking = false;

  /** @param failed called with what went wrong */
  constructor(
    desktop: Desktop,
    projectFile: ProjectFile,
    autosave: Autosave,
    failed: (failure: unknown) => void,
  ) {
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
      // What she throws away is not offered again at the next start.
      if (choice === 'discard') await this.#autosave.end();
      await this.#desktop.answerClosing({ answer: choice === 'stay' ? 'stay' : 'go' });
    } finally {
      this.#asking = false;
    }
  }
}
