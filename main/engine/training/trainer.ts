/** Learning as a loop that can be watched, paused, stopped and gone on with: step after step until a limit, weights never lost. */
import { Failure } from '#main/protocol/failure.ts';
import type { Segment } from '#main/segments/representation.ts';
import type { Resumption } from '../learned-model.ts';
import type { Losses, Network, StepSetting, Weights } from '../network.ts';
import { allFinite } from '../files/finite.ts';
import { drawing, type Draw } from './batches.ts';
import { lessonOf, type Material } from './lesson.ts';
import { withinMemory } from './memory-refusal.ts';
import { klWeightAt, rateAt } from './schedule.ts';

/** Steps between two looks at whether the weights are still good. */
const LOOK_EVERY = 100;

/** Steps between two moves of the weights' average: it passes over every weight, and need not at each step. */
const AVERAGE_EVERY = 8;

const areFinite = (weights: Weights): boolean =>
  [...weights.values()].every(({ values }) => allFinite(values));

/**
 * Share of the average that is kept after a step (`steps` done, counting it). While few steps were seen the mean is
 * young too, so that the first random weights do not linger in it.
 */
export function averagingAt(average: number, steps: number): number {
  if (average === 0) return 0;
  if (steps % AVERAGE_EVERY !== 0) return 1;
  return Math.min(average, steps / (9 + steps)) ** AVERAGE_EVERY;
}

/** When a run ends by itself; 0: no limit. The first limit that is met ends it. */
export interface Limit {
  readonly steps: number;
  readonly seconds: number;
}

/** What the loop tells after a step. */
export interface StepNews {
  /** Steps done since the model was new. */
  readonly step: number;
  /** Epochs done since then. */
  readonly epoch: number;
  /** Seconds since this run began, without pauses. */
  readonly seconds: number;
  /** Losses of the batch before the step, as the network gives them: sums over time, means over the batch. */
  readonly losses: Losses;
}

/** Why a run is over: a limit was met, nothing was gained any more on held-out windows, or somebody stopped it. */
export type Ending = 'limit' | 'stale' | 'stopped';

/** How a run is made. */
export interface TrainerSetup extends Material {
  readonly network: Network;
  readonly segments: readonly Segment[];
  readonly seed: number;
  /** Steps done so far. */
  readonly step: number;
  /** Steps that were done when this run began, where it was interrupted since; else `step`. */
  readonly begun?: number;
  /** Seconds of this run so far; else 0. */
  readonly seconds?: number;
  /** Seconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Lets other work of the process have its turn. */
  readonly breathe: () => Promise<void>;
}

/** One run. `run` may be awaited once; the other calls steer it from outside. */
export class Trainer {
  readonly #setup: TrainerSetup;
  readonly #draw: Draw;
  #step: number;
  #good: Weights | null = null;
  #ending: Ending | null = null;
  #resume: (() => void) | null = null;
  #pause: Promise<void> | null = null;
  #seconds = 0;
  #since: number | null = null;

  constructor(setup: TrainerSetup) {
    this.#setup = setup;
    const { segments, setting, seed } = setup;
    const songs = segments.map((segment) => segment.song);
    this.#draw = drawing(songs, setting.batch, setting.songWeights === 'equal', seed);
    this.#step = setup.step;
    this.#seconds = setup.seconds ?? 0;
  }

  /** Segments of a batch: smaller than asked for where the set is. */
  get batchSize(): number {
    return this.#draw.size;
  }

  get step(): number {
    return this.#step;
  }

  /** Seconds since the run began, without pauses. */
  get seconds(): number {
    return this.#seconds + (this.#since === null ? 0 : this.#setup.clock() - this.#since);
  }

