/** The best weights of a run so far: measured on the way, kept where later ones were clearly worse. */
import type { Scores } from '../learned-model.ts';
import type { Network, Weights } from '../network.ts';
import type { TrainingData } from './data.ts';
import { keepsEarlier, lookAt, scoreOf, type Look } from './look.ts';
import type { Trainer } from './trainer.ts';

/** Weights and what they scored. */
export interface Scored {
  readonly weights: Weights;
  readonly scores: Scores;
}

/** Keeps them for one run. */
export class BestWeights {
  readonly #trainer: Trainer;
  readonly #network: Network;
  readonly #data: TrainingData;
  readonly #seed: number;
  #kept: Scored | null;
  /** The best note F1 of held-out windows in this process, and the looks since that did not better it. */
  #highest = -Infinity;
  #inVain = 0;

  /** @param kept the best before this process, where the run was interrupted */
  constructor(
    parts: { trainer: Trainer; network: Network; data: TrainingData; seed: number },
    kept: Scored | null,
  ) {
    this.#trainer = parts.trainer;
    this.#network = parts.network;
    this.#data = parts.data;
    this.#seed = parts.seed;
    this.#kept = kept;
  }

  /** The best that were measured; null where nothing was yet. */
  get kept(): Scored | null {
    return this.#kept;
  }

  /** Measures the averaged weights, and keeps them where none were better. */
  async look(): Promise<Look> {
    const { weights, look } = await this.#now();
    const isBetter = look.heldOutF1 !== null && look.heldOutF1 > this.#highest;
    this.#inVain = isBetter || look.heldOutF1 === null ? 0 : this.#inVain + 1;
    if (isBetter) this.#highest = look.heldOutF1;
    if (this.#kept === null || !keepsEarlier(scoreOf(this.#kept.scores), scoreOf(look)))
      this.#kept = { weights, scores: scoresIn(look) };
    return look;
  }

  /** Whether so many looks one after the other bettered nothing on held-out windows; 0: never. */
  isStale(patience: number): boolean {
    return patience > 0 && this.#inVain >= patience;
  }

  /** The averaged weights of now, unless earlier ones were clearly better. */
  async choose(): Promise<Scored> {
    const { weights, look } = await this.#now();
    const earlier = this.#kept;
    return earlier !== null && keepsEarlier(scoreOf(earlier.scores), scoreOf(look))
      ? earlier
      : { weights, scores: scoresIn(look) };
  }

  async #now(): Promise<{ readonly weights: Weights; readonly look: Look }> {
    const weights = await this.#trainer.best();
    const look = await this.#trainer.withWeights(weights, () =>
      lookAt(this.#network, this.#data, this.#seed),
    );
    return { weights, look };
  }
}

const scoresIn = ({ noteF1, heldOutF1 }: Look): Scores => ({ noteF1, heldOutF1 });
