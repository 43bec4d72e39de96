/** What is not saved is kept outside every file within a second of each change, and goes when it is safe or not wanted. */
import { baseOf, packAutosave, type Base } from '#main/project/autosave.ts';
import type { History } from '#main/project/history.ts';
import type { Project } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desktop } from './doors.ts';
import { failureSentence } from './sentences.ts';
import type { Toasts } from './toasts.svelte.ts';
import { packRun, type UnfinishedRun } from './unfinished.ts';
import type { Workspace } from './workspace.svelte.ts';

/** How long changes are gathered: with the writing itself, work is safe within a second. */
export const GATHER_MS = 400;

/** How soon keeping is tried again where it failed: a disk may have room again without a further edit. */
const RETRY_MS = 5000;

/** A run is written again after this share of its time so far: megabytes that are soon old are not written all the time. */
const RUN_SHARE = 0.02;

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
  readonly #run: () => UnfinishedRun | null;
  /** The run that is kept, and when it was written. */
  #keptRun: UnfinishedRun | null = null;
  #runAt = -Infinity;
  #runWaiting = false;
  #writing: Promise<void> | null = null;
  /** Said once, not at every note. */
  #failed = false;
  #retrying = false;
  #ended = false;

  /** @param run the run of learning that is not over; read by `follow` too */
  constructor(
    desktop: Desktop,
    workspace: Workspace,
    toasts: Toasts,
    clock: AutosaveClock,
    run: () => UnfinishedRun | null,
  ) {
    this.#run = run;
    this.#desktop = desktop;
    this.#workspace = workspace;
    this.#toasts = toasts;
    this.#clock = clock;
    this.#based = workspace.base;
    this.#base = baseOf(this.#based, clock.date());
  }

  /** To be called whenever the workspace or the run changed; it reads all that counts, so that an effect follows it. */
  follow(): void {
    const run = this.#run();
    if (this.#isDue(run) && !this.#waiting) {
      this.#waiting = true;
      this.#clock.later(() => {
        this.#waiting = false;
        void this.#keep(false);
      }, GATHER_MS);
    }
    if (run === this.#keptRun || this.#runWaiting) return;
    this.#runWaiting = true;
    const pace = run === null ? 0 : this.#runAt + 1000 * RUN_SHARE * run.seconds;
    this.#clock.later(
      () => {
        this.#runWaiting = false;
        void this.#keep(true);
      },
      Math.max(GATHER_MS, pace - this.#clock.date()),
    );
  }

  /** Keeps what there is at this moment, or lets go what is kept where all is saved. Answers whether that was done. */
  async now(): Promise<boolean> {
    return this.#keep(true);
  }

  async #keep(withRun: boolean): Promise<boolean> {
    while (this.#writing !== null) await this.#writing;
    if (this.#ended) return true;
    const run = this.#run();
    const isDue = this.#isDue(run);
    const isRunDue = withRun && run !== this.#keptRun;
    if (!isDue && !isRunDue) return true;
    this.#writing = this.#write(isDue, isRunDue, run);
    await this.#writing;
    return !this.#failed;
  }

  /** Whether the project must be written, or let go: beside a run it is kept even where it is saved. */
  #isDue(run: UnfinishedRun | null): boolean {
    const { history, edited, base } = this.#workspace;
    if (base !== this.#based) this.#rebase(base);
    return edited || run !== null ? this.#isNew(history) : this.#kept !== null;
  }

  /** What is here is not wanted: nothing of it stays, and nothing more is kept. */
  async end(): Promise<void> {
    this.#ended = true;
    while (this.#writing !== null) await this.#writing;
    const { id } = this;
    await this.#desktop.keepUnsaved({ id, bytes: null });
    await this.#desktop.keepUnsaved({ id, part: 'run', bytes: null });
  }

  /** Work that was recovered is measured by what it was made from. */
  measureBy(base: Base): void {
    this.#based = this.#workspace.base;
    this.#base = base;
  }

  /** The project first: a model that came of a run is safe before the run is let go, and no run lies alone. */
  async #write(isDue: boolean, isRunDue: boolean, run: UnfinishedRun | null): Promise<void> {
    const { id } = this;
    try {
      if (isDue) {
        this.#workspace.remember();
        const { history, edited } = this.#workspace;
        const kept = edited || run !== null ? history : null;
        const bytes = kept === null ? null : packAutosave(kept, this.#base);
        await this.#desktop.keepUnsaved({ id, bytes });
        this.#kept = kept === null ? null : { ...kept, project: settled(kept) };
      }
      if (isRunDue) {
        this.#runAt = this.#clock.date();
        const bytes = run === null ? null : packRun(run);
        await this.#desktop.keepUnsaved({ id, part: 'run', bytes });
        this.#keptRun = run;
      }
      if (this.#failed) this.#toasts.say(m.project_autosave_again);
      this.#failed = false;
    } catch (failure) {
      if (!this.#failed)
        this.#toasts.warn(() => m.project_autosave_failed({ why: failureSentence(failure) }));
      this.#failed = true;
      this.#retry();
    } finally {
      this.#writing = null;
    }
  }

  #retry(): void {
    if (this.#retrying) return;
    this.#retrying = true;
    this.#clock.later(() => {
      this.#retrying = false;
      void this.#keep(true);
    }, RETRY_MS);
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
