/** The preset *check* tells a correct engine from a dead one; the quick one must know its songs by heart. */
import { expect, test } from 'vitest';
import { breathe, clock } from '#main/engine/clock.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { boundOf } from '#main/engine/measures/windows.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed } from '#main/engine/training/setting.ts';
import { demoSongs } from '../demo.ts';

async function learned(preset: string, set: Record<string, string>, steps: number, count = 8) {
  const setting = changed(presetNamed(preset), set);
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs: demoSongs(count), preset, setting, seed: 1, from: null };
  const run = await Run.prepare({ ...base, maker, clock, breathe });
  await run.go({ steps, seconds: 0 }, { news: () => undefined });
  return run;
}

test('learning that is dead or wrong shows: check reaches its known bounds at 100 and 300 steps', async () => {
  const run = await learned('check', {}, 100);
  const bound = async () => {
    const { training, folding } = run.data;
    const best = await run.trainer.best();
    const found = await run.withWeights(best, (network) => boundOf(network, training, folding, 1));
    return -(found?.bound ?? 0);
  };
  expect(run.data.training.length).toBe(543);
  expect(run.data.columns.length).toBe(67);
  const { coinFlip, marginal, copyPrevious, markov } = run.baselines;
  const known = [46.44, 11.15, 4.0, 3.16];
  [coinFlip, marginal, copyPrevious, markov].forEach((found, index) =>
    expect(found).toBeCloseTo(known[index] ?? 0, 2),
  );
  expect(Math.abs((await bound()) - 10.64)).toBeLessThan(0.3);
  await run.go({ steps: 300, seconds: 0 }, { news: () => undefined });
  expect(Math.abs((await bound()) - 10.56)).toBeLessThan(0.2);
  run.dispose();
}, 120_000);

test('the same songs, seed and steps give the same weights: a sketch can be made again', async () => {
  const set = { hidden: '32', latent: '4' };
  const [a, b] = [await learned('quick', set, 12, 1), await learned('quick', set, 12, 1)];
  const [first, second] = [await a.trainer.best(), await b.trainer.best()];
  for (const [name, { values }] of first)
    values.forEach((value, i) =>
      expect(Math.abs(value - (second.get(name)?.values[i] ?? Infinity))).toBeLessThan(1e-5),
    );
  a.dispose();
  b.dispose();
}, 120_000);
