/** The project as a file: new, open, save, save elsewhere, and the question before anything would be lost. */
import { pack, unpack } from '#main/project/bundle.ts';
import { open, type History } from '#main/project/history.ts';
import { emptyProject, setProject } from '#main/project/models.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { lossWords, refusalSentence } from './bundle-words.ts';
import type { Desktop } from './doors.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What to do with work that is not saved. */
export type UnsavedChoice = 'save' | 'discard' | 'cancel';

/** A question that waits for a person. */
export interface UnsavedQuestion {
  readonly name: string;
  readonly answer: (choice: UnsavedChoice) => void;
}

const ENDING = /\.melodrift$/iu;

/** Whether a file calls itself a project. */
export function isProjectName(name: string): boolean {
  return ENDING.test(name);
}

/** The file that the project lies in. */
export class ProjectFile {
  /** The question that is open, or null. */
  question = $state.raw<UnsavedQuestion | null>(null);
  readonly #desktop: Desktop;
  readonly #workspace: Workspace;
  readonly #toasts: Toasts;
  readonly #opened: () => Promise<void>;
  /** Where it was saved or opened; null: nowhere yet. */
  #handle: string | null = null;

  /** @param opened called when another project lies in the workspace */
  constructor(desktop: Desktop, workspace: Workspace, toasts: Toasts, opened: () => Promise<void>) {
    this.#desktop = desktop;
    this.#workspace = workspace;
    this.#toasts = toasts;
    this.#opened = opened;
  }

  /** Writes the project where it lies; asks for a place where it has none yet. Answers whether it is safe now. */
  async save(): Promise<boolean> {
    return this.#write(this.#handle);
  }

  /** Writes the project to another place, which is its own from then on. */
  async saveElsewhere(): Promise<boolean> {
    return this.#write(null);
  }

  /** Begins an empty project. */
  async begin(): Promise<void> {
    if (await this.#mayLeave()) await this.#become(open(emptyProject('')), null);
  }

  /** Asks for a project file and opens it. */
  async open(): Promise<void> {
    await this.#toasts.tried(async () => {
      if (!(await this.#mayLeave())) return;
      const chosen = await this.#desktop.open({ kind: 'project' });
      const [file] = chosen?.files ?? [];
      if (file === undefined) return;
      const { name, handle } = file;
      const { bytes } = await this.#desktop.read({ handle, keep: true });
      await this.#read(name, bytes, handle);
    });
  }

  /** Opens a project file that came by itself: dropped, or handed over by the system. It has no place to be saved to yet. */
  async take(name: string, read: () => Promise<Uint8Array>): Promise<void> {
    await this.#toasts.tried(async () => {
      if (await this.#mayLeave()) await this.#read(name, await read(), null);
    });
  }

  /** Takes work that an earlier session left unsaved; it has no place to be saved to yet. Answers whether it is there now. */
  async recover(history: History): Promise<boolean> {
    if (!(await this.#mayLeave())) return false;
    this.#workspace.openUnsaved(history);
    this.#handle = null;
    await this.#opened();
    return true;
  }

  async #read(name: string, bytes: Uint8Array, handle: string | null): Promise<void> {
    const result = unpack(bytes);
    if ('kind' in result) {
      this.#toasts.warn(() => refusalSentence(name, result));
      return;
    }
    const { history, losses } = result;
    // What is left of a damaged file is not written over it.
    await this.#become(named(history, stem(name)), losses.length === 0 ? handle : null);
    if (losses.length > 0)
      this.#toasts.warn(() => m.project_salvaged({ name, lost: lossWords(losses) }));
  }

  async #become(history: History, handle: string | null): Promise<void> {
    this.#workspace.openHistory(history);
    this.#handle = handle;
    await this.#opened();
  }

  async #write(handle: string | null): Promise<boolean> {
    let safe = false;
    await this.#toasts.tried(async () => {
      const { project } = this.#workspace;
      const name = `${project.name === '' ? m.app_untitled() : project.name}.melodrift`;
      const isSaved = this.#workspace.saving();
      const bytes = pack(this.#workspace.history);
      const saved = await this.#desktop.save({
        kind: 'project',
        name,
        bytes,
        ...(handle === null ? {} : { handle }),
      });
      if (saved === null) return;
      this.#handle = saved.handle;
      isSaved(stem(saved.name));
      safe = true;
      this.#toasts.say(() => m.app_toast_saved({ name: saved.name }));
    });
    return safe;
  }

  /** Whether what is there may go: nothing is unsaved, it was saved now, or a person said so. */
  async #mayLeave(): Promise<boolean> {
    if (!this.#workspace.edited) return true;
    this.question?.answer('cancel');
    const choice = await new Promise<UnsavedChoice>((answer) => {
      const { name } = this.#workspace.project;
      this.question = { name: name === '' ? m.app_untitled() : name, answer };
    });
    this.question = null;
    return choice === 'save' ? this.save() : choice === 'discard';
  }
}

/** The name of a project is the name of its file. */
function named(history: History, name: string): History {
  return { ...history, project: setProject(history.project, { name }) };
}

function stem(file: string): string {
  return file.replace(ENDING, '');
}
