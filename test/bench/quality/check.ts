/** The preset *check* on every backend that works here: its bounds after 100 and 300 steps are known (model.md, section 3). */
import { availableBackends } from '#main/engine/networks.ts';
import { breathe, clock } from '#main/engine/clock.ts';
import { boundOf } from '#main/engine/measures/windows.ts';
import { networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import type { Measuring } from './learned.ts';
import { told, within, type Figure } from './figure.ts';
import { demoSongs } from './songs.ts';

/** Steps, the bound that PyTorch has then (nats per step), and how far from it chance alone may lead. */
const KNOWN = [
  { steps: 100, bound: 10.64, spread: 0.3 },
  { steps: 300, bound: 10.56, spread: 0.2 },
];

/** The bounds on each backend; one that does not work here is told without a figure. */
export async function checkFigures({ seed }: Measuring): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { backend, problem } of await availableBackends()) {
    if (problem !== null) {
      figures.push(told(`${backend}: not available here`, null));
      continue;
    }
    const preset = 'check';
    const base = { songs: demoSongs(), preset, setting: presetNamed(preset), seed, from: null };
    const run = await Run.prepare({ ...base, maker: networkMaker(backend), clock, breathe });
    for (const { steps, bound, spread } of KNOWN) {
      await run.go({ steps, seconds: 0 }, { news: () => undefined });
      const { training, folding } = run.data;
      const found = await run.withWeights(await run.trainer.best(), (network) =>
        boundOf(network, training, folding, seed),
      );
      const value = found === null ? null : -found.bound;
      const round = (edge: number) => Math.round(100 * edge) / 100;
      const [low, high] = [round(bound - spread), round(bound + spread)];
      figures.push(within(`${backend}: nats a step after ${steps}`, value, low, high));
    }
    run.dispose();
  }
  return figures;
}
