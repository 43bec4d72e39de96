/** The project as a file: new, open, save, save elsewhere; nothing is lost or written over without a question. */
import { pack, unpack, type BundleProblem, type Unpacked } from '#main/project/bundle.ts';
import { open, type History } from '#main/project/history.ts';
import { emptyProject, setProject } from '#main/project/models.ts';
import { Failure } from '#main/protocol/failure.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { lossWords, refusalSentence } from './bundle-words.ts';
import type { Desktop } from './doors.ts';
import type { ReadableFile } from './incoming.ts';
import { askChanged, askDamaged, askSaveFailed, askUnsaved } from './project-questions.ts';
import type { Questions } from './questions.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

const ENDING = /\.melodrift$/iu;

/** Whether a file calls itself a project. */
export function isProjectName(name: string): boolean {
  return ENDING.test(name);
}

/** Where a project is written. */
interface Target {
  /** Null: she is asked. */
  readonly handle: string | null;
  /** Whether what somebody else wrote there meanwhile may go. */
  readonly over: boolean;
}

/** What a project file needs of its session. */
export interface ProjectFileParts {
  readonly workspace: Workspace;
  readonly toasts: Toasts;
  readonly questions: Questions;
  /** The handle of the place from which a file was dropped; null where it has none. */
  readonly placeOf: (file: File) => Promise<string | null>;
  /** Called when another project lies in the workspace. */
  readonly opened: () => Promise<void>;
}

/** The file that the project lies in. */
export class ProjectFile {
  readonly #desktop: Desktop;
  readonly #parts: ProjectFileParts;
  /** Where it was saved or opened; null: nowhere yet. */
  #handle: string | null = null;

  constructor(desktop: Desktop, parts: ProjectFileParts) {
    this.#desktop = desktop;
    this.#parts = parts;
  }

  /** Writes the project where it lies; asks for a place where it has none yet. Answers whether it is safe now. */
  async save(): Promise<boolean> {
    return this.#write({ handle: this.#handle, over: false });
  }

  /** Writes the project to another place, which is its own from then on. */
  async saveElsewhere(): Promise<boolean> {
    return this.#write({ handle: null, over: false });
  }

  /** Begins an empty project. */
  async begin(): Promise<void> {
    if (await this.#mayLeave()) await this.#become(open(emptyProject('')), null);
  }

  /** Asks for a project file and opens it. */
  async open(): Promise<void> {
    await this.#parts.toasts.tried(async () => {
      if (!(await this.#mayLeave())) return;
      const chosen = await this.#desktop.open({ kind: 'project' });
      const [file] = chosen?.files ?? [];
      if (file !== undefined)
        await this.#read(file.name, await this.#bytes(file.handle), file.handle);
    });
  }

  /** Opens a project file that came by itself: dropped, or handed over by the system. */
  async take({ name, read, handle: known, dropped }: ReadableFile): Promise<void> {
    await this.#parts.toasts.tried(async () => {
      if (!(await this.#mayLeave())) return;
      const handle = known ?? (dropped === undefined ? null : await this.#parts.placeOf(dropped));
      if (handle === null) await this.#read(name, await read(), null);
      else await this.#read(name, await this.#bytes(handle), handle);
    });
  }

  /**
   * A page that was loaded anew after a crash opens the project that was open.
   * @returns whether a person wanted a fresh start: without that project, and without what was left unsaved
   */
  async resume(): Promise<boolean> {
    const { toasts, workspace } = this.#parts;
    const { project, fresh } = await this.#desktop.resuming({});
    if (fresh) toasts.say(m.app_toast_fresh);
    else if (project !== null) {
      const { name, handle } = project;
      await toasts.tried(async () => this.#read(name, await this.#bytes(handle), handle));
      if (!workspace.isNew) toasts.say(() => m.app_toast_reopened({ name }));
    }
    return fresh;
  }

  /**
   * Takes work that an earlier session left unsaved. Answers whether it is there now.
   * @param handle of the file that it is saved to; null where it has none yet
   * @param placed called once it lies there, before anything else can come
   */
  async recover(history: History, handle: string | null, placed: () => void): Promise<boolean> {
    if (!(await this.#mayLeave())) return false;
    this.#parts.workspace.openUnsaved(history);
    this.#handle = handle;
    this.#remember(handle);
    const opened = this.#parts.opened();
    placed();
    await opened;
    return true;
  }

  async #bytes(handle: string): Promise<Uint8Array> {
    return (await this.#desktop.read({ handle, keep: true })).bytes;
  }

  async #read(name: string, bytes: Uint8Array, handle: string | null): Promise<void> {
    const result = unpack(bytes);
    const whole = wholeOf(result);
    if (whole !== null) {
      await this.#become(named(whole, stem(name)), handle);
      return;
    }
    const before = handle === null ? null : await this.#before(handle);
    if (before !== null) {
      const lost = 'kind' in result ? null : lossWords(result.losses);
      const choice = await this.#parts.questions.ask(askDamaged(name, before.at, lost));
      if (choice === 'cancel') return;
      if (choice === 'before') {
        // The damaged file is not written over: somebody may still make more of it.
        await this.#become(named(before.history, stem(name)), null);
        return;
      }
    }
    await this.#salvage(name, result);
  }

  /** Opens what is left of a damaged file, which is not written over by itself. */
  async #salvage(name: string, result: Unpacked | BundleProblem): Promise<void> {
    const { toasts } = this.#parts;
    if ('kind' in result) {
      toasts.warn(() => refusalSentence(name, result));
      return;
    }
    await this.#become(named(result.history, stem(name)), null);
    toasts.warn(() => m.project_salvaged({ name, lost: lossWords(result.losses) }));
  }

  /** The version before the last save, where it is whole. */
  async #before(handle: string): Promise<{ history: History; at: number } | null> {
    const backup = await this.#desktop.backup({ handle });
    const history = backup === null ? null : wholeOf(unpack(backup.bytes));
    return backup === null || history === null ? null : { history, at: backup.at };
  }

  async #become(history: History, handle: string | null): Promise<void> {
    this.#parts.workspace.openHistory(history);
    this.#handle = handle;
    this.#remember(handle);
    await this.#parts.opened();
  }

  /** A list that cannot be kept is no reason not to work. */
  #remember(handle: string | null): void {
    this.#desktop.rememberProject({ handle }).catch(() => undefined);
  }

