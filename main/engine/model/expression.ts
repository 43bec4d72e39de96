/** How values of the symbolic language are written: one function an operation, each checking the shapes it is given. */
import type { Expression, Operation, Shape, Size, UnitRule } from './operation.ts';

const make = (operation: Operation, operands: readonly Expression[], shape: Shape): Expression => ({
  operation,
  operands,
  shape,
});

/** Throws a sentence with the shapes: a wrong description is a bug, found when the network is described, never while it learns. */
function demand(holds: boolean, what: string, ...values: readonly Expression[]): void {
  if (!holds)
    throw new Error(`${what}: ${values.map(({ shape }) => `(${shape.join(', ')})`).join(' and ')}`);
}

/** Whether two shapes are equal. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** Whether `inner` is `outer` without some of its outer axes. */
const endsWith = (outer: Shape, inner: Shape): boolean =>
  inner.length <= outer.length && sameShape(outer.slice(outer.length - inner.length), inner);

const lastSize = (value: Expression): Size => {
  const size = value.shape.at(-1);
  demand(size !== undefined, 'a number has no features', value);
  return size ?? 0;
};

/** A value given at each run. */
export const input = (name: string, shape: Shape): Expression =>
  make({ kind: 'input', name }, [], shape);

/** A learned value, kept by the backend from run to run. */
export const weight = (name: string, shape: readonly number[]): Expression =>
  make({ kind: 'weight', name }, [], shape);

/** `a b`: (…, n) and (n, m) to (…, m). */
export function product(a: Expression, b: Expression): Expression {
  demand(b.shape.length === 2 && lastSize(a) === b.shape[0], 'no product of', a, b);
  return make(
    { kind: 'product', transposed: 'neither' },
    [a, b],
    [...a.shape.slice(0, -1), lastSize(b)],
  );
}

/** `a` times `b` transposed: (…, m) and (n, m) to (…, n). */
export function productTransposed(a: Expression, b: Expression): Expression {
  demand(b.shape.length === 2 && lastSize(a) === b.shape[1], 'no product of', a, b);
  return make(
    { kind: 'product', transposed: 'right' },
    [a, b],
    [...a.shape.slice(0, -1), b.shape[0] ?? 0],
  );
}

/** `a` transposed times `b`, summed over all outer axes: (…, n) and (…, m) to (n, m). */
export function outerProduct(a: Expression, b: Expression): Expression {
  demand(sameShape(a.shape.slice(0, -1), b.shape.slice(0, -1)), 'no outer product of', a, b);
  return make({ kind: 'product', transposed: 'left' }, [a, b], [lastSize(a), lastSize(b)]);
}

/** Sum of values, elementwise; a value that lacks outer axes is repeated over them. */
export function add(first: Expression, ...others: readonly Expression[]): Expression {
  return others.reduce((a, b) => {
    if (!endsWith(a.shape, b.shape)) [a, b] = [b, a];
    demand(endsWith(a.shape, b.shape), 'no sum of', a, b);
    return make({ kind: 'add' }, [a, b], a.shape);
  }, first);
}

/** Product, elementwise; the value that lacks outer axes is repeated over them. */
export function multiply(a: Expression, b: Expression): Expression {
  if (a.operation.kind === 'spread' && sameShape(a.shape, b.shape))
    return multiply(b, a.operands[0] ?? a); // a repeated number need not be laid out to be multiplied
  if (b.operation.kind === 'spread' && sameShape(a.shape, b.shape))
    return multiply(a, b.operands[0] ?? b);
  if (!endsWith(a.shape, b.shape)) [a, b] = [b, a];
  demand(endsWith(a.shape, b.shape), 'no elementwise product of', a, b);
  return make({ kind: 'multiply' }, [a, b], a.shape);
}

/** `factor a + offset`. */
export const affine = (a: Expression, factor: number, offset = 0): Expression =>
  make({ kind: 'affine', factor, offset }, [a], a.shape);

/** `-a`. */
export const negative = (a: Expression): Expression => affine(a, -1);

/** Hyperbolic tangent. */
export const tanh = (a: Expression): Expression => make({ kind: 'tanh' }, [a], a.shape);

/** 1 / (1 + e^-a). */
export const sigmoid = (a: Expression): Expression => make({ kind: 'sigmoid' }, [a], a.shape);

/** e^a. */
export const exp = (a: Expression): Expression => make({ kind: 'exp' }, [a], a.shape);

/** log(1 + e^a), without overflow. */
export const softplus = (a: Expression): Expression => make({ kind: 'softplus' }, [a], a.shape);

