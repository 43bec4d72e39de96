/** Learns a set of songs and looks at the model at chosen moments, as a person would have it who stopped there. */
import { breathe, clock } from '#main/engine/clock.ts';
import type { LearnedModel } from '#main/engine/learned-model.ts';
import { noteScores } from '#main/engine/measures/windows.ts';
import { recognition, type Recognition } from '#main/engine/measures/recognition.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed } from '#main/engine/training/setting.ts';
import type { SongInput } from '#main/protocol/music.ts';

/** How a table is measured. */
export interface Measuring {
  readonly seed: number;
  /** Steps that count as a second, so that a busy machine measures what a quiet one would; 0: seconds are seconds. */
  readonly rate: number;
}

/** A learned set at one moment. */
export interface Moment extends Recognition {
  readonly seconds: number;
  readonly step: number;
  readonly training: number | null;
  readonly heldOut: number | null;
}

/** The setting of the figures that compare with the paper's kind of roll: one part, no drums. */
export const MERGED = { parts: 'merged', drums: 'off', heldOut: '0.15' };
/** The setting of musicians, with the ends of songs held out. */
export const APART = { heldOut: '0.15' };

/** A run of the preset *quick* that has learned nothing yet. */
export async function prepared(
  songs: readonly SongInput[],
  set: Readonly<Record<string, string>>,
  seed: number,
): Promise<Run> {
  const setting = changed(presetNamed('quick'), set);
  const maker = networkMaker(await chosenBackend(null));
  return Run.prepare({ songs, preset: 'quick', setting, seed, from: null, maker, clock, breathe });
}

/** Note F1 on windows that were learned and on those that were not. */
function scored(run: Run, { weights, thresholds, seed }: LearnedModel) {
  const { training, heldOut, folding, columns } = run.data;
  return run.withWeights(weights, async (network) => {
    const score = async (segments: typeof training) =>
      (await noteScores(network, segments, folding, columns, thresholds))?.noteF1 ?? null;
    const known = await recognition(network, training, heldOut, folding, seed);
    return { training: await score(training), heldOut: await score(heldOut), ...known };
  });
}

/** Learns and stops at each of the moments, given in seconds from the beginning. */
export async function momentsOf(
  songs: readonly SongInput[],
  set: Readonly<Record<string, string>>,
  seconds: readonly number[],
  { seed, rate }: Measuring,
): Promise<readonly Moment[]> {
  const run = await prepared(songs, set, seed);
  const moments: Moment[] = [];
  for (const moment of seconds) {
    const limit =
      rate > 0 ? { steps: Math.round(rate * moment), seconds: 0 } : { steps: 0, seconds: moment };
    await run.go(limit, { news: () => undefined });
    const model = await run.model(false);
    moments.push({ seconds: moment, step: run.trainer.step, ...(await scored(run, model)) });
  }
  run.dispose();
  return moments;
}
