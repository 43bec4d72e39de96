/** How a run changes with time: its rate, the weight of its KL term, and when it measures itself and publishes. */
import type { TrainingSetting } from './setting.ts';

/** The rate at an epoch: constant, falling geometrically from the first to the final one, or stepping down once. */
export function rateAt(setting: TrainingSetting, epoch: number): number {
  const { learningRate, finalRate, rateCourse, rateStep, epochs } = setting;
  if (epochs === 0 || learningRate === finalRate) return learningRate;
  if (rateCourse === 'step') return epoch < rateStep * epochs ? learningRate : finalRate;
  return learningRate * (finalRate / learningRate) ** Math.min(1, epoch / epochs);
}

/** The weight of the KL term at a step: it rises evenly during the warm-up, so that the decoder first learns to listen to z. */
export function klWeightAt({ klWeight, klWarmUp }: TrainingSetting, step: number): number {
  return klWarmUp === 0 ? klWeight : klWeight * Math.min(1, (step + 1) / klWarmUp);
}

/** The share of the data that a mixed decoder reads at a step: all at first, none after `mixSteps`. */
export function taughtShareAt({ mixSteps }: TrainingSetting, step: number): number {
  return Math.max(0, 1 - step / mixSteps);
}

/** Seconds until the first model is published. */
export const PUBLISH_FIRST = 1;

/** Seconds of learning between two checkpoints: what a killed process may lose. */
export const CHECKPOINT_EVERY = 2;

/** Share of a run's time that measuring may take, and the same again for publishing. */
export const SIDE_SHARE = 0.02;

/** Share of a run's time that checkpoints may take: where the machine is so busy or the model so large that they would take more, they come less often. */
export const CHECKPOINT_SHARE = 0.05;

/** Whether something may be measured after this step (counted from the model's beginning): at 10, 30, every 100 up to 1,000, then every 500. */
export function isDue(step: number): boolean {
  if (step === 10 || step === 30) return true;
  return step % (step <= 1000 ? 100 : 500) === 0;
}

/** The second at which the next model is published: intervals grow by a half, from one second to half a minute. */
export function publishAgain(planned: number, now: number): number {
  return now + Math.min(30, Math.max(1, planned * 0.5));
}

/** Keeps work beside learning within a share of the time: what was spent must have been earned before more is spent. */
export class Allowance {
  readonly #share: number;
  #spent = 0;

  constructor(share: number) {
    this.#share = share;
  }

  /** Whether there is something left `seconds` after the beginning. */
  allows(seconds: number): boolean {
    return this.#spent <= this.#share * seconds;
  }

  /** Notes what was spent. */
  spend(seconds: number): void {
    this.#spent += seconds;
  }
}
