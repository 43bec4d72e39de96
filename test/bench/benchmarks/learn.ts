/** Learns one public set for some seconds and tells its bound on the validation part. */
import { breathe, clock } from '#main/engine/clock.ts';
import {
  boundOf,
  noteScores,
  thresholdsOf,
  type BoundParts,
} from '#main/engine/measures/windows.ts';
import { inputMeans } from '#main/engine/training/data.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { changed } from '#main/engine/training/setting.ts';
import { Trainer } from '#main/engine/training/trainer.ts';
import { KEY_COLUMNS, WINDOW, type BenchmarkSet } from './set.ts';

/** Four steps of music a recurrent step, and the whole KL: the bound is what counts here. */
const SETTING = {
  ...{ time: 'frames', steps: String(WINDOW), fold: '4', position: 'off' },
  ...{ klWeight: '1', klWarmUp: '1000' },
};

/** The last of this share of the training windows are not learned: they say which of the looks is kept. */
const WATCHED = 0.1;
const LOOKS = 20;

/** What a learned set is like. */
export interface LearnedSet {
  /** Steps done, and after how many of them the watched windows lost least: the figures are of then. */
  readonly steps: number;
  readonly kept: number;
  /** Nats a step with KL weight 1, one sampled z a window: an upper bound of the loss on windows. */
  readonly training: BoundParts | null;
  readonly validation: BoundParts | null;
  /** F1 of the sounding keys when the mean is decoded. */
  readonly frameF1: number | null;
}

/** Learns until `limit`; the same seed and steps give the same figures. */
export async function learnSet(
  set: BenchmarkSet,
  limit: { readonly steps: number; readonly seconds: number },
  seed: number,
): Promise<LearnedSet> {
  const { validation } = set;
  const cut = Math.floor(set.training.length * (1 - WATCHED));
  const [training, watched] = [set.training.slice(0, cut), set.training.slice(cut)];
  const setting = changed(presetNamed('quick'), SETTING);
  const { fold, hidden, latent, cell, encoderReads, decoderInput, latentAt, dense } = setting;
  const inputs = KEY_COLUMNS.length * fold;
  const folding = { fold, steps: WINDOW / fold, inputs, position: 0 };
  const maker = networkMaker(await chosenBackend(null));
  const sizes = { steps: folding.steps, inputs, hidden, latent, dense, position: 0 };
  const architecture = { ...sizes, cell, encoderReads, decoderInput, latentAt };
  const fresh = maker.start(architecture, setting, inputMeans(training, folding), seed);
  const network = await maker.make(architecture, fresh, setting);
  const base = { network, segments: training, folding, columns: KEY_COLUMNS, setting, seed };
  const trainer = new Trainer({ ...base, step: 0, clock, breathe });
  let kept = { step: 0, weights: await trainer.best(), bound: -Infinity };
  for (let look = 1; look <= LOOKS; look += 1) {
    const part = look / LOOKS;
    const until = { steps: Math.round(limit.steps * part), seconds: limit.seconds * part };
    await trainer.run(until, () => Promise.resolve());
    const weights = await trainer.best();
    const found = await trainer.withWeights(weights, () =>
      boundOf(network, watched, folding, seed),
    );
    const bound = found?.bound ?? -Infinity;
    if (bound > kept.bound) kept = { step: trainer.step, weights, bound };
  }
  const told = await trainer.withWeights(kept.weights, async () => {
    const some = training.slice(0, 2000);
    const thresholds = await thresholdsOf(network, some, folding, KEY_COLUMNS);
    const scores = await noteScores(network, validation, folding, KEY_COLUMNS, thresholds);
    return {
      training: await boundOf(network, some, folding, seed),
      validation: await boundOf(network, validation, folding, seed),
      frameF1: scores?.frameF1 ?? null,
    };
  });
  network.dispose();
  return { steps: trainer.step, kept: kept.step, ...told };
}
