/** One learning run from songs to a model: prepares the data, learns, measures at growing intervals, and hands out models on the way. */
import type { Position } from '#main/latent/position.ts';
import type { ByKind } from '#main/segments/sample.ts';
import type { LearnedModel, LogEntry, MappedSegment, Scores } from '../learned-model.ts';
import { baselinesOf, type Baselines } from '../measures/baselines.ts';
import { perStep } from '../measures/windows.ts';
import type { Losses, Network, Weights } from '../network.ts';
import {
  mappedSegments,
  modelOf,
  placesOf,
  segmentsIn,
  sketched,
  type Sketch,
} from './assemble.ts';
import { BestWeights } from './best.ts';
import { beginningFrom } from './carry.ts';
import { architectureOf, inputMeans, trainingData, type TrainingData } from './data.ts';
import { EVEN } from './look.ts';
import { withinMemory } from './memory-refusal.ts';
import { placeHere } from './placer.ts';
import type { RunListener, RunNews, RunSetup } from './run-setup.ts';
import {
  Allowance,
  CHECKPOINT_EVERY,
  CHECKPOINT_SHARE,
  isDue,
  PUBLISH_FIRST,
  publishAgain,
  SIDE_SHARE,
} from './schedule.ts';
import { Trainer, type Ending, type Limit, type StepNews } from './trainer.ts';

/** Batches whose mean is told between two measurements. */
const BATCHES_TOLD = 10;
/** Steps before which a latent that says nothing is young, not collapsed. */
const AWAKE = 300;

/** A run that is ready to go. */
export class Run {
  readonly data: TrainingData;
  readonly baselines: Baselines;
  readonly trainer: Trainer;
  readonly #setup: RunSetup;
  readonly #network: Network;
  readonly #log: LogEntry[];
  readonly #measuring: Allowance;
  readonly #publishing = new Allowance(SIDE_SHARE);
  readonly #keeping = new Allowance(CHECKPOINT_SHARE);
  readonly #best: BestWeights;
  /** Steps of the model when the run began. */
  readonly begun: number;
  #places: ReadonlyMap<string, Position>;
  /** The segments with their places as they were handed out last. */
  #segments: readonly MappedSegment[];
  #thresholds: ByKind = EVEN;
  #batches: readonly Losses[];
  /** What the weights in the last `model` scored; null where none was asked for. */
  scored: Scores | null = null;
  #published: Promise<void> = Promise.resolve();
  #isPublishing = false;
  #collapsed = false;

  private constructor(setup: RunSetup, data: TrainingData, network: Network) {
    const { setting, seed, from, clock, breathe } = setup;
    this.#setup = setup;
    this.#measuring = new Allowance(setup.measuringShare ?? SIDE_SHARE);
    this.#network = network;
    this.data = data;
    this.baselines = baselinesOf(data.training, data.columns.length);
    this.#log = [...(from?.log ?? [])];
    this.#places = from === null ? new Map() : placesOf(from);
    const unfinished = from?.resumption?.unfinished ?? null;
    this.begun = unfinished?.begun ?? from?.step ?? 0;
    this.#batches = unfinished?.batches ?? [];
    this.#segments = segmentsIn(from, data.songs);
    this.trainer = new Trainer({
      network,
      segments: data.training,
      folding: data.folding,
      columns: data.columns,
      setting,
      seed,
      step: from?.step ?? 0,
      begun: this.begun,
      seconds: unfinished?.seconds ?? 0,
      clock,
      breathe,
    });
    const parts = { trainer: this.trainer, network, data, seed };
    const best = unfinished?.best ?? null;
    const kept = from === null || best === null ? null : { weights: from.weights, scores: best };
    this.#best = new BestWeights(parts, kept);
  }

  /**
   * Prepares a run: nothing is learned yet.
   * @throws Failure of `trainingData` and `beginningFrom`, and `engine_memory_refused`
   */
  static readonly prepare = (setup: RunSetup): Promise<Run> =>
    withinMemory(() => Run.#prepared(setup));

  static async #prepared(setup: RunSetup): Promise<Run> {
    const { setting, seed, from, maker } = setup;
    const data = trainingData(setup.songs, setting);
    const architecture = architectureOf(data, setting);
    const means = inputMeans(data.training, data.folding);
    const fresh = maker.start(architecture, setting, means, seed);
    const beginning = beginningFrom(from, data, architecture, fresh);
    const network = await maker.make(architecture, beginning.weights, setting);
    if (beginning.optimiser) await network.writeOptimiser(beginning.optimiser);
    return new Run(setup, data, network);
  }

  /** Steps a second of this run so far. */
  get stepsPerSecond(): number {
    const steps = this.trainer.step - this.begun;
    return this.trainer.seconds > 0 ? steps / this.trainer.seconds : 0;
  }

  get backend(): Network['backend'] {
    return this.#network.backend;
  }

