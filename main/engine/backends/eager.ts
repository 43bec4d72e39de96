/** Carries the described network out operation by operation with TensorFlow.js, on WebAssembly or plain JavaScript: fallback and oracle. */
import type * as TensorFlow from '@tensorflow/tfjs';
import type { Expression } from '../model/operation.ts';
import { inOrder, needs } from '../model/order.ts';
import type { Model } from '../model/vrae.ts';
import type { BackendName } from '../network.ts';
import type { AdamStep, Executor, Feeds, Kept } from './executor.ts';
import { at, decays, epsilon, of, sized } from './executor.ts';
import type { Tf } from './operation.ts';
import { compute } from './operation.ts';

type Tensor = TensorFlow.Tensor;
type Tensors = Map<string, Tensor>;

/** An executor on one of TensorFlow.js' own backends, already opened (tfjs.ts). */
export function eagerExecutor(
  tf: Tf,
  backend: Exclude<BackendName, 'tensorflow'>,
  model: Model,
): Executor {
  const kept: Readonly<Record<Kept, Tensors>> = {
    weights: new Map(),
    firstMoment: new Map(),
    secondMoment: new Map(),
    average: new Map(),
  };
  const losses = [model.reconstruction, model.kl];
  const slopes = [...model.gradients.values()];
  const plans = new Map<string, readonly Expression[]>();

  /** All work: in this backend (there is one current one a process, and two networks may live in two), leaving no tensor behind. */
  const within = <Value>(work: () => Value): Value => {
    void tf.setBackend(backend); // opened before, so that it takes effect at once
    tf.engine().startScope();
    try {
      return work();
    } finally {
      tf.engine().endScope();
    }
  };
  const evaluate = (name: string, fetched: readonly Expression[], feeds: Feeds): Tensor[] => {
    const plan = plans.get(name) ?? inOrder(fetched);
    plans.set(name, plan);
    return carryOut(tf, plan, fetched, kept.weights, feeds);
  };
  const keep = (what: Kept, name: string, tensor: Tensor): void => {
    kept[what].get(name)?.dispose();
    kept[what].set(name, tf.keep(tensor));
  };
  const update = (name: string, gradient: Tensor, given: AdamStep): void => {
    const step = decays(of(model.weights, name).shape) ? given : { ...given, decay: 0 };
    const { first, second, weight, average } = adam(tf, step, gradient, {
      first: of(kept.firstMoment, name),
      second: of(kept.secondMoment, name),
      weight: of(kept.weights, name),
      average: of(kept.average, name),
    });
    keep('firstMoment', name, first);
    keep('secondMoment', name, second);
    keep('weights', name, weight);
    keep('average', name, average);
  };

  return {
    backend,
    run: (fetches, feeds) =>
      within(() =>
        evaluate(
          fetches.join(),
          fetches.map((fetch) => model[fetch]),
          feeds,
        ).map(numbers),
      ),
    learn: (feeds, step) =>
      within(() => {
        const found = evaluate('learn', [...losses, ...slopes], feeds);
        const slopesFound = found.slice(losses.length);
        const squares = slopesFound.map((each) => at(numbers(tf.sum(tf.square(each))), 0));
        const norm = Math.sqrt(squares.reduce((total, square) => total + square, 0));
        const shrink = norm > step.clip ? step.clip / norm : 1;
        [...model.weights.keys()].forEach((name, index) =>
          update(name, tf.mul(at(slopesFound, index), shrink), step),
        );
        return { reconstruction: at(numbers(at(found, 0)), 0), kl: at(numbers(at(found, 1)), 0) };
      }),
    gradients: (feeds) =>
      within(() => {
        const found = evaluate('gradients', slopes, feeds);
        return new Map(
          [...model.gradients.keys()].map((name, index) => [name, numbers(at(found, index))]),
        );
      }),
    read: (what) => new Map([...kept[what]].map(([name, tensor]) => [name, numbers(tensor)])),
    write: (what, given) =>
      within(() => {
        for (const [name, values] of given)
          keep(
            what,
            name,
            tf.tensor(values.slice(), sized(of(model.weights, name).shape, 0), 'float32'),
          );
      }),
    dispose: () => {
      for (const tensors of Object.values(kept)) {
        for (const tensor of tensors.values()) tensor.dispose();
        tensors.clear();
      }
    },
  };
}

const numbers = (tensor: Tensor): Float32Array => Float32Array.from(tensor.dataSync());

interface Moved {
  readonly first: Tensor;
  readonly second: Tensor;
  readonly weight: Tensor;
  readonly average: Tensor;
}

/** One step of Adam for one weight. */
function adam(
  tf: Tf,
  { rate, beta1, beta2, averaging, decay }: AdamStep,
  gradient: Tensor,
  before: Moved,
): Moved {
  const first = tf.add(tf.mul(before.first, beta1), tf.mul(gradient, 1 - beta1));
  const second = tf.add(tf.mul(before.second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const weight = tf.sub(
    decay > 0 ? tf.mul(before.weight, 1 - decay) : before.weight,
    tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), epsilon)),
  );
  const average = tf.add(tf.mul(before.average, averaging), tf.mul(weight, 1 - averaging));
  return { first, second, weight, average };
}

/** Computes a plan inside a scope; a value is freed as soon as nothing further needs it. */
function carryOut(
  tf: Tf,
  plan: readonly Expression[],
  fetched: readonly Expression[],
  weights: ReadonlyMap<string, Tensor>,
  feeds: Feeds,
): Tensor[] {
  const uses = new Map<Expression, number>(fetched.map((value) => [value, Infinity]));
  for (const value of plan)
    for (const operand of needs(value)) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const done = new Map<Expression, Tensor>();
  for (const value of plan) {
    const { operation, shape } = value;
    const operands = needs(value);
    if (operation.kind === 'weight') done.set(value, of(weights, operation.name));
    else if (operation.kind === 'input') {
      const fed = feeds[operation.name];
      if (!fed) throw new Error(`${operation.name} was not fed`);
      done.set(value, tf.tensor(fed.values, [...fed.shape], 'float32'));
    } else
      done.set(
        value,
        compute(
          tf,
          operation,
          shape,
          operands.map((operand) => of(done, operand)),
        ),
      );
    if (operation.kind === 'unit') continue; // the same tensor under a second name
    for (const operand of operands) {
      const left = of(uses, operand) - 1;
      uses.set(operand, left);
      if (left === 0 && !['weight', 'unit'].includes(operand.operation.kind))
        of(done, operand).dispose();
    }
  }
  return fetched.map((value) => of(done, value));
}