  async #write(target: Target): Promise<boolean> {
    const { workspace, toasts } = this.#parts;
    const name = `${this.#name()}.melodrift`;
    const { handle, over } = target;
    try {
      workspace.remember();
      const isSaved = workspace.saving();
      const bytes = pack(workspace.history);
      const saved = await this.#desktop.save({
        kind: 'project',
        name,
        bytes,
        over,
        ...(handle === null ? {} : { handle }),
      });
      if (saved === null) return false;
      this.#handle = saved.handle;
      this.#remember(saved.handle);
      isSaved(stem(saved.name));
      toasts.say(() => m.app_toast_saved({ name: saved.name }));
      return true;
    } catch (failure) {
      return this.#notWritten(failure, name, target);
    }
  }

  /** Asks what to do where the file was not written, and does it. */
  async #notWritten(failure: unknown, name: string, target: Target): Promise<boolean> {
    const { questions, toasts } = this.#parts;
    toasts.noted(failure);
    const isChanged = failure instanceof Failure && failure.code === 'desktop_changed';
    const choice = isChanged
      ? await questions.ask(askChanged(failure.detail ?? name))
      : await questions.ask(askSaveFailed(name, failure));
    switch (choice) {
      case 'again':
        return this.#write(target);
      case 'over':
        return this.#write({ ...target, over: true });
      case 'elsewhere':
        return this.saveElsewhere();
      case 'cancel':
        return false;
    }
  }

  /** What becomes of work that is there: it is safe (nothing was unsaved, or it was saved now), thrown away, or stays. */
  async parting(): Promise<'safe' | 'discard' | 'stay'> {
    if (!this.#parts.workspace.edited) return 'safe';
    const choice = await this.#parts.questions.ask(askUnsaved(this.#name()));
    if (choice === 'save') return (await this.save()) ? 'safe' : 'stay';
    return choice === 'discard' ? 'discard' : 'stay';
  }

  async #mayLeave(): Promise<boolean> {
    return (await this.parting()) !== 'stay';
  }

  #name(): string {
    const { name } = this.#parts.workspace.project;
    return name === '' ? m.app_untitled() : name;
  }
}

/** What a file holds that is not damaged at all. */
function wholeOf(result: Unpacked | BundleProblem): History | null {
  return !('kind' in result) && result.losses.length === 0 ? result.history : null;
}

/** The name of a project is the name of its file. */
function named(history: History, name: string): History {
  return { ...history, project: setProject(history.project, { name }) };
}

function stem(file: string): string {
  return file.replace(ENDING, '');
}
