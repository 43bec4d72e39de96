/** How long a person waits until her songs are known: from dropping the files to .90 of their notes. */
import { clock } from '#main/engine/clock.ts';
import { noteScores, thresholdsOf } from '#main/engine/measures/windows.ts';
import type { Run } from '#main/engine/training/run.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { prepared, type Measuring } from './learned.ts';

/** Steps between two looks, and those after which nobody waits any longer. */
const EVERY = 100;
const MOST = 6000;
const KNOWN = 0.9;

/** Note F1 of the averaged weights of now on all that was learned. */
async function known(run: Run): Promise<number> {
  const weights = await run.trainer.best();
  const { training, folding, columns } = run.data;
  return run.withWeights(weights, async (network) => {
    const thresholds = await thresholdsOf(network, training, folding, columns);
    return (await noteScores(network, training, folding, columns, thresholds))?.noteF1 ?? 0;
  });
}

/** Seconds until `read` songs are known by the preset *quick*, everything learned; null where they never are. Looking does not count. */
export async function secondsToKnow(
  read: () => readonly SongInput[],
  { seed, rate }: Measuring,
): Promise<{ readonly seconds: number; readonly step: number } | null> {
  const began = clock();
  const run = await prepared(read(), {}, seed);
  const before = clock() - began;
  try {
    for (let steps = EVERY; steps <= MOST; steps += EVERY) {
      await run.go({ steps, seconds: 0 }, { news: () => undefined });
      const spent = rate > 0 ? steps / rate : run.trainer.seconds;
      if ((await known(run)) >= KNOWN) return { seconds: before + spent, step: steps };
    }
    return null;
  } finally {
    run.dispose();
  }
}
