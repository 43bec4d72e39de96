/** The project as it is now, and how it came to be: holds the one history, so that every change can be taken back. */
import * as histories from '#main/project/history.ts';
import type { Entry, History } from '#main/project/history.ts';
import type { Label } from '#main/project/label.ts';
import { emptyProject, setProject } from '#main/project/models.ts';
import type { Project } from '#main/project/project.ts';

/** A change of the project as a pure function. */
export type Verb = (project: Project) => Project;

/** From press to release: any number of previews, each made from the project before the gesture, then one end. */
export interface ProjectGesture {
  readonly preview: (verb: Verb) => void;
  /** Makes the last preview one entry of the history. */
  readonly keep: (label: Label) => void;
  /** Puts back exactly what was. */
  readonly cancel: () => void;
}

/** Edits of one thing that follow each other within this time are one entry (a slider, a wheel). */
const ONE_TOUCH_MS = 1000;

/** Holds the project. Views read `project`; only edits change it. */
export class Workspace {
  #history = $state.raw<History>(histories.open(emptyProject('')));
  /** What the latest entry touched, and when; null where the next edit is an entry of its own in any case. */
  #touch: { readonly what: string; readonly at: number } | null = null;
  #gesture: symbol | null = null;
  /** How often the app itself added something. */
  #growth = $state(0);
  /** The latest entry and the growth when the project was opened or saved. */
  #saved = $state.raw<{ readonly entry: Entry | null; readonly growth: number }>({
    entry: null,
    growth: 0,
  });
  /** The project as it was last opened or saved. */
  #base = $state.raw<Project>(this.#history.project);
  readonly #first = this.#history;
  readonly #now: () => number;

  readonly project: Project = $derived(this.#history.project);
  readonly undoLabel: Label | null = $derived(this.#history.past.at(-1)?.label ?? null);
  /** Whether something would be lost without saving. */
  readonly edited: boolean = $derived(
    this.#growth !== this.#saved.growth || this.#latest() !== this.#saved.entry,
  );
  /** Whether a gesture shows what it has not kept. */
  readonly previewing: boolean = $derived(this.#history.before !== null);
  readonly redoLabel: Label | null = $derived(this.#history.future.at(-1)?.label ?? null);

  /** What was done and what was undone, the oldest first; `done`: how many of them are done. */
  readonly timeline: { readonly labels: readonly Label[]; readonly done: number } = $derived.by(
    () => {
      const { past, future } = this.#history;
      const labels = [...past, ...future.toReversed()].map(({ label }) => label);
      return { labels, done: past.length };
    },
  );

  /** @param now milliseconds, from any origin */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Opens a project; its history begins here. */
  open(project: Project): void {
    this.openHistory(histories.open(project));
  }

  /** Opens a project with what can be undone in it. */
  openHistory(history: History): void {
    this.#become(history);
    this.#saved = this.#moment();
    this.#base = history.project;
  }

  /** Opens work that lies in no file of a person's yet. */
  openUnsaved(history: History): void {
    this.openHistory(history);
    this.#growth += 1;
  }

  /** Whether nothing was opened or done yet. */
  get isNew(): boolean {
    return this.#history === this.#first;
  }

  /** What the project was when it was last opened or saved. */
  get base(): Project {
    return this.#base;
  }

  /** All there is, to be written to a file. */
  get history(): History {
    return this.#history;
  }

  /** Remembers this moment; the answer says that what was there then is safe now in a file, whose name the project takes. */
  saving(): (name: string) => void {
    const moment = this.#moment();
    const { before, project: now } = this.#history;
    return (name) => {
      this.#history = histories.accept(this.#history, (project) => setProject(project, { name }));
      this.#saved = moment;
      this.#base = before ?? now;
    };
  }

  /**
   * One undoable change. A change that changes nothing leaves no entry.
   * @param what names the thing that is touched where a person goes on moving it: edits in quick succession are one entry
   */
  edit(label: Label, verb: Verb, what?: string): void {
    const at = this.#now();
    const touch = this.#touch;
    const again = touch !== null && touch.what === what && at - touch.at <= ONE_TOUCH_MS;
    const base = again ? histories.retake(this.#history) : this.#history;
    this.#become(histories.edit(base, label, verb));
    const entered = this.#history.past.at(-1) !== base.past.at(-1);
    this.#touch = entered && what !== undefined ? { what, at } : null;
  }

  /** What the app itself adds to the project (a new model); undo goes past it and leaves it. */
  accept(verb: Verb): void {
    this.#history = histories.accept(this.#history, verb);
    this.#growth += 1;
  }

  /** What the app puts into the project whenever it is written, and which is no work of its own: where the hand is. */
  remembering: Verb = (project) => project;

  /** The project is about to be written: with what goes along. */
  remember(): void {
    this.#history = histories.accept(this.#history, this.remembering);
  }

  /** Begins a gesture; one that goes on is cancelled. When another or an undo ends it, it has no effect any more. */
  gesture(): ProjectGesture {
    this.#become(histories.cancel(this.#history));
    const own = Symbol('gesture');
    this.#gesture = own;
    const step = (next: () => History): void => {
      if (this.#gesture === own) this.#history = next();
    };
    return {
      preview: (verb) => step(() => histories.preview(this.#history, verb)),
      keep: (label) => {
        step(() => histories.keep(this.#history, label));
        if (this.#gesture === own) this.#gesture = null;
      },
      cancel: () => {
        step(() => histories.cancel(this.#history));
        if (this.#gesture === own) this.#gesture = null;
      },
    };
  }

  /** Goes one step back; answers what was undone, or null. */
  undo(): Label | null {
    const label = this.undoLabel;
    this.#become(histories.undo(this.#history));
    return label;
  }

  /** Goes one undone step forward again; answers what came back, or null. */
  redo(): Label | null {
    const label = this.redoLabel;
    this.#become(histories.redo(this.#history));
    return label;
  }

  /** Goes to the moment when `done` entries were done. */
  goTo(done: number): void {
    this.#become(histories.goTo(this.#history, done));
  }

  #latest(): Entry | null {
    return this.#history.past.at(-1) ?? null;
  }

  #moment(): { readonly entry: Entry | null; readonly growth: number } {
    return { entry: this.#latest(), growth: this.#growth };
  }

  #become(history: History): void {
    this.#history = history;
    this.#touch = null;
    this.#gesture = null;
  }
}
