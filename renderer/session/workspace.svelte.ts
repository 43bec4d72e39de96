/** The project as it is now, and how it came to be: every change is an edit that can be undone. */
import type { Project } from '#main/project/project.ts';

/** What changed, named for people. */
export type EditLabel = () => string;

interface Step {
  readonly label: EditLabel;
  readonly before: Project;
  readonly after: Project;
}

/** How many steps back are kept. Values share what did not change, so a step costs only what it touched. */
const MOST_STEPS = 500;

/** A project with nothing in it. */
export const EMPTY_PROJECT: Project = {
  name: '',
  songs: [],
  sketches: [],
  models: [],
  model: null,
  bpm: 120,
  meter: { numerator: 4, denominator: 4 },
  nextNoteId: 1,
};

/** Holds the project. Views read `project`; only edits change it. */
export class Workspace {
  #project = $state.raw<Project>(EMPTY_PROJECT);
  #past = $state.raw<readonly Step[]>([]);
  #future = $state.raw<readonly Step[]>([]);

  readonly project: Project = $derived(this.#project);
  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);
  readonly undoLabel = $derived(this.#past.at(-1)?.label ?? null);
  readonly edited = $derived(this.#past.length > 0);

  /** Opens a project; its history begins here. */
  open(project: Project): void {
    this.#project = project;
    this.#past = [];
    this.#future = [];
  }

  /** One undoable change. A change that changes nothing leaves no entry. */
  edit(label: EditLabel, change: (project: Project) => Project): void {
    const before = this.#project;
    this.#remember(label, before, change(before));
  }

  /** What the app itself adds to the project (a new model); undo goes past it and leaves it. */
  extend(change: (project: Project) => Project): void {
    this.#project = change(this.#project);
    const keep = (step: Step): Step => ({
      ...step,
      before: change(step.before),
      after: change(step.after),
    });
    this.#past = this.#past.map(keep);
    this.#future = this.#future.map(keep);
  }

  /**
   * A gesture: shows any number of previews, each made from the project as it was when the gesture began, and ends as
   * one entry or as nothing.
   */
  gesture(label: EditLabel): {
    readonly preview: (change: (project: Project) => Project) => void;
    readonly keep: () => void;
    readonly cancel: () => void;
  } {
    const before = this.#project;
    return {
      preview: (change) => {
        this.#project = change(before);
      },
      keep: () => this.#remember(label, before, this.#project),
      cancel: () => {
        this.#project = before;
      },
    };
  }

  /** Goes one step back; answers what was undone, or null. */
  undo(): EditLabel | null {
    const step = this.#past.at(-1);
    if (step === undefined) return null;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, step];
    this.#project = step.before;
    return step.label;
  }

  /** Goes one undone step forward again; answers what came back, or null. */
  redo(): EditLabel | null {
    const step = this.#future.at(-1);
    if (step === undefined) return null;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, step];
    this.#project = step.after;
    return step.label;
  }

  #remember(label: EditLabel, before: Project, after: Project): void {
    this.#project = after;
    if (after === before) return;
    this.#past = [...this.#past, { label, before, after }].slice(-MOST_STEPS);
    this.#future = [];
  }
}
