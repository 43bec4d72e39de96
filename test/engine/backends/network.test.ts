import { afterAll, describe, expect, it } from 'vitest';
import type { BackendName } from '#main/engine/network.ts';
import { everyOption, randomBatch, randomNoise, setting, words } from '../architectures.ts';
import { backends, nativeProblem } from './native.ts';
import { architecture, curve, endAll, started } from './started.ts';

afterAll(endAll);

const differ = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce(
    (worst, value, index) => Math.max(worst, Math.abs(value / (b[index] ?? Number.NaN) - 1)),
    0,
  );

it('learns natively: without native TensorFlow a person waits seven times as long', (context) => {
  if (nativeProblem === null) expect(backends).toContain('tensorflow');
  else if (process.env['CI']) expect.fail(`native TensorFlow is absent: ${nativeProblem}`);
  else context.skip(`native TensorFlow is absent: ${nativeProblem}`);
});

describe('one curve on every backend', () => {
  it.each(
    everyOption({ steps: 4, inputs: 5, hidden: 8, latent: 2 }).map(
      (each) => [words(each), each] as const,
    ),
  )('from one seed, so that a model means the same everywhere: %s', async (_, variant) => {
    const of = async (backend: BackendName) =>
      curve(
        await started(backend, variant.architecture, variant.hardening),
        20,
        0,
        variant.hardening,
      );
    const reference = await of('cpu');
    for (const backend of backends)
      expect(differ(await of(backend), reference), backend).toBeLessThan(1e-4);
  });
});

