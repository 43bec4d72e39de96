import { describe, expect, it } from 'vitest';
import type { Expression } from '#main/engine/model/operation.ts';
import {
  add,
  atLeast,
  concat,
  exp,
  features,
  multiply,
  product,
  shift,
  sigmoid,
  softplus,
  sum,
  tanh,
  turn,
  weight,
} from '#main/engine/model/expression.ts';
import { gradients } from '#main/engine/model/gradient.ts';
import { describe as describeNetwork, feeds } from '#main/engine/model/vrae.ts';
import { everyOption, normal, randomBatch, randomNoise, words } from '../architectures.ts';
import type { Doubles } from './doubles.ts';
import { evaluate } from './doubles.ts';

const doubles = (shape: readonly number[], values: ArrayLike<number>): Doubles => ({
  shape,
  values: Float64Array.from(values),
});

/** Largest difference between the symbolic gradients and central differences of the loss, over every number of every weight. */
function worstDifference(
  loss: Expression,
  weights: ReadonlyMap<string, Expression>,
  slopes: readonly Expression[],
  given: Map<string, Doubles>,
): number {
  const symbolic = evaluate(slopes, given);
  const lossNow = (): number => evaluate([loss], given)[0]?.values[0] ?? Number.NaN;
  let worst = 0;
  [...weights.keys()].forEach((name, index) => {
    const values = given.get(name)?.values ?? new Float64Array();
    values.forEach((value, at) => {
      const width = 1e-5;
      values[at] = value + width;
      const above = lossNow();
      values[at] = value - width;
      const below = lossNow();
      values[at] = value;
      const numeric = (above - below) / (2 * width);
      const difference = Math.abs((symbolic[index]?.values[at] ?? Number.NaN) - numeric);
      worst = Math.max(worst, difference / Math.max(1, Math.abs(numeric)));
    });
  });
  return worst;
}

describe('the language', () => {
  it('differentiates every operation as finite differences do, so that no option of a model learns the wrong way', () => {
    const next = normal(3);
    const shapes = { a: [2, 3, 4], b: [4, 4], c: [3, 4] } as const;
    const weights = new Map(
      Object.entries(shapes).map(([name, shape]) => [name, weight(name, shape)]),
    );
    const [a, b, c] = [...weights.values()];
    if (!a || !b || !c) throw new Error('three weights');
    const mixed = add(product(a, b), multiply(a, c), shift(tanh(a), 1), shift(a, -1));
    const turned = turn(turn(sigmoid(mixed)));
    const floor = weight('floor', []);
    const loss = sum(
      multiply(concat([softplus(mixed), atLeast(exp(turned), floor)]), concat([turned, mixed])),
    );
    const one = weight('one', []);
    const slopes = gradients(loss, one, [a, b, c]);
    const given = new Map(
      [...weights].map(([name, { shape }]) => {
        const sizes = shape.map(Number);
        return [name, doubles(sizes, Array.from({ length: sizes.reduce((x, y) => x * y) }, next))];
      }),
    );
    given.set('one', doubles([], [1]));
    given.set('floor', doubles([], [1.5]));
    expect(worstDifference(loss, weights, slopes, given)).toBeLessThan(1e-7);
  });

  it('refuses a gradient through an operation without a rule instead of answering a wrong one', () => {
    const a = weight('a', [2, 3]);
    expect(() => gradients(sum(features(a, 0, 2)), weight('one', []), [a])).toThrow(/no gradient/u);
  });

  it('refuses shapes that do not fit while the network is described, not while it learns', () => {
    expect(() => product(weight('a', [2, 3]), weight('b', [4, 5]))).toThrow(
      /\(2, 3\) and \(4, 5\)/u,
    );
  });
});

describe('gradients of the network against finite differences', () => {
  it.each(
    everyOption({ steps: 3, inputs: 3, hidden: 4, latent: 2 }).map(
      (each) => [words(each), each] as const,
    ),
  )('%s', (_, { architecture, hardening }) => {
    const model = describeNetwork(architecture, hardening);
    const { steps, inputs, hidden, latent, position } = architecture;
    const batch = randomBatch(architecture, 2, 5, hardening);
    const next = normal(7);
    const given = new Map(
      [...model.weights].map(([name, { shape }]) => {
        const sizes = shape.map(Number);
        return [
          name,
          doubles(
            sizes,
            Array.from({ length: sizes.reduce((x, y) => x * y) }, () => 0.5 * next()),
          ),
        ];
      }),
    );
    given.set(feeds.cells, doubles([2, steps, inputs], batch.cells));
    given.set(feeds.position, doubles([2, steps, position], batch.position));
    given.set(feeds.noise, doubles([2, latent], randomNoise(architecture, 2, 9)));
    const { heard = batch.cells, masks, share = [] } = batch;
    given.set(feeds.heard, doubles([2, steps, inputs], heard));
    given.set(feeds.share, doubles([steps], share));
    if (masks) {
      given.set(feeds.encoderMask, doubles([2, 2 * hidden], masks.encoder));
      given.set(feeds.decoderMask, doubles([2, hidden], masks.decoder));
    }
    given.set(feeds.klFloor, doubles([], [-1]));
    given.set(feeds.klWeight, doubles([], [0.7]));
    given.set(feeds.lossWeight, doubles([], [1]));
    const klWeight = weight(feeds.klWeight, []);
    const loss = add(model.reconstruction, multiply(model.kl, klWeight));
    expect(worstDifference(loss, model.weights, [...model.gradients.values()], given)).toBeLessThan(
      1e-7,
    );
  });
});
