/** Learning that is paused, stopped or broken must neither lose what was learned nor count time in which nothing happened. */
import { expect, test } from 'vitest';
import type { Network, Weights } from '#main/engine/network.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Trainer } from '#main/engine/training/trainer.ts';
import type { Segment } from '#main/segments/representation.ts';

/** A network whose one weight counts its steps; from the step `breaksAt` on its loss is no number. */
function counting(breaksAt = Infinity): Network {
  let steps = 0;
  const weights = (): Weights =>
    new Map([['count', { shape: [1], values: Float32Array.of(steps < breaksAt ? steps : NaN) }]]);
  const none = () => Promise.reject(new Error('not asked here'));
  return {
    architecture: {
      ...{ steps: 2, inputs: 1, hidden: 1, latent: 1, position: 0, dense: 0 },
      ...{ cell: 'tanh', encoderReads: 'forwards', decoderInput: 'own', latentAt: 'start' },
    },
    backend: 'cpu',
    learn: () => {
      steps += 1;
      return Promise.resolve({ reconstruction: steps < breaksAt ? 1 : NaN, kl: 0 });
    },
    losses: none,
    encode: none,
    decode: none,
    read: () => Promise.resolve(weights()),
    write: () => Promise.resolve(),
    readOptimiser: () => Promise.resolve(new Map()),
    writeOptimiser: () => Promise.resolve(),
    dispose: () => undefined,
  };
}

const segments: readonly Segment[] = [0, 1, 2].map((start) => ({
  ...{ song: 0, start, tick: start, onBar: true, barPosition: 0, barSteps: 0 },
  cells: Uint8Array.of(0, 1),
}));

/** A trainer whose clock stands still but for a second a step. */
function trainerOn(network: Network) {
  let now = 0;
  const trainer = new Trainer({
    ...{ network, segments, seed: 1, step: 0, setting: presetNamed('quick') },
    folding: { fold: 1, steps: 2, inputs: 1, position: 0 },
    columns: [{ part: 'all', pitch: 60, kind: 'on' }],
    clock: () => now,
    breathe: () => Promise.resolve(),
  });
  return { trainer, pass: (seconds: number) => (now += seconds) };
}

test('a pause holds the next step back, and its time does not count', async () => {
  const { trainer, pass } = trainerOn(counting());
  const told: number[] = [];
  const over = trainer.run({ steps: 0, seconds: 6 }, ({ step, seconds }) => {
    pass(1);
    told.push(seconds);
    if (step !== 3) return Promise.resolve();
    trainer.pause();
    // While it rests an hour goes by; then it is told to go on.
    setImmediate(() => {
      expect(trainer.step).toBe(3);
      pass(3600);
      trainer.resume();
    });
    return Promise.resolve();
  });
  expect(await over).toBe('limit');
  expect(trainer.step).toBe(6);
  expect(trainer.seconds).toBe(6);
  expect(told).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a stop ends before the next step, also out of a pause, and the weights are those of the last step', async () => {
  const { trainer } = trainerOn(counting());
  const over = trainer.run({ steps: 100, seconds: 0 }, ({ step }) => {
    if (step === 4) {
      trainer.pause();
      setImmediate(() => trainer.stop());
    }
    return Promise.resolve();
  });
  expect(await over).toBe('stopped');
  expect(trainer.step).toBe(4);
  expect((await trainer.best()).get('count')?.values).toEqual(Float32Array.of(4));
});

test('learning that goes astray ends with a name and the last good weights, never with numbers that are none', async () => {
  const { trainer } = trainerOn(counting(150));
  const run = trainer.run({ steps: 1000, seconds: 0 }, () => Promise.resolve());
  await expect(run).rejects.toMatchObject({ code: 'engine_not_finite', detail: '149' });
  expect((await trainer.best()).get('count')?.values).toEqual(Float32Array.of(100));
});

test('learning that was never good says so instead of handing out nothing', async () => {
  const { trainer } = trainerOn(counting(1));
  const run = trainer.run({ steps: 10, seconds: 0 }, () => Promise.resolve());
  await expect(run).rejects.toMatchObject({ code: 'engine_not_finite' });
  await expect(trainer.best()).rejects.toMatchObject({ code: 'engine_not_finite' });
});

test('memory that the system refuses in the middle ends learning by its name, with the weights of the step before', async () => {
  const network = counting();
  const learn = network.learn;
  let steps = 0;
  const { trainer } = trainerOn({
    ...network,
    learn: (...step) => {
      steps += 1;
      if (steps > 5) throw new RangeError('Array buffer allocation failed');
      return learn(...step);
    },
  });
  const run = trainer.run({ steps: 20, seconds: 0 }, () => Promise.resolve());
  await expect(run).rejects.toMatchObject({ code: 'engine_memory_refused' });
  expect(trainer.step).toBe(5);
  expect((await trainer.best()).get('count')?.values[0]).toBe(5);
});
