/** The two engines behind the window: what the model is, how learning goes, and what happens when one dies or comes back. */
import { addModel } from '#main/project/models.ts';
import type { Outcome } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Answering, Doors, Learning } from './doors.ts';
import { Learner } from './learner.svelte.ts';
import { Lens } from './lens.svelte.ts';
import { Model, type Answer } from './model.svelte.ts';
import { Reached } from './reached.svelte.ts';
import { failureSentence } from './sentences.ts';
import type { Shape } from './shape.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What to do when the model answers otherwise, or not at all. */
export interface ModelHooks {
  readonly changed: () => void;
  readonly gone: () => void;
}

/** The engines, and the one place where their events come in. */
export class Engines {
  readonly answering: Reached<Answering>;
  readonly learning: Reached<Learning>;
  readonly model: Model;
  readonly learner: Learner;
  readonly lens: Lens;
  readonly #workspace: Workspace;
  readonly #shape: Shape;
  readonly #toasts: Toasts;
  readonly #hooks: ModelHooks;
  readonly #date: () => number;
  /** Id of the model that was put into the answer engine last. */
  #loaded = '';
  /** Models that were put into the answer engine, by the hash of their file. */
  readonly #known = new Map<string, string>();

  /** @param date milliseconds since 1970 */
  constructor(
    doors: Doors,
    workspace: Workspace,
    shape: Shape,
    toasts: Toasts,
    hooks: ModelHooks,
    date: () => number,
  ) {
    this.#date = date;
    this.#workspace = workspace;
    this.#shape = shape;
    this.#toasts = toasts;
    this.#hooks = hooks;
    this.answering = new Reached(() => doors.answering, {
      ready: (client) => this.#answeringReady(client),
      gone: () => this.#answeringGone(),
      back: () => this.#answeringBack(),
    });
    this.learning = new Reached(() => doors.learning, {
      ready: (client) => this.#learningReady(client),
      gone: () => this.#learningGone(),
      back: () => undefined,
    });
    this.model = new Model(this.answering);
    this.learner = new Learner(this.learning);
    this.lens = new Lens(this.model, this.answering, shape);
    for (const host of ['answering', 'learning'] as const)
      doors.again(host, () => this[host].rose());
    doors.hosts.on('host', ({ host, state, reason }) => {
      if (host === 'learning' && state === 'absent' && reason === 'renewed') this.learner.moved();
      if (host === 'midi' || reason === null) return;
      if (state === 'waiting' || state === 'failed') this[host].fell();
    });
  }

  /** Id of the model that the pad plays; empty where there is none. */
  get modelId(): string {
    return this.#workspace.project.model ?? '';
  }

  /** Puts the model that the project names into the answer engine. */
  async load(): Promise<void> {
    const { models } = this.#workspace.project;
    const entry = models.find(({ id }) => id === this.modelId);
    this.#loaded = entry?.id ?? '';
    if (entry === undefined) return;
    await this.model.load(entry.bytes, this.#shape.setting, (hash) =>
      this.#known.set(hash, entry.id),
    );
  }

  /** The model that gave an answer, as a sketch remembers it: a run that learns on publishes under the id that its model will have. */
  madeBy({ model: modelHash, run }: Pick<Answer, 'model' | 'run'>): {
    readonly model: string;
    readonly modelHash: string;
  } {
    return { model: run ?? this.#known.get(modelHash) ?? this.modelId, modelHash };
  }

  /** The project may name another model than before (one was chosen, removed, or came back by undo): then that one plays. */
  async follow(): Promise<void> {
    if (this.modelId === this.#loaded) return;
    if (this.modelId === '') this.model.forget();
    await this.load();
  }

  /** Another project is opened: its model takes the place of the one before, and a run that goes on is not its own. */
  async renew(): Promise<void> {
    await this.dropRun();
    this.model.forget();
    await this.load();
  }

  /** The run that is not over is not wanted: it stops, and nothing comes of it. */
  async dropRun(): Promise<void> {
    const { active } = this.learner;
    this.learner.forget();
    if (active) await this.#toasts.tried(() => this.learner.stop());
  }

  #answeringReady(client: Answering): void {
    client.on('placing', ({ lens, done }) => this.lens.placed(lens, done));
    client.on('changed', () => {
      void this.#toasts.tried(async () => {
        await this.model.refresh(this.#shape.setting);
        await this.lens.refresh();
      });
      this.#hooks.changed();
    });
  }

  #answeringBack(): void {
    void this.load();
    this.#toasts.say(m.app_toast_engine_back);
  }

  #answeringGone(): void {
    this.model.forget();
    this.#hooks.gone();
    this.#toasts.warn(m.app_toast_engine);
  }

  #learningReady(client: Learning): void {
    client.on('progress', (progress) => this.learner.note(progress));
    client.on('state', (state) => {
      this.learner.tell(state);
      if (state.state === 'failed' && state.reason !== null) {
        const { reason } = state;
        this.#toasts.warn(() => failureSentence(reason));
      }
    });
    client.on('checkpoint', (checkpoint) => this.learner.keep(checkpoint));
    client.on('finished', ({ run, model, outcome }) => this.#learned(run, model, outcome));
  }

  #learningGone(): void {
    if (!this.learner.active) return;
    if (!this.learner.lost()) this.#toasts.warn(m.app_toast_learn_engine);
    else {
      const step = this.learner.wentOnFrom ?? 0;
      this.#toasts.say(() => m.app_toast_learn_goes_on({ step }));
    }
  }

  /** A run is over: its model joins the list and is what the pad plays. */
  #learned(run: string, bytes: Uint8Array, learned: Outcome): void {
    const own = this.learner.over(run);
    if (own === null) return;
    const { preset, parent } = own;
    const about = { id: run, name: this.#freshName(), preset, parent, at: this.#date() };
    this.#workspace.accept((project) => addModel(project, { ...about, learned, bytes }));
    void this.load();
  }

  /** The first numbered name, from how many models were learned, that none has. */
  #freshName(): string {
    const { models } = this.#workspace.project;
    const taken = new Set(models.map(({ name }) => name));
    for (let n = models.filter(({ id }) => id !== 'demo').length + 1; ; n += 1) {
      const name = m.learn_model_name({ n });
      if (!taken.has(name)) return name;
    }
  }
}
