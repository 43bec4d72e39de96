/** One learning run from songs to a model: prepares the data, learns, measures at growing intervals, and hands out models on the way. */
import type { Position } from '#main/latent/position.ts';
import type { LearnedModel, LogEntry } from '../learned-model.ts';
import { baselinesOf, type Baselines } from '../measures/baselines.ts';
import { perStep } from '../measures/windows.ts';
import type { Architecture, Network, Weights } from '../network.ts';
import { mappedSegments, placesOf, sketched, type Sketch } from './assemble.ts';
import { beginningFrom } from './carry.ts';
import { inputMeans, trainingData, type TrainingData } from './data.ts';
import { keepsEarlier, lookAt, scoreOf, type Look } from './look.ts';
import { withinMemory } from './memory-refusal.ts';
import { placeHere } from './placer.ts';
import type { RunListener, RunNews, RunSetup } from './run-setup.ts';
import { Allowance, isDue, PUBLISH_FIRST, publishAgain, SIDE_SHARE } from './schedule.ts';
import { settingText, type TrainingSetting } from './setting.ts';
import { Trainer, type Ending, type Limit, type StepNews } from './trainer.ts';

/** Batches whose mean is told between two measurements. */
const BATCHES_TOLD = 10;
/** Steps before which a latent that says nothing is young, not collapsed. */
const AWAKE = 300;

/** The architecture that a setting asks for on some data. */
function architectureOf(data: TrainingData, setting: TrainingSetting): Architecture {
  const { steps, inputs, position } = data.folding;
  const { hidden, latent, cell, encoderReads, decoderInput, latentAt, dense } = setting;
  const sizes = { steps, inputs, hidden, latent, dense, position };
  return { ...sizes, cell, encoderReads, decoderInput, latentAt };
}

/** A run that is ready to go. */
export class Run {
  readonly data: TrainingData;
  readonly baselines: Baselines;
  readonly trainer: Trainer;
  readonly #setup: RunSetup;
  readonly #network: Network;
  readonly #log: LogEntry[];
  readonly #measuring = new Allowance(SIDE_SHARE);
  readonly #publishing = new Allowance(SIDE_SHARE);
  #places: ReadonlyMap<string, Position>;
  #batches: StepNews[] = [];
  /** The weights that scored best so far, and the score. */
  #best: { readonly weights: Weights; readonly look: Look } | null = null;
  /** What the weights of the last model that was asked for scored. */
  #scored: Look | null = null;
  #published: Promise<void> = Promise.resolve();
  #isPublishing = false;
  #collapsed = false;

  private constructor(setup: RunSetup, data: TrainingData, network: Network) {
    const { setting, seed, from, clock, breathe } = setup;
    this.#setup = setup;
    this.#network = network;
    this.data = data;
    this.baselines = baselinesOf(data.training, data.columns.length);
    this.#log = [...(from?.log ?? [])];
    this.#places = from === null ? new Map() : placesOf(from);
    this.trainer = new Trainer({
      network,
      segments: data.training,
      folding: data.folding,
      columns: data.columns,
      setting,
      seed,
      step: from?.step ?? 0,
      clock,
      breathe,
    });
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
    const beginning =
      from === null
        ? { weights: fresh, optimiser: null }
        : beginningFrom(from, data, architecture, fresh);
    const network = await maker.make(architecture, beginning.weights, setting);
    if (beginning.optimiser) await network.writeOptimiser(beginning.optimiser);
    return new Run(setup, data, network);
  }

  /** Steps a second of this run so far. */
  get stepsPerSecond(): number {
    const steps = this.trainer.step - (this.#setup.from?.step ?? 0);
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
    try {
      return await this.trainer.run(limit, async (step) => {
        listener.news(await this.#newsOf(step));
        const { publish } = listener;
        if (publish === undefined || step.seconds < publishAt || this.#isPublishing) return;
        if (!this.#publishing.allows(step.seconds)) return;
        await this.#timed(this.#publishing, () => this.#publish(publish));
        publishAt = publishAgain(publishAt, this.trainer.seconds);
      });
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
    this.#batches = [...this.#batches.slice(1 - BATCHES_TOLD), step];
    const mean = (part: 'reconstruction' | 'kl') =>
      this.#batches.reduce((sum, { losses }) => sum + losses[part], 0) / this.#batches.length;
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
    const look = await this.#timed(this.#measuring, () => this.#look());
    const training = look.training ?? running;
    const { reconstruction, kl } = training;
    this.#log.push({ step: step.step, seconds, reconstruction, kl });
    const { heldOut, noteF1, heldOutF1 } = look;
    this.#collapsed = step.step >= AWAKE && look.activeUnits === 0;
    const collapsed = this.#collapsed;
    return { ...training, ...now, heldOut, noteF1, heldOutF1, collapsed, measured: true };
  }

  /** Measures the averaged weights, and keeps them where none were better. */
  async #look(): Promise<Look> {
    const { seed } = this.#setup;
    const weights = await this.trainer.best();
    const look = await this.trainer.withWeights(weights, () =>
      lookAt(this.#network, this.data, seed),
    );
    if (this.#best === null || !keepsEarlier(scoreOf(this.#best.look), scoreOf(look)))
      this.#best = { weights, look };
    return look;
  }

  #sketch(weights: Weights): Promise<Sketch> {
    return this.trainer.withWeights(weights, () => sketched(this.#network, this.data));
  }

  /** The best weights so far: the averaged ones of now, unless earlier ones were clearly better. */
  async #bestWeights(): Promise<Weights> {
    const now = await this.trainer.best();
    const { seed } = this.#setup;
    const look = await this.trainer.withWeights(now, () => lookAt(this.#network, this.data, seed));
    const earlier = this.#best;
    const kept =
      earlier !== null && keepsEarlier(scoreOf(earlier.look), scoreOf(look))
        ? earlier
        : { weights: now, look };
    this.#scored = kept.look;
    return kept.weights;
  }

  /** What the weights in the last `model` scored; null where none was asked for. */
  get scored(): Look | null {
    return this.#scored;
  }

  /** The model with the best weights so far; `resumable`: with the state of now for learning on. */
  async model(resumable: boolean): Promise<LearnedModel> {
    await this.#published;
    const weights = await this.#bestWeights();
    const sketch = await this.#sketch(weights);
    const model = await this.#complete(weights, sketch, this.trainer.step);
    return { ...model, resumption: resumable ? await this.trainer.resumption() : null };
  }

  async #complete(weights: Weights, sketch: Sketch, step: number): Promise<LearnedModel> {
    const { setting, seed, preset, place = placeHere } = this.#setup;
    const { representation, columns, songs, accents, folding } = this.data;
    const { means, thresholds } = sketch;
    const segments = await mappedSegments(this.data, means, this.#places, place, seed);
    this.#places = placesOf({ songs, segments });
    return {
      segments,
      thresholds,
      architecture: this.#network.architecture,
      representation,
      columns,
      fold: folding.fold,
      weights,
      preset,
      setting: Object.fromEntries(
        Object.entries(setting).map(([key, value]) => [key, settingText(value)]),
      ),
      seed,
      step,
      songs,
      accents,
      log: this.#log,
      resumption: null,
    };
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
