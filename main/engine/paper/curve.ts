/** The bound over epochs, gathered while a run goes and kept in a file beside its model. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Failure } from '#main/protocol/failure.ts';
import type { RunNews } from '../training/run-setup.ts';

const point = z.object({
  epoch: z.number(),
  step: z.number(),
  bound: z.number(),
  reconstruction: z.number(),
  kl: z.number(),
  heldOut: z.number().nullable(),
});

/** One epoch: figures of the last ten batches while they were learned, and the held-out bound where it was measured in this epoch. */
export type CurvePoint = z.output<typeof point>;

/** The curve of a file; empty where there is no file. @throws Failure `engine_file_unreadable` where it is no curve */
export async function readCurve(path: string): Promise<readonly CurvePoint[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return [];
  }
  try {
    return z.array(point).parse(JSON.parse(text));
  } catch {
    throw new Failure('engine_file_unreadable', path);
  }
}

/** Gathers a curve, going on from the points of an interrupted run that the model still knows. */
export class CurveGatherer {
  readonly #points: CurvePoint[];
  #heldOut: number | null = null;

  /** @param step steps of the model that the run goes on from */
  constructor(before: readonly CurvePoint[], step: number) {
    this.#points = before.filter((each) => each.step <= step);
  }

  get points(): readonly CurvePoint[] {
    return this.#points;
  }

  /** Hears of a step; answers the point of an epoch that it ended. */
  hear(news: RunNews): CurvePoint | null {
    if (news.heldOut !== null) this.#heldOut = news.heldOut.bound;
    // What was measured over many windows under averaged weights is another figure than that of the batches.
    if (news.measured) return null;
    const epoch = Math.floor(news.epoch);
    if (epoch <= (this.#points.at(-1)?.epoch ?? 0)) return null;
    const { step, bound, reconstruction, kl } = news;
    const ended = { epoch, step, bound, reconstruction, kl, heldOut: this.#heldOut };
    this.#points.push(ended);
    this.#heldOut = null;
    return ended;
  }
}
