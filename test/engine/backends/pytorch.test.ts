import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { feeds } from '#main/engine/model/vrae.ts';
import type { BackendName, Batch } from '#main/engine/network.ts';
import { createNetwork, executorOf } from '#main/engine/networks.ts';
import { architecture as architectureSchema } from '#main/engine/files/model-schema.ts';
import file from '../../fixtures/pytorch/vrae.json' with { type: 'json' };
import { words } from '../architectures.ts';
import { backends } from './native.ts';

const numbers = z.array(z.number());
const cases = z
  .array(
    z.object({
      architecture: architectureSchema,
      hardened: z.boolean(),
      size: z.number(),
      klWeight: z.number(),
      klFloor: z.number(),
      lossWeight: z.number(),
      weights: z.record(z.string(), z.object({ shape: numbers, values: numbers })),
      cells: numbers,
      heard: numbers,
      place: numbers,
      noise: numbers,
      share: numbers,
      encoderMask: numbers,
      decoderMask: numbers,
      reconstruction: z.number(),
      kl: z.number(),
      mean: numbers,
      logVariance: numbers,
      probabilities: numbers,
      gradients: z.record(z.string(), numbers),
    }),
  )
  .parse(file);
type Case = (typeof cases)[number];

const variantOf = ({ architecture, hardened }: Case) => ({
  architecture,
  hardening: { hiddenDropped: hardened, cellsDropped: hardened },
});

const nameOf = (each: Case, index: number) =>
  `${words(variantOf(each))}${each.klFloor > 0 ? ', free bits' : ''} (${index})`;

const weightsOf = ({ weights }: Case) =>
  new Map(
    Object.entries(weights).map(([name, { shape, values }]) => [
      name,
      { shape, values: Float32Array.from(values) },
    ]),
  );

const batchOf = (each: Case): Batch => ({
  size: each.size,
  cells: Float32Array.from(each.cells),
  position: Float32Array.from(each.place),
  heard: Float32Array.from(each.heard),
  masks: {
    encoder: Float32Array.from(each.encoderMask),
    decoder: Float32Array.from(each.decoderMask),
  },
  share: Float32Array.from(each.share),
});

/** Everything of a case as it is fed to a session, which takes only what its network reads. */
function fedOf(each: Case) {
  const { steps, inputs, latent, position, decoderInput } = each.architecture;
  const fed = (values: readonly number[], ...shape: readonly number[]) => ({
    shape,
    values: Float32Array.from(values),
  });
  const { size, hardened } = each;
  return {
    [feeds.cells]: fed(each.cells, size, steps, inputs),
    ...(position && { [feeds.position]: fed(each.place, size, steps, position) }),
    ...(hardened && {
      [feeds.heard]: fed(each.heard, size, steps, inputs),
      [feeds.encoderMask]: fed(each.encoderMask, size, each.encoderMask.length / size),
      [feeds.decoderMask]: fed(each.decoderMask, size, each.decoderMask.length / size),
    }),
    ...(decoderInput === 'mixed' && { [feeds.share]: fed(each.share, steps) }),
    [feeds.noise]: fed(each.noise, size, latent),
    [feeds.klWeight]: fed([each.klWeight]),
    [feeds.klFloor]: fed([each.klFloor]),
    [feeds.lossWeight]: fed([each.lossWeight]),
  };
}

/** Largest difference, relative to the largest number of the reference. */
function difference(found: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs), 1e-6);
  return (
    Math.max(...expected.map((value, index) => Math.abs(value - (found[index] ?? Number.NaN)))) /
    scale
  );
}

describe.each(backends.map((backend) => [backend] as const))(
  '%s against PyTorch',
  (backend: BackendName) => {
    it.each(cases.map((each, index) => [nameOf(each, index), each] as const))(
      'takes the same loss and every gradient: %s',
      async (_, each) => {
        const { architecture, hardening } = variantOf(each);
        const executor = await executorOf(architecture, backend, hardening);
        executor.write(
          'weights',
          new Map([...weightsOf(each)].map(([name, { values }]) => [name, values])),
        );
        const found = executor.gradients(fedOf(each));
        executor.dispose();
        expect([...found.keys()].sort()).toEqual(Object.keys(each.gradients).sort());
        for (const [name, expected] of Object.entries(each.gradients))
          expect(difference(found.get(name) ?? [], expected), name).toBeLessThan(1e-4);

        const network = await createNetwork(architecture, backend, weightsOf(each), hardening);
        const batch = batchOf(each);
        const losses = await network.losses(batch, Float32Array.from(each.noise));
        expect(losses.reconstruction * each.size).toBeCloseTo(each.reconstruction, 4);
        expect(losses.kl * each.size).toBeCloseTo(each.kl, 4);
        const { mean, logVariance } = await network.encode(batch);
        expect(difference(mean, each.mean)).toBeLessThan(1e-4);
        expect(difference(logVariance, each.logVariance)).toBeLessThan(1e-4);
        const { decoderInput } = architecture;
        // Generation reads the decoder's own output, never the data, and drops nothing.
        if (!each.hardened && (decoderInput === 'own' || decoderInput === 'none')) {
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