/** The greater of `a` and a number, elementwise. */
export function atLeast(a: Expression, limit: Expression): Expression {
  demand(limit.shape.length === 0, 'a limit is a number, not', limit);
  return make({ kind: 'atLeast' }, [a, limit], a.shape);
}

/** `gradient` where `a` is above the limit, 0 elsewhere: through {@link atLeast}. */
export function above(a: Expression, limit: Expression, gradient: Expression): Expression {
  demand(sameShape(a.shape, gradient.shape), 'no gradient through', a, gradient);
  return make({ kind: 'above' }, [a, limit, gradient], a.shape);
}

/** Gradient before a tanh, from its output and the gradient after it: g (1 - y^2). */
export function tanhGradient(output: Expression, gradient: Expression): Expression {
  demand(sameShape(output.shape, gradient.shape), 'no gradient through', output, gradient);
  return make({ kind: 'tanhGradient' }, [output, gradient], output.shape);
}

/** Gradient before a sigmoid, from its output and the gradient after it: g y (1 - y). */
export function sigmoidGradient(output: Expression, gradient: Expression): Expression {
  demand(sameShape(output.shape, gradient.shape), 'no gradient through', output, gradient);
  return make({ kind: 'sigmoidGradient' }, [output, gradient], output.shape);
}

/** Sum over the outer axes that `shape` lacks; all of them where it is left out. */
export function sum(a: Expression, shape: Shape = []): Expression {
  if (sameShape(a.shape, shape)) return a;
  const like = make({ kind: 'sum' }, [a], shape);
  demand(endsWith(a.shape, shape), 'no sum to', a, like);
  return like;
}

/** A sum over the batch, of all of it (see {@link Operation}). */
export const whole = (a: Expression): Expression => make({ kind: 'whole' }, [a], a.shape);

/** A value laid out over the outer axes of `like` that it lacks. */
export function spread(a: Expression, like: Expression): Expression {
  if (sameShape(a.shape, like.shape)) return a;
  demand(endsWith(like.shape, a.shape), 'cannot spread', a, like);
  return make({ kind: 'spread' }, [a, like], like.shape);
}

/** One step (batch, feature) of a sequence (step, batch, feature). */
export function step(sequence: Expression, at: number): Expression {
  const count = sequence.shape[0];
  demand(typeof count === 'number' && at >= 0 && at < count, `no step ${at} of`, sequence);
  return make({ kind: 'step', at }, [sequence], sequence.shape.slice(1));
}

/** Steps (batch, feature) put together to a sequence (step, batch, feature). */
export function stack(steps: readonly Expression[]): Expression {
  const shape = steps[0]?.shape ?? [];
  demand(
    steps.length > 0 && steps.every((each) => sameShape(each.shape, shape)),
    'no stack of',
    ...steps,
  );
  return make({ kind: 'stack' }, steps, [steps.length, ...shape]);
}

/** Features `first` up to, not with, `end`. */
export function features(a: Expression, first: number, end: number): Expression {
  const size = lastSize(a);
  demand(
    typeof size === 'number' && 0 <= first && first < end && end <= size,
    `no features ${first} to ${end} of`,
    a,
  );
  return make({ kind: 'features', first, end }, [a], [...a.shape.slice(0, -1), end - first]);
}

/** Values beside each other along their features: (…, n) and (…, m) to (…, n + m). */
export function concat(values: readonly Expression[]): Expression {
  if (values.length === 1 && values[0]) return values[0];
  const outer = values[0]?.shape.slice(0, -1) ?? [];
  demand(
    values.every(({ shape }) => sameShape(shape.slice(0, -1), outer)),
    'no concat of',
    ...values,
  );
  const size = values.reduce((total, value) => total + Number(lastSize(value)), 0);
  return make({ kind: 'concat' }, values, [...outer, size]);
}

/** (batch, step, feature) to (step, batch, feature), or back. */
export function turn(a: Expression): Expression {
  const [first, second, ...rest] = a.shape;
  demand(first !== undefined && second !== undefined, 'cannot turn', a);
  return make({ kind: 'turn' }, [a], [second ?? 0, first ?? 0, ...rest]);
}

/** A sequence one step later (its first step is 0, its last is dropped), or one step earlier. */
export const shift = (sequence: Expression, by: 1 | -1): Expression =>
  make({ kind: 'shift', by }, [sequence], sequence.shape);

/** A value whose gradients with respect to `inputs` come from a rule of its own instead of from the operations inside it. */
export const unit = (
  value: Expression,
  inputs: readonly Expression[],
  rule: UnitRule,
): Expression => make({ kind: 'unit', rule }, [value, ...inputs], value.shape);
