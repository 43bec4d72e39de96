/** The presets are what a student cites and a musician trusts: their figures stand in the documentation and must not drift. */
import { describe, expect, it } from 'vitest';
import { breathe, clock } from '#main/engine/clock.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { fullEpochs, presetNamed, PRESETS } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import { rateAt } from '#main/engine/training/schedule.ts';
import { changed, settingText } from '#main/engine/training/setting.ts';
import { demoSongs } from '../demo.ts';

const names = Object.keys(PRESETS);

describe('presets', () => {
  it.each(names)(
    '%s: every value can be given by --set, so that it can be made by hand',
    (name) => {
      const preset = presetNamed(name);
      const texts = Object.entries(preset).map(([key, value]) => [key, settingText(value)]);
      expect(changed(presetNamed('check'), Object.fromEntries(texts))).toEqual(preset);
    },
  );

  it('of the paper have its figures, so that its experiments can be made again', () => {
    const common = { time: 'frames', frameRate: 20, hidden: 500, cell: 'tanh', batch: 100 };
    const adam = { beta1: 0.95, beta2: 0.999, clip: 0, average: 0, decoderInput: 'own' };
    const start = { start: 'normal', startDeviation: 0.01, bias: 'zero', latentAt: 'start' };
    const a = { steps: 50, hop: 50, latent: 2, klWeight: 1, learningRate: 1e-3, finalRate: 5e-6 };
    const b = { steps: 40, hop: 20, latent: 20, klWeight: 1, learningRate: 2e-5, finalRate: 1e-5 };
    expect(presetNamed('paper-a')).toMatchObject({ ...common, ...adam, ...start, ...a });
    expect(presetNamed('paper-b')).toMatchObject({ ...common, ...adam, ...start, ...b });
    const full = changed(presetNamed('paper-b'), { epochs: String(fullEpochs('paper-b')) });
    expect([0, 15_999, 16_000].map((epoch) => rateAt(full, epoch))).toEqual([2e-5, 2e-5, 1e-5]);
    expect([0, 319, 320].map((epoch) => rateAt(presetNamed('paper-b'), epoch))).toEqual([
      2e-5, 2e-5, 1e-5,
    ]);
    expect(() => fullEpochs('quick')).toThrow('engine_preset_endless');
  });

  it.each(names)('%s: learns real songs, with finite losses', async (name) => {
    const setting = changed(presetNamed(name), { hidden: '24', batch: '8' });
    const maker = networkMaker(await chosenBackend(null));
    const base = { songs: demoSongs(1), preset: name, setting, seed: 1, from: null, maker };
    const run = await Run.prepare({ ...base, clock, breathe });
    const bounds: number[] = [];
    await run.go({ steps: 3, seconds: 0 }, { news: ({ bound }) => bounds.push(bound) });
    run.dispose();
    expect(bounds).toHaveLength(3);
    expect(bounds.every(Number.isFinite)).toBe(true);
  });
});

describe('perSong', () => {
  it('chooses the hop so that short songs give as many data points as the paper took', async () => {
    const setting = changed(presetNamed('paper-a'), { perSong: '520', heldOut: '0', hidden: '8' });
    const maker = networkMaker(await chosenBackend(null));
    const base = { songs: demoSongs(2), preset: 'paper-a', setting, seed: 1, from: null, maker };
    const run = await Run.prepare({ ...base, clock, breathe });
    const counts = [0, 1].map(
      (song) => run.data.training.filter((segment) => segment.song === song).length,
    );
    run.dispose();
    expect(counts).toEqual([520, 520]);
  });
});