describe.each(backends.map((backend) => [backend] as const))('a network on %s', (backend) => {
  it('takes batches of every size through one session, each segment answered as if it were alone', async () => {
    const network = await started(backend);
    const all = randomBatch(architecture, 441, 3);
    const { mean } = await network.encode(all);
    const whole = await network.decode(mean, 441, all.position);
    const { steps, inputs, latent, position } = architecture;
    for (const size of [1, 7, 64, 441]) {
      const batch = {
        size,
        cells: all.cells.slice(0, size * steps * inputs),
        position: all.position.slice(0, size * steps * position),
      };
      const encoded = await network.encode(batch);
      expect(encoded.mean.length).toBe(size * latent);
      expect(differ(encoded.mean, mean)).toBeLessThan(1e-3);
      const decoded = await network.decode(encoded.mean, size, batch.position);
      expect(differ(decoded, whole)).toBeLessThan(1e-4);
      const losses = await network.learn(batch, randomNoise(architecture, size, size), {
        ...setting,
        learningRate: 0,
      });
      expect(Number.isFinite(losses.reconstruction + losses.kl)).toBe(true);
    }
  });

  it('continues the same curve after its weights and optimiser went through a file', async () => {
    const first = await started(backend);
    await curve(first, 5);
    const [weights, optimiser] = [await first.read(), await first.readOptimiser()];
    const second = await started(backend);
    await second.write(weights);
    await second.writeOptimiser(optimiser);
    expect(await curve(second, 5, 50)).toEqual(await curve(first, 5, 50));
    expect([...(await second.read('averaged'))]).toEqual([...(await first.read('averaged'))]);
  });

  it('keeps the running average of the weights beside them', async () => {
    const network = await started(backend);
    const before =
      (await network.read('averaged')).get('output.weights')?.values ?? new Float32Array();
    await curve(network, 1);
    const now = (await network.read()).get('output.weights')?.values ?? new Float32Array();
    const average =
      (await network.read('averaged')).get('output.weights')?.values ?? new Float32Array();
    average.forEach((value, index) =>
      expect(value).toBeCloseTo(0.9 * (before[index] ?? 0) + 0.1 * (now[index] ?? 0), 6),
    );
    await network.learn(randomBatch(architecture, 2, 1), randomNoise(architecture, 2, 1), {
      ...setting,
      averaging: 0,
    });
    expect([...(await network.read('averaged'))]).toEqual([...(await network.read())]);
  });

  it('divides the loss by T where asked, and clips by the norm of all gradients together', async () => {
    const [plain, divided] = [await started(backend), await started(backend)];
    const [batch, noise] = [randomBatch(architecture, 4, 2), randomNoise(architecture, 4, 2)];
    // A clip so low that it always bites makes the size of the loss irrelevant: both take the very same step.
    const clipped = { ...setting, clip: 1e-3 };
    await plain.learn(batch, noise, clipped);
    await divided.learn(batch, noise, { ...clipped, perStep: true });
    const [a, b] = [
      (await plain.readOptimiser()).get('firstMoment.encoder.state'),
      (await divided.readOptimiser()).get('firstMoment.encoder.state'),
    ];
    a?.values.forEach((value, index) =>
      expect(value).toBeCloseTo(b?.values[index] ?? Number.NaN, 8),
    );
    const norm = Math.hypot(
      ...[...(await plain.readOptimiser())]
        .filter(([name]) => name.startsWith('firstMoment.'))
        .flatMap(([, { values }]) => [...values]),
    );
    expect(norm / 0.1).toBeCloseTo(1e-3, 6);
  });

  it('lets matrices decay beside Adam and leaves biases, as AdamW does', async () => {
    const [free, decaying] = [await started(backend), await started(backend)];
    const before = await free.read();
    const [batch, noise] = [randomBatch(architecture, 4, 2), randomNoise(architecture, 4, 2)];
    for (const averaging of [0.9, 0]) {
      await free.write(before);
      await decaying.write(before);
      await free.learn(batch, noise, { ...setting, decay: 0, averaging });
      await decaying.learn(batch, noise, { ...setting, decay: 0.5, averaging });
      const [without, found] = [await free.read(), await decaying.read()];
      for (const [name, { shape, values }] of before) {
        const lost = shape.length > 1 ? setting.learningRate * 0.5 : 0;
        const expected = values.map(
          (value, index) => (without.get(name)?.values[index] ?? 0) - lost * value,
        );
        expected.forEach((value, index) =>
          expect(found.get(name)?.values[index], name).toBeCloseTo(value, 6),
        );
      }
    }
  });

  it('runs on past T from where it stood, and stops before it', async () => {
    const network = await started(backend);
    const latents = randomNoise(architecture, 3, 4);
    const long = await network.decode(latents, 3, new Float32Array(3 * 12 * 2), 12);
    const short = await network.decode(latents, 3, new Float32Array(3 * 2 * 2), 2);
    const usual = await network.decode(latents, 3, new Float32Array(3 * 5 * 2));
    expect(long.length).toBe(3 * 12 * 6);
    expect(differ(usual.slice(0, 30), long.slice(0, 30))).toBeLessThan(1e-5);
    expect(differ(short.slice(12, 24), usual.slice(30, 42))).toBeLessThan(1e-5);
    expect(long.every((value) => value > 0 && value < 1)).toBe(true);
  });

  it('refuses segments, noise, latents and weights of other shapes, and keeps what it has', async () => {
    const network = await started(backend);
    const before = await network.read();
    const batch = randomBatch(architecture, 2, 1);
    const noise = randomNoise(architecture, 2, 1);
    await expect(network.learn({ ...batch, size: 3 }, noise, setting)).rejects.toThrow(/cells/u);
    await expect(network.learn({ ...batch, size: 0 }, noise, setting)).rejects.toThrow(
      /0 segments/u,
    );
    await expect(network.learn(batch, noise.slice(1), setting)).rejects.toThrow(/noise/u);
    await expect(network.decode(noise, 3, batch.position)).rejects.toThrow(/latents/u);
    await expect(network.decode(noise, 2, batch.position, 9)).rejects.toThrow(/position/u);
    await expect(network.write(new Map([...before].slice(1)))).rejects.toThrow(
      /encoder.cells is missing/u,
    );
    const turned = new Map(before).set('encoder.cells', {
      shape: [8, 6],
      values: new Float32Array(48),
    });
    await expect(network.write(turned)).rejects.toThrow(/\(8, 6\) instead of \(6, 8\)/u);
    await expect(
      network.write(new Map(before).set('other', { shape: [1], values: Float32Array.of(0) })),
    ).rejects.toThrow(/no weight other/u);
    await expect(network.writeOptimiser(new Map())).rejects.toThrow(/step count/u);
    expect([...(await network.read())]).toEqual([...before]);
  });
});
