/** What a run is given, and what it tells: the words between a run and whoever starts it. */
import type { SongInput } from '#main/protocol/music.ts';
import type { LearnedModel } from '../learned-model.ts';
import type { BoundParts } from '../measures/windows.ts';
import type { Architecture, Network, Weights } from '../network.ts';
import type { Placer } from './placer.ts';
import type { TrainingSetting } from './setting.ts';

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
  /** Places segments on the map; where left out, in this thread. */
  readonly place?: Placer;
  /** Share of the run's time that measuring on the way may take; little where left out, because somebody waits. */
  readonly measuringShare?: number;
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
  /** On held-out windows; null where not measured, or nothing is held out. */
  readonly heldOutF1: number | null;
  /** Whether no latent number said anything about the music when it was last measured. */
  readonly collapsed: boolean;
}

/** Who hears of a run. */
export interface RunListener {
  /** After each step; the listener chooses what to pass on. */
  readonly news: (news: RunNews) => void;
  /** A model as of now, without the state for learning on: from the first second at growing intervals. */
  readonly publish?: (model: LearnedModel) => void;
  /** What the run goes on from should it be killed now (`Unfinished`): every two seconds, and before a pause. */
  readonly checkpoint?: (model: LearnedModel) => void;
}