  /**
   * Learns until the limit is met or `trainer.stop()`.
   * @throws Failure of `Trainer.run`
   */
  async go(limit: Limit, listener: RunListener): Promise<Ending> {
    let publishAt = PUBLISH_FIRST;
    let keepAt = this.trainer.seconds + CHECKPOINT_EVERY;
    const { publish, checkpoint } = listener;
    const keep = async (): Promise<void> => {
      if (checkpoint === undefined) return;
      await this.#timed(this.#keeping, async () => checkpoint(await this.#checkpoint(limit)));
      keepAt = this.trainer.seconds + CHECKPOINT_EVERY;
    };
    const hear = async (step: StepNews): Promise<void> => {
      listener.news(await this.#newsOf(step));
      if (step.seconds >= keepAt && this.#keeping.allows(step.seconds)) await keep();
      if (publish === undefined || step.seconds < publishAt || this.#isPublishing) return;
      if (!this.#publishing.allows(step.seconds)) return;
      await this.#timed(this.#publishing, () => this.#publish(publish));
      publishAt = publishAgain(publishAt, this.trainer.seconds);
    };
    try {
      return await this.trainer.run(limit, hear, keep);
    } finally {
      await this.#published;
    }
  }

  async #timed<T>(allowance: Allowance, work: () => Promise<T>): Promise<T> {
    const { clock } = this.#setup;
    const before = clock();
    const done = await work();
    allowance.spend(clock() - before);
    return done;
  }

  /** Sketches the model of now; its segments are placed while learning goes on, and then it is handed out. */
  async #publish(publish: (model: LearnedModel) => void): Promise<void> {
    const weights = await this.trainer.best();
    const { step } = this.trainer;
    const sketch = await this.#sketch(weights);
    this.#isPublishing = true;
    this.#published = this.#complete(weights, sketch, step)
      .then(publish)
      .finally(() => (this.#isPublishing = false));
    // `go` ends with this promise and its failure; until then nobody waits for it.
    this.#published.catch(() => null);
  }

  async #newsOf(step: StepNews): Promise<RunNews> {
    const { steps, fold } = this.data.folding;
    this.#batches = [...this.#batches.slice(1 - BATCHES_TOLD), step.losses];
    const mean = (part: 'reconstruction' | 'kl') =>
      this.#batches.reduce((sum, losses) => sum + losses[part], 0) / this.#batches.length;
    const running = perStep(
      { reconstruction: mean('reconstruction'), kl: mean('kl') },
      steps * fold,
    );
    const { epoch, seconds } = step;
    const now = { step: step.step, epoch, seconds, stepsPerSecond: this.stepsPerSecond };
    if (!isDue(step.step) || !this.#measuring.allows(seconds)) {
      const unknown = { heldOut: null, noteF1: null, heldOutF1: null };
      return { ...running, ...now, ...unknown, collapsed: this.#collapsed, measured: false };
    }
    const look = await this.#timed(this.#measuring, () => this.#best.look());
    const training = look.training ?? running;
    const { reconstruction, kl } = training;
    this.#log.push({ step: step.step, seconds, reconstruction, kl });
    const { heldOut, noteF1, heldOutF1 } = look;
    this.#collapsed = step.step >= AWAKE && look.activeUnits === 0;
    if (this.#best.isStale(this.#setup.setting.patience)) this.trainer.stop('stale');
    const found = { heldOut, noteF1, heldOutF1, collapsed: this.#collapsed };
    return { ...training, ...now, ...found, measured: true };
  }

  #sketch(weights: Weights): Promise<Sketch> {
    return this.trainer.withWeights(weights, () => sketched(this.#network, this.data));
  }

  /** The model with the best weights so far; `resumable`: with the state of now for learning on. */
  async model(resumable: boolean): Promise<LearnedModel> {
    await this.#published;
    const { weights, scores } = await this.#best.choose();
    this.scored = scores;
    const sketch = await this.#sketch(weights);
    const model = await this.#complete(weights, sketch, this.trainer.step);
    if (!resumable) return model;
    return { ...model, resumption: { ...(await this.trainer.resumption()), unfinished: null } };
  }

  /** What the run goes on from should it be killed now. It measures and places nothing, so that it costs no more than copying. */
  async #checkpoint(limit: Limit): Promise<LearnedModel> {
    const kept = this.#best.kept;
    const weights = kept?.weights ?? (await this.trainer.best());
    const { seconds, step } = this.trainer;
    const best = kept?.scores ?? null;
    const unfinished = { begun: this.begun, seconds, limit, best, batches: this.#batches };
    const model = this.#modelOf(weights, this.#thresholds, step);
    return { ...model, resumption: { ...(await this.trainer.resumption()), unfinished } };
  }

  async #complete(weights: Weights, sketch: Sketch, step: number): Promise<LearnedModel> {
    const { seed, place = placeHere } = this.#setup;
    const { means, thresholds } = sketch;
    this.#segments = await mappedSegments(this.data, means, this.#places, place, seed);
    this.#thresholds = thresholds;
    this.#places = placesOf({ songs: this.data.songs, segments: this.#segments });
    return this.#modelOf(weights, thresholds, step);
  }

  #modelOf(weights: Weights, thresholds: ByKind, step: number): LearnedModel {
    const { architecture } = this.#network;
    const moment = { weights, thresholds, step, segments: this.#segments, log: [...this.#log] };
    return modelOf(this.#setup, this.data, architecture, moment);
  }

  /** Lets somebody look at the network with some weights in it. */
  withWeights<T>(weights: Weights, work: (network: Network) => Promise<T>): Promise<T> {
    return this.trainer.withWeights(weights, () => work(this.#network));
  }

  /** Frees the network. */
  dispose(): void {
    this.#network.dispose();
  }
}
