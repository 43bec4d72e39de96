/** The models of the project: which one plays, what each is called and was learned from, and two compared by ear. */
import { chooseModel, removeModel, renameModel, starModel } from '#main/project/models.ts';
import type { ModelEntry } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Engines } from './engines.svelte.ts';
import type { Ideas } from './ideas.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What a person calls a model; the one that came with the app is named in the language of the moment. */
export function modelName({ id, name }: Pick<ModelEntry, 'id' | 'name'>): string {
  return id === 'demo' && name === '' ? m.learn_starter() : name;
}

/** What models are chosen with and heard through. */
export interface ModelSurroundings {
  readonly workspace: Workspace;
  readonly sketches: Sketches;
  readonly engines: Engines;
  readonly ideas: Ideas;
  readonly toasts: Toasts;
}

/** The list of models. */
export class Models {
  /** Id of the model whose name is being written, or null. */
  renaming = $state<string | null>(null);
  /** The model that played before the one that plays. */
  #before = $state<string | null>(null);
  readonly #of: ModelSurroundings;

  readonly list: readonly ModelEntry[] = $derived.by(() => this.#of.workspace.project.models);
  readonly current: ModelEntry | null = $derived.by(() =>
    this.byId(this.#of.workspace.project.model),
  );
  /** The model that is compared with the one that plays: the one before it, the one it came from, or its neighbour. */
  readonly other: ModelEntry | null = $derived.by(() => {
    const others = this.list.filter(({ id }) => id !== this.current?.id);
    return (
      others.find(({ id }) => id === this.#before) ??
      others.find(({ id }) => id === this.current?.parent) ??
      others.at(-1) ??
      null
    );
  });
  /** Why no other model can be chosen now, or null. */
  readonly whyNotChoose: string | null = $derived.by(() =>
    this.#of.engines.learner.active ? m.learn_models_busy() : null,
  );
  /** Why nothing can be compared now, or null. */
  readonly whyNotCompare: string | null = $derived.by(
    () => this.whyNotChoose ?? (this.other === null ? m.learn_models_one() : null),
  );

  constructor(surroundings: ModelSurroundings) {
    this.#of = surroundings;
  }

  /** The model of an id, or null. */
  byId(id: string | null): ModelEntry | null {
    return this.list.find((model) => model.id === id) ?? null;
  }

  /** Lets the pad play another model. */
  async choose(id: string): Promise<void> {
    if (this.whyNotChoose !== null || id === this.current?.id || this.byId(id) === null) return;
    this.#before = this.current?.id ?? null;
    this.#of.workspace.accept((project) => chooseModel(project, id));
    await this.#of.engines.follow();
  }

  /** Plays the same place of the map, or the same blend, by the other model; again: by the one before. */
  async compare(): Promise<void> {
    const { other } = this;
    if (this.whyNotCompare !== null || other === null) return;
    await this.choose(other.id);
    this.#of.ideas.hearAgain();
    this.#of.toasts.say(() => m.learn_models_hear({ name: modelName(other) }));
  }

  /** The model after the one that plays in the list (`by` 1), or before it (-1), round and round. */
  async step(by: number): Promise<void> {
    const index = this.list.findIndex(({ id }) => id === this.current?.id);
    const next = this.list.at((index + by) % this.list.length);
    if (next !== undefined) await this.choose(next.id);
  }

  rename(id: string, name: string): void {
    const before = this.byId(id);
    this.renaming = null;
    const wanted = name.trim();
    if (before === null || wanted === '' || wanted === modelName(before)) return;
    const label = { code: 'model_rename', name: modelName(before) } as const;
    this.#of.workspace.edit(label, (project) => renameModel(project, id, wanted));
  }

  star(id: string, starred: boolean): void {
    const model = this.byId(id);
    if (model === null) return;
    const code = starred ? 'model_star' : 'model_unstar';
    this.#of.workspace.edit({ code, name: modelName(model) }, (project) =>
      starModel(project, id, starred),
    );
  }

  /** How many sketches came from a model. */
  sketchesOf(id: string): number {
    return this.#of.sketches.list.filter(
      ({ provenance }) => 'model' in provenance && provenance.model === id,
    ).length;
  }

  /** Throws a model away, and says what that means for sketches that came from it. */
  async remove(id: string, back: { readonly title: () => string; readonly run: () => void }) {
    const model = this.byId(id);
    if (model === null || this.whyNotChoose !== null) return;
    const name = modelName(model);
    const n = this.sketchesOf(id);
    this.#of.workspace.edit({ code: 'model_remove', name }, (project) => removeModel(project, id));
    const words = () =>
      n === 0 ? m.app_toast_removed({ name }) : m.learn_models_removed({ name, n });
    this.#of.toasts.say(words, back);
    await this.#of.engines.follow();
  }
}
