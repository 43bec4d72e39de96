/** What is not saved is kept outside every file within a second of each change, and goes when it is safe or not wanted. */
import { baseOf, packAutosave, type Base } from '#main/project/autosave.ts';
import type { History } from '#main/project/history.ts';
import type { Project } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desktop } from './doors.ts';
import { failureSentence } from './sentences.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** How long changes are gathered: with the writing itself, work is safe within a second. */
export const GATHER_MS = 400;

/** Time as autosave needs it. */
export interface AutosaveClock {
  /** Milliseconds since 1970. */
  readonly date: () => number;
  readonly later: (run: () => void, milliseconds: number) => void;
}

/** Keeps the work of this page. */
export class Autosave {
  /** Names this page's own work among that of others. */
  readonly id: string = crypto.randomUUID();
  readonly #desktop: Desktop;
  readonly #workspace: Workspace;
  readonly #toasts: Toasts;
  readonly #clock: AutosaveClock;
  #base: Base;
  #based: Project;
  /** What is kept: null where nothing is. */
  #kept: Pick<History, 'project' | 'past' | 'future'> | null = null;
  #waiting = false;
  #writing: Promise<void> | null = null;
  /** Said once, not at every note. */
  #failed = false;

  constructor(desktop: Desktop, workspace: Workspace, toasts: Toasts, clock: AutosaveClock) {
    this.#desktop = desktop;
    this.#workspace = workspace;
    this.#toasts = toasts;
    this.#clock = clock;
    this.#based = workspace.base;
    this.#base = baseOf(this.#based, clock.date());
  }

  /** To be called whenever the workspace changed; it reads all that counts, so that an effect follows it. */
  follow(): void {
    const { history, edited, base } = this.#workspace;
    if (base !== this.#based) this.#rebase(base);
    if (this.#waiting || !(edited ? this.#isNew(history) : this.#kept !== null)) return;
    this.#waiting = true;
    this.#clock.later(() => {
      this.#waiting = false;
      void this.now();
    }, GATHER_MS);
  }

  /** Keeps what there is at this moment, or lets go what is kept where all is saved. Answers whether that was done. */
  async now(): Promise<boolean> {
    while (this.#writing !== null) await this.#writing;
    const { history, edited, base } = this.#workspace;
    if (base !== this.#based) this.#rebase(base);
    if (!(edited ? this.#isNew(history) : this.#kept !== null)) return true;
    this.#writing = this.#write(edited ? history : null);
    await this.#writing;
    return !this.#failed;
  }

  /** Work that was recovered is measured by what it was made from. */
  measureBy(base: Base): void {
    this.#based = this.#workspace.base;
    this.#base = base;
  }

  async #write(history: History | null): Promise<void> {
    try {
      const bytes = history === null ? null : packAutosave(history, this.#base);
      await this.#desktop.keepUnsaved({ id: this.id, bytes });
      this.#kept = history === null ? null : { ...history, project: settled(history) };
      this.#failed = false;
    } catch (failure) {
      if (!this.#failed)
        this.#toasts.warn(() => m.project_autosave_failed({ why: failureSentence(failure) }));
      this.#failed = true;
    } finally {
      this.#writing = null;
    }
  }

  #rebase(project: Project): void {
    this.#based = project;
    this.#base = baseOf(project, this.#clock.date());
  }

  /** A gesture that goes on is no change yet. */
  #isNew(history: History): boolean {
    const kept = this.#kept;
    if (kept === null) return true;
    return (
      kept.project !== settled(history) ||
      kept.past !== history.past ||
      kept.future !== history.future
    );
  }
}

const settled = ({ before, project }: History): Project => before ?? project;
