/** A batch carried out in shares is the same batch: else a machine with more cores would learn another model. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadNative } from '#main/engine/backends/binding.ts';
import { networkOn } from '#main/engine/backends/network.ts';
import { inShares, joined, worthwhile } from '#main/engine/backends/shares.ts';
import { tensorflowExecutor } from '#main/engine/backends/tensorflow.ts';
import { describe as model } from '#main/engine/model/vrae.ts';
import { initialWeights, wakingRecipe } from '#main/engine/networks.ts';
import { everyOption, normal, randomBatch, randomNoise, setting, words } from '../architectures.ts';
import type { Variant } from '../architectures.ts';
import { nativeProblem } from './native.ts';

const sizes = { steps: 4, inputs: 5, hidden: 8, latent: 2 };
// Every cell, all that is fed, both readers at once.
const variants = everyOption(sizes).filter(
  ({ architecture: { cell, encoderReads, decoderInput }, hardening }) =>
    (hardening.hiddenDropped && decoderInput === 'mixed') ||
    (cell === 'gru' && encoderReads === 'backwards'),
);

/** What a network in so many shares answers and learns, from weights that are always the same. */
async function carriedOut({ architecture, hardening }: Variant, shares: number) {
  const means = new Float32Array(architecture.inputs).fill(0.2);
  const executor = tensorflowExecutor(loadNative(), model(architecture, hardening), shares);
  const weights = initialWeights(architecture, wakingRecipe, normal(1), means);
  const network = networkOn(executor, architecture, hardening, weights);
  try {
    const found: number[] = [];
    // Fewer segments than shares, not divisible by them, and so many that each share is worth it.
    for (const size of [1, 3, 7, 67]) {
      const batch = randomBatch(architecture, size, size, hardening);
      const noise = randomNoise(architecture, size, size);
      const { reconstruction, kl } = await network.losses(batch, noise);
      const { mean, logVariance } = await network.encode(batch);
      const decoded = await network.decode(mean, size, batch.position);
      found.push(reconstruction, kl, ...mean, ...logVariance, ...decoded);
      const learned = await network.learn(batch, noise, setting);
      found.push(learned.reconstruction, learned.kl);
    }
    return found;
  } finally {
    network.dispose();
  }
}

it.skipIf(nativeProblem !== null).each(variants.map((each) => [words(each), each] as const))(
  'answers and learns alike in one, two and four shares, and leaves no tensor behind: %s',
  async (_, variant) => {
    const { binding } = loadNative();
    const before = binding.getNumOfTensors();
    const alone = await carriedOut(variant, 1);
    for (const shares of [2, 4]) {
      const found = await carriedOut(variant, shares);
      expect(found.length).toBe(alone.length);
      const worst = found.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - (alone[index] ?? Number.NaN))),
        0,
      );
      expect(worst, `${shares} shares`).toBeLessThan(1e-3);
    }
    expect(binding.getNumOfTensors()).toBe(before);
  },
);

it('cuts a batch so that its shares put together are the batch, however many segments there are', () => {
  fc.assert(
    fc.property(
      fc.nat(80),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      (rows, width, count) => {
        const values = Float32Array.from({ length: rows * width }, (_, index) => index);
        const one = { shape: [], values: Float32Array.of(1) };
        const feeds = { cells: { shape: [rows, width], values }, klWeight: one };
        const batched = new Set(['cells']);
        const { klWeight, ...cut } = inShares(feeds, count, batched);
        expect(klWeight).toBe(one);
        const parts = Object.values(cut);
        expect(joined(parts.map((part) => part.values))).toEqual(values);
        const lengths = parts.map(({ shape }) => shape[0] ?? Number.NaN);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
        const used = worthwhile(rows, count);
        expect(used === 1 || (used <= count && rows / used >= 16)).toBe(true);
      },
    ),
  );
});
