/** Left and right of a lane: the far side gets quieter, the near side stays, so that the middle changes nothing. */
import { Gain, Merge, Split } from 'tone';
import type { BaseContext } from 'tone';
import type { Seconds } from '#main/music/note.ts';

/**
 * ```
 * input -> both sides -+-> left  -+-> output
 *                      +-> right -+
 * ```
 */
export class Balance {
  readonly output: Merge;
  readonly #both: Gain;
  readonly #split: Split;
  readonly #left: Gain;
  readonly #right: Gain;

  constructor(context: BaseContext, input: Gain, pan: number) {
    this.#both = new Gain({ context });
    // A voice of one channel is heard on both sides.
    this.#both.channelCount = 2;
    this.#both.channelCountMode = 'explicit';
    this.#split = new Split({ context, channels: 2 });
    this.#left = new Gain({ context, gain: sideGain(-pan) });
    this.#right = new Gain({ context, gain: sideGain(pan) });
    this.output = new Merge({ context, channels: 2 });
    input.connect(this.#both);
    this.#both.connect(this.#split);
    this.#split.connect(this.#left, 0);
    this.#split.connect(this.#right, 1);
    this.#left.connect(this.output, 0, 0);
    this.#right.connect(this.output, 0, 1);
  }

  /** -1 left to 1 right, reached within `seconds`. */
  set(pan: number, seconds: Seconds): void {
    this.#left.gain.rampTo(sideGain(-pan), seconds);
    this.#right.gain.rampTo(sideGain(pan), seconds);
  }

  dispose(): void {
    for (const node of [this.#both, this.#split, this.#left, this.#right, this.output])
      node.dispose();
  }
}

/**
 * What is left of a side whose own direction is `toward` (1: all the way to it, -1: all the way from it).
 * @example sideGain(0) // 1
 * @example sideGain(-1) // 0
 */
export function sideGain(toward: number): number {
  return Math.max(0, Math.min(1, 1 + toward));
}
