import { describe, expect, it } from 'vitest';
import type { Architecture } from '#main/engine/network.ts';
import {
  authorsRecipe,
  initialWeights,
  wakingRecipe,
  weightShapes,
} from '#main/engine/networks.ts';
import type { Recipe } from '#main/engine/networks.ts';
import { normal } from '../architectures.ts';

const architecture: Architecture = {
  steps: 4,
  inputs: 3,
  hidden: 40,
  latent: 2,
  cell: 'tanh',
  encoderReads: 'forwards',
  dense: 0,
  decoderInput: 'none',
  latentAt: 'every-step',
  position: 2,
};

describe('first weights', () => {
  it('of the musicians recipe are orthogonal in the recurrence and know how often each column sounds', () => {
    const weights = initialWeights(architecture, wakingRecipe, normal(1), [0, 0.5, 1]);
    const state = weights.get('encoder.state')?.values ?? new Float32Array();
    for (let a = 0; a < 40; a += 1)
      for (let b = 0; b < 40; b += 1) {
        let dot = 0;
        for (let k = 0; k < 40; k += 1) dot += (state[a * 40 + k] ?? 0) * (state[b * 40 + k] ?? 0);
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 5);
      }
    const bias = [...(weights.get('output.bias')?.values ?? [])].map(
      (value) => 1 / (1 + Math.exp(-value)),
    );
    [0.001, 0.5, 0.9].forEach((mean, column) => expect(bias[column]).toBeCloseTo(mean, 6));
    expect(weights.get('encoder.bias')?.values.every((value) => value === 0)).toBe(true);
  });

  it('of the paper are small and normal, with biases of 0, so that its experiment is its own', () => {
    const weights = initialWeights(architecture, authorsRecipe, normal(1), [0, 0.5, 1]);
    const values = [...(weights.get('decoder.state')?.values ?? [])];
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + value * value, 0) / values.length,
    );
    expect(deviation).toBeCloseTo(0.01, 3);
    expect(weights.get('output.bias')?.values.every((value) => value === 0)).toBe(true);
  });

  it('spread as Glorot says, or as far as asked, whatever the cell', () => {
    const shape: Architecture = { ...architecture, cell: 'lstm', hidden: 64 };
    const spreadOf = (weights: Recipe['weights'], deviation: number) => {
      const recipe: Recipe = { weights, deviation, outputBias: 'zero' };
      const found = initialWeights(shape, recipe, normal(1), [0, 0.5, 1]);
      const values = [...(found.get('decoder.state')?.values ?? [])];
      return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    };
    expect(spreadOf('normal', 0.3)).toBeCloseTo(0.3, 2);
    expect(spreadOf('glorot', 0)).toBeCloseTo(Math.sqrt(2 / 128), 2);
  });

  it('of an LSTM that is to learn begin by remembering', () => {
    const shape: Architecture = { ...architecture, cell: 'lstm', encoderReads: 'both', hidden: 2 };
    const bias = (recipe: Recipe, name: string) => [
      ...(initialWeights(shape, recipe, normal(1), [0, 0.5, 1]).get(name)?.values ?? []),
    ];
    for (const name of ['encoder.bias', 'encoder.back.bias', 'decoder.bias'])
      expect(bias(wakingRecipe, name), name).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect(bias(authorsRecipe, 'decoder.bias').every((value) => value === 0)).toBe(true);
  });

  it('have the names and shapes of the model file, whatever the recipe', () => {
    const weights = initialWeights(architecture, authorsRecipe, normal(1), [0, 0.5, 1]);
    expect([...weights].map(([name, { shape }]) => ({ name, shape }))).toEqual(
      weightShapes(architecture).map(({ name, shape }) => ({ name, shape })),
    );
    expect(weights.has('decoder.cells')).toBe(false); // a decoder that reads nothing has nothing to read it with
  });

  it('refuse means of other columns', () => {
    expect(() => initialWeights(architecture, authorsRecipe, normal(1), [0])).toThrow(
      /1 column means/u,
    );
  });
});
