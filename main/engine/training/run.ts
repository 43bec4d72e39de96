/** One learning run from songs to a model: prepares the data, learns, measures at growing intervals, and hands out models on the way. */
import type { Position } from '#main/latent/position.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { SongInput } from '#main/protocol/music.ts';
import type { LearnedModel, LogEntry } from '../learned-model.ts';
import { baselinesOf, type Baselines } from '../measures/baselines.ts';
import { boundOf, noteScores, perStep, spreadOut, type BoundParts } from '../measures/windows.ts';
import type { Architecture, Network, Weights } from '../network.ts';
import { assembled, placesOf } from './assemble.ts';
import { inputMeans, trainingData, type TrainingData } from './data.ts';
import { isDue, PUBLISH_FIRST, publishAgain } from './schedule.ts';
import { settingText, type TrainingSetting } from './setting.ts';
import { Trainer, type Ending, type Limit, type StepNews } from './trainer.ts';

/** What a run needs from the backend: networks, and the weights that a new one starts from. */
export interface NetworkMaker {
  readonly make: (
    architecture: Architecture,
    weights: Weights,
    setting: TrainingSetting,
  ) => Promise<Network>;
  /** First weights as the setting wants them; `inputMeans` is how often each input is on. */
  readonly start: (
    architecture: Architecture,
    setting: TrainingSetting,
    inputMeans: Float32Array,
    seed: number,
  ) => Weights;
}

/** What is to be learned, and how. */
export interface RunSetup {
  readonly songs: readonly SongInput[];
  readonly preset: string;
  readonly setting: TrainingSetting;
  readonly seed: number;
  /** A model to go on from. */
  readonly from: LearnedModel | null;
  readonly maker: NetworkMaker;
  readonly clock: () => number;
  readonly breathe: () => Promise<void>;
}

/** Figures of one moment. */
export interface RunNews extends BoundParts {
  readonly step: number;
  readonly epoch: number;
  readonly seconds: number;
  readonly stepsPerSecond: number;
  /** True: the bound is that of training windows under the averaged weights. False: the mean of the last few batches while they were learned. */
  readonly measured: boolean;
  /** Null where not measured, or nothing is held out. */
  readonly heldOut: BoundParts | null;
  /** On training windows; null where not measured. */
  readonly noteF1: number | null;
}

/** Who hears of a run. */
export interface RunListener {
  /** After each step; the listener chooses what to pass on. */
  readonly news: (news: RunNews) => void;
  /** A model as of now, without the state for learning on: from the first second at growing intervals. */
  readonly publish?: (model: LearnedModel) => void;
}

/** Windows that are looked at when measuring on the way: for the bound, and (dearer) for the notes. */
const BOUND_WINDOWS = 640;
const NOTE_WINDOWS = 192;
/** Batches whose mean is told between two measurements. */
const BATCHES_TOLD = 10;

/** The architecture that a setting asks for on some data. */
function architectureOf(data: TrainingData, setting: TrainingSetting): Architecture {
  const { steps, inputs, position } = data.folding;
  const { hidden, latent, cell, encoderReads, decoderInput, latentAt, dense } = setting;
  const sizes = { steps, inputs, hidden, latent, dense, position };
  return { ...sizes, cell, encoderReads, decoderInput, latentAt };
}

function checkResumption(from: LearnedModel, data: TrainingData, wanted: Architecture): void {
  const text = ({ columns }: Pick<LearnedModel, 'columns'>) =>
    columns.map(({ part, pitch, kind }) => `${part} ${pitch} ${kind}`).join();
  if (text(from) !== text(data)) throw new Failure('engine_resume_columns');
  const had = new Map<string, unknown>(Object.entries(from.architecture));
  const other = Object.entries(wanted).flatMap(([key, value]) =>
    had.get(key) === value ? [] : [key],
  );
  if (other.length > 0) throw new Failure('engine_resume_architecture', other.join(', '));
}

/** A run that is ready to go. */
export class Run {
  readonly data: TrainingData;
  readonly baselines: Baselines;
  readonly trainer: Trainer;
  readonly #setup: RunSetup;
  readonly #network: Network;
  readonly #log: LogEntry[];
  #places: ReadonlyMap<string, Position>;
  #batches: StepNews[] = [];

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
   * @throws Failure of `trainingData`, `engine_resume_columns`, `engine_resume_architecture` (detail: what differs)
   */
  static async prepare(setup: RunSetup): Promise<Run> {
    const { setting, seed, from, maker } = setup;
    const data = trainingData(setup.songs, setting);
    const architecture = architectureOf(data, setting);
    if (from !== null) checkResumption(from, data, architecture);
    const means = inputMeans(data.training, data.folding);
    const weights =
      from === null
        ? maker.start(architecture, setting, means, seed)
        : (from.resumption?.latest ?? from.weights);
    const network = await maker.make(architecture, weights, setting);
    if (from?.resumption) await network.writeOptimiser(from.resumption.optimiser);
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

  /** Learns until the limit is met or `trainer.stop()`. */
  async go(limit: Limit, listener: RunListener): Promise<Ending> {
    let publishAt = PUBLISH_FIRST;
    return this.trainer.run(limit, async (step) => {
      listener.news(await this.#newsOf(step));
      if (listener.publish === undefined || step.seconds < publishAt) return;
      listener.publish(await this.model(false));
      publishAt = publishAgain(publishAt, this.trainer.seconds);
    });
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
    const figures = { step: step.step, epoch, seconds, stepsPerSecond: this.stepsPerSecond };
    if (!isDue(step.step))
      return { ...running, ...figures, measured: false, heldOut: null, noteF1: null };
    const { training, heldOut, noteF1 } = await this.#measure();
    const { reconstruction, kl } = training;
    this.#log.push({ step: step.step, seconds: step.seconds, reconstruction, kl });
    return { ...training, ...figures, measured: true, heldOut, noteF1 };
  }

  /** The bound, and the note F1, of some windows under the averaged weights. */
  async #measure() {
    const { training, heldOut, folding, columns } = this.data;
    const { seed } = this.#setup;
    return this.trainer.withBest(async () => {
      const bound = await boundOf(this.#network, spreadOut(training, BOUND_WINDOWS), folding, seed);
      const unheard = spreadOut(heldOut, BOUND_WINDOWS);
      const some = spreadOut(training, NOTE_WINDOWS);
      const even = { onset: 0.5, sustain: 0.5 };
      const scores = await noteScores(this.#network, some, folding, columns, even);
      return {
        training: bound ?? perStep({ reconstruction: 0, kl: 0 }, 1),
        heldOut: await boundOf(this.#network, unheard, folding, seed),
        noteF1: scores?.noteF1 ?? null,
      };
    });
  }

  /** The model as of now, with averaged weights; `resumable`: with the state for learning on. */
  async model(resumable: boolean): Promise<LearnedModel> {
    const { setting, seed, preset } = this.#setup;
    const { representation, columns, songs, accents, folding } = this.data;
    const weights = await this.trainer.best();
    const parts = await this.trainer.withBest(() =>
      assembled(this.#network, this.data, this.#places, seed),
    );
    this.#places = placesOf({ songs, segments: parts.segments });
    return {
      ...parts,
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
      step: this.trainer.step,
      songs,
      accents,
      log: this.#log,
      resumption: resumable ? await this.trainer.resumption() : null,
    };
  }

  /** Lets somebody look at the network with the best weights in it. */
  withBest<T>(work: (network: Network) => Promise<T>): Promise<T> {
    return this.trainer.withBest(() => work(this.#network));
  }

  /** Frees the network. */
  dispose(): void {
    this.#network.dispose();
  }
}
