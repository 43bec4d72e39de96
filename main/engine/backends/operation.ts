/** Each operation of the language as operations of TensorFlow.js. */
import type * as TensorFlow from '@tensorflow/tfjs';
import type { Expression, Operation } from '../model/operation.ts';
import { at } from './executor.ts';

/** The loaded library. */
export type Tf = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

/** An operation on operands, as against a value that is fed or kept. */
export type Computed = Exclude<Operation, { readonly kind: 'input' | 'weight' }>;

/** Computes one operation from its operands' tensors, inside a tidy. */
export function compute(
  tf: Tf,
  operation: Computed,
  shape: Expression['shape'],
  operands: readonly Tensor[],
): Tensor {
  const a = at(operands, 0);
  const b = operands[1] ?? a;
  switch (operation.kind) {
    case 'product': {
      const { transposed } = operation;
      const flat = tf.matMul(rows(a), rows(b), transposed === 'left', transposed === 'right');
      if (transposed === 'left') return flat;
      return flat.reshape([...a.shape.slice(0, -1), at(flat.shape, 1)]);
    }
    case 'add':
      return tf.add(a, b);
    case 'multiply':
      return tf.mul(a, b);
    case 'affine':
      return tf.add(tf.mul(a, operation.factor), operation.offset);
    case 'tanh':
      return tf.tanh(a);
    case 'sigmoid':
      return tf.sigmoid(a);
    case 'exp':
      return tf.exp(a);
    case 'softplus':
      return tf.softplus(a);
    case 'atLeast':
      return tf.maximum(a, b);
    case 'above':
      return tf.mul(at(operands, 2), tf.cast(tf.greater(a, b), 'float32'));
    case 'tanhGradient':
      return tf.mul(b, tf.sub(1, tf.square(a)));
    case 'sigmoidGradient':
      return tf.mul(b, tf.mul(a, tf.sub(1, a)));
    case 'sum':
      return shape.length === 0 ? sumOfAll(tf, a) : tf.sum(a, outerAxes(a, shape.length));
    case 'whole':
      return tf.clone(a); // there are no shares here
    case 'spread':
      return tf.add(tf.zerosLike(b), a);
    case 'step':
      return tf.slice(a, [operation.at], [1]).reshape(a.shape.slice(1));
    case 'stack':
      return tf.stack([...operands]);
    case 'features': {
      const begin = a.shape.map((_, axis) => (axis === a.rank - 1 ? operation.first : 0));
      return tf.slice(a, begin, [...a.shape.slice(0, -1), operation.end - operation.first]);
    }
    case 'concat':
      return tf.concat([...operands], -1);
    case 'turn':
      return tf.transpose(a, [1, 0, ...a.shape.slice(2).map((_, axis) => axis + 2)]);
    case 'shift': {
      const steps = at(a.shape, 0);
      const empty = tf.zeros([1, ...a.shape.slice(1)]);
      return operation.by === 1
        ? tf.concat([empty, tf.slice(a, [0], [steps - 1])], 0)
        : tf.concat([tf.slice(a, [1], [steps - 1]), empty], 0);
    }
    case 'unit':
      return a;
  }
}

/** A value as a matrix: all outer axes are rows. */
const rows = (tensor: Tensor): TensorFlow.Tensor2D =>
  tensor.reshape([-1, at(tensor.shape, tensor.rank - 1)]);

const outerAxes = (tensor: Tensor, inner: number): number[] =>
  tensor.shape.slice(inner).map((_, axis) => axis);

/** Axis by axis from the inside: one long float32 sum would lose digits. */
function sumOfAll(tf: Tf, tensor: Tensor): Tensor {
  let rest = tensor;
  while (rest.rank > 0) rest = tf.sum(rest, -1);
  return rest;
}