  get epoch(): number {
    return (this.#step * this.#draw.size) / Math.max(1, this.#setup.segments.length);
  }

  /** Waits before the next step until `resume`; the time does not count. */
  pause(): void {
    this.#pause ??= new Promise((done) => (this.#resume = done));
  }

  resume(): void {
    this.#resume?.();
    this.#resume = null;
    this.#pause = null;
  }

  /** Ends the run before its next step. */
  stop(why: Ending = 'stopped'): void {
    this.#ending ??= why;
    this.resume();
  }

  #rest(): void {
    this.#seconds = this.seconds;
    this.#since = null;
  }

  /**
   * Learns until a limit or `stop`. `news` is awaited after each step, `rest` before a pause.
   * @throws Failure `engine_not_finite` (detail: the step) where a loss or a weight is no number any more; `best` then
   * still gives the last good weights. `engine_memory_refused` where the system has no more; the weights are those of the step before.
   */
  async run(
    limit: Limit,
    news: (news: StepNews) => Promise<void>,
    rest: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Ending> {
    const { setting, clock, breathe } = this.#setup;
    const last = limit.steps > 0 ? (this.#setup.begun ?? this.#setup.step) + limit.steps : Infinity;
    const epochs = setting.epochs > 0 ? setting.epochs : Infinity;
    this.#since = clock();
    try {
      for (;;) {
        if (this.#pause !== null) {
          this.#rest();
          await rest();
          await this.#pause;
          this.#since = clock();
        }
        if (this.#ending !== null) return this.#ending;
        const late = limit.seconds > 0 && this.seconds >= limit.seconds;
        if (this.#step >= last || this.epoch >= epochs || late) return 'limit';
        const losses = await this.#learn();
        await news({ step: this.#step, epoch: this.epoch, seconds: this.seconds, losses });
        await breathe();
      }
    } finally {
      this.#rest();
    }
  }

  async #learn(): Promise<Losses> {
    const { network, segments, seed } = this.#setup;
    const chosen = this.#draw.at(this.#step).flatMap((index) => segments[index] ?? []);
    const { architecture } = network;
    const { batch, noise } = lessonOf(chosen, this.#setup, architecture, seed, this.#step);
    const losses = await withinMemory(() => network.learn(batch, noise, this.#stepSetting()));
    if (!Number.isFinite(losses.reconstruction + losses.kl))
      throw new Failure('engine_not_finite', String(this.#step));
    this.#step += 1;
    if (this.#step % LOOK_EVERY === 0) await this.#look();
    return losses;
  }

  #stepSetting(): StepSetting {
    const { beta1, beta2, clip, average, freeBits, decay } = this.#setup.setting;
    const averaging = averagingAt(average, this.#step + 1);
    const learningRate = rateAt(this.#setup.setting, this.epoch);
    const klWeight = klWeightAt(this.#setup.setting, this.#step);
    const adam = { learningRate, beta1, beta2, clip, decay, averaging };
    return { ...adam, klWeight, freeBits, perStep: true };
  }

  /** Keeps the best weights of a moment whenever all are finite: what is left when learning breaks. */
  async #look(): Promise<void> {
    const { network } = this.#setup;
    const best = await network.read('averaged');
    if (!areFinite(best)) throw new Failure('engine_not_finite', String(this.#step));
    this.#good = best;
  }

  /** The weights to play with: averaged ones, or the latest where nothing is averaged. Where learning broke, the last good ones. */
  async best(): Promise<Weights> {
    const best = await this.#setup.network.read('averaged');
    if (areFinite(best)) this.#good = best;
    if (this.#good === null) throw new Failure('engine_not_finite', String(this.#step));
    return this.#good;
  }

  /** What is needed to learn on. */
  async resumption(): Promise<Omit<Resumption, 'unfinished'>> {
    const { network } = this.#setup;
    return { latest: await network.read(), optimiser: await network.readOptimiser() };
  }

  /** Does something with other weights in the network, and puts its own back. */
  async withWeights<T>(weights: Weights, work: () => Promise<T>): Promise<T> {
    const { network } = this.#setup;
    const latest = await network.read();
    await network.write(weights, 'current');
    try {
      return await work();
    } finally {
      await network.write(latest, 'current');
    }
  }
}
