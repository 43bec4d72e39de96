/** What the two engine processes must be offered by the rooms behind them; `process.ts` puts both on the wires. */
import type { Emit, Service } from '#main/protocol/contract.ts';
import type { answering } from '#main/protocol/answering.ts';
import type { learning } from '#main/protocol/learning.ts';
import type { weights } from '#main/protocol/weights.ts';

/** Weights on their way from the learn engine to the answer engine, as a model file. */
export interface Published {
  readonly run: string;
  readonly step: number;
  readonly model: Uint8Array<ArrayBuffer>;
}

/**
 * `main/engine/learning.ts` exports `learningService`, which is this. `publish` settles when the answer engine has taken
 * the weights over; it rejects with `protocol_gone` while there is none, which must not end the run. `sent` settles when what
 * was said has left the process: a run goes on after that, or checkpoints of tens of megabytes hold up all news.
 */
export type OfferLearning = (
  emit: Emit<typeof learning>,
  publish: (weights: Published) => Promise<void>,
  sent: () => Promise<void>,
) => {
  readonly service: Service<typeof learning>;
  /** Whether any window is there. What nobody hears of waits, and is gone on with by the next that asks for its run. */
  readonly heard: (byAnybody: boolean) => void;
};

/** `main/engine/answering.ts` exports `answeringService`, which is this: answers to windows, and takes weights over. */
export type OfferAnswering = (emit: Emit<typeof answering>) => {
  readonly answers: Service<typeof answering>;
  readonly takesOver: Service<typeof weights>;
};
