import { describe, expect, it } from 'vitest';
import type { BackendName } from '#main/engine/network.ts';
import { executorOf, createNetwork } from '#main/engine/networks.ts';
import { feeds } from '#main/engine/model/vrae.ts';
import cases from '../../fixtures/pytorch/vrae.json' with { type: 'json' };
import { words } from '../architectures.ts';
import { backends } from './native.ts';

type Case = (typeof cases)[number];

/** The fixture's architecture with its words read as the options they are. */
const architectureOf = ({ architecture: a }: Case) => ({
  ...a,
  cell: 'tanh' as const,
  decoderInput:
    a.decoderInput === 'own'
      ? ('own' as const)
      : a.decoderInput === 'teacher'
        ? ('teacher' as const)
        : ('none' as const),
  latentAt: a.latentAt === 'start' ? ('start' as const) : ('every-step' as const),
});

const weightsOf = ({ weights }: Case) =>
  new Map(
    Object.entries(weights).map(([name, { shape, values }]) => [
      name,
      { shape, values: Float32Array.from(values) },
    ]),
  );

/** Largest difference, relative to the largest number of the reference. */
function difference(found: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return (
    Math.max(...expected.map((value, index) => Math.abs(value - (found[index] ?? Number.NaN)))) /
    scale
  );
}

describe.each(backends.map((backend) => [backend] as const))(
  '%s against PyTorch',
  (backend: BackendName) => {
    it.each(cases.map((each) => [words(architectureOf(each)), each] as const))(
      'takes the same loss and every gradient: %s',
      async (_, each) => {
        const architecture = architectureOf(each);
        const { steps, inputs, latent, position } = architecture;
        const executor = await executorOf(architecture, backend);
        executor.write(
          'weights',
          new Map([...weightsOf(each)].map(([name, { values }]) => [name, values])),
        );
        const found = executor.gradients({
          [feeds.cells]: {
            shape: [each.size, steps, inputs],
            values: Float32Array.from(each.cells),
          },
          ...(position && {
            [feeds.position]: {
              shape: [each.size, steps, position],
              values: Float32Array.from(each.place),
            },
          }),
          [feeds.noise]: { shape: [each.size, latent], values: Float32Array.from(each.noise) },
          [feeds.klWeight]: { shape: [], values: Float32Array.of(each.klWeight) },
          [feeds.lossWeight]: { shape: [], values: Float32Array.of(each.lossWeight) },
        });
        executor.dispose();
        for (const [name, expected] of Object.entries(each.gradients))
          expect(difference(found.get(name) ?? [], expected), name).toBeLessThan(1e-4);

        const network = await createNetwork(architecture, backend, weightsOf(each));
        const batch = {
          size: each.size,
          cells: Float32Array.from(each.cells),
          position: Float32Array.from(each.place),
        };
        const losses = await network.losses(batch, Float32Array.from(each.noise));
        expect(losses.reconstruction * each.size).toBeCloseTo(each.reconstruction, 4);
        expect(losses.kl * each.size).toBeCloseTo(each.kl, 4);
        const { mean, logVariance } = await network.encode(batch);
        expect(difference(mean, each.mean)).toBeLessThan(1e-4);
        expect(difference(logVariance, each.logVariance)).toBeLessThan(1e-4);
        if (architecture.decoderInput !== 'teacher') {
          // The same noise moved the fixture's latents; a taught decoder generates from its own output, not from the data.
          const latents = mean.map(
            (value, index) =>
              value + Math.exp((logVariance[index] ?? 0) / 2) * (each.noise[index] ?? 0),
          );
          const decoded = await network.decode(latents, each.size, batch.position);
          expect(difference(decoded, each.probabilities)).toBeLessThan(1e-4);
        }
        network.dispose();
      },
    );
  },
);
