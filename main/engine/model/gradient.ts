/** Differentiates a loss symbolically: one rule an operation, so that gradients are values of the same language. */
import {
  above,
  add,
  affine,
  features,
  multiply,
  outerProduct,
  productTransposed,
  shift,
  sigmoid,
  sigmoidGradient,
  spread,
  sum,
  tanhGradient,
  turn,
} from './expression.ts';
import type { Expression } from './operation.ts';
import { inOrder } from './order.ts';

/** The gradients of one value's operands, in their order, from the value and its own gradient. */
function operandGradients(value: Expression, gradient: Expression): readonly Expression[] {
  const { operation, operands } = value;
  const [a = value, b = value] = operands;
  switch (operation.kind) {
    case 'input':
    case 'weight':
      return [];
    case 'product':
      if (operation.transposed !== 'neither') break;
      return [productTransposed(gradient, b), outerProduct(a, gradient)];
    case 'add':
      return [gradient, sum(gradient, b.shape)];
    case 'multiply':
      return [multiply(gradient, b), sum(multiply(gradient, a), b.shape)];
    case 'affine':
      return [affine(gradient, operation.factor)];
    case 'tanh':
      return [tanhGradient(value, gradient)];
    case 'sigmoid':
      return [sigmoidGradient(value, gradient)];
    case 'exp':
      return [multiply(gradient, value)];
    case 'softplus':
      return [multiply(gradient, sigmoid(a))];
    case 'atLeast':
      return [above(a, b, gradient)];
    case 'sum':
      return [spread(gradient, a)];
    case 'whole':
      return [gradient]; // each share's part counts once
    case 'turn':
      return [turn(gradient)];
    case 'shift':
      return [shift(gradient, operation.by === 1 ? -1 : 1)];
    case 'concat': {
      let end = 0;
      return operands.map(({ shape }) => features(gradient, end, (end += Number(shape.at(-1)))));
    }
    case 'unit':
      return operation.rule(gradient);
    default:
      break;
  }
  throw new Error(
    `no gradient through ${operation.kind}: only units with a rule of their own use it`,
  );
}

/** The operands a gradient flows to: a unit's inputs, not the value computed inside it. */
const flowsTo = ({ operation, operands }: Expression): readonly Expression[] =>
  operation.kind === 'unit' ? operands.slice(1) : operands;

/**
 * Gradients of a loss (a number) with respect to some values, in their order.
 * @param one the gradient of the loss itself, a number: 1, or a weight of the whole loss
 * @throws where a value does not take part in the loss, or an operation has no rule
 */
export function gradients(
  loss: Expression,
  one: Expression,
  values: readonly Expression[],
): readonly Expression[] {
  const asked = new Set(values);
  const order = differentiableOrder(loss);
  const carries = new Set<Expression>(); // only what leads to an asked value is worth a gradient
  for (const value of order)
    if (asked.has(value) || flowsTo(value).some((operand) => carries.has(operand)))
      carries.add(value);
  const found = new Map<Expression, Expression>([[loss, one]]);
  for (const value of order.toReversed()) {
    const gradient = found.get(value);
    if (!gradient || !carries.has(value)) continue;
    operandGradients(value, gradient).forEach((each, index) => {
      const operand = flowsTo(value)[index];
      if (!operand || !carries.has(operand)) return;
      const before = found.get(operand);
      found.set(operand, before ? add(before, each) : each);
    });
  }
  return values.map((value) => {
    const gradient = found.get(value);
    if (!gradient) throw new Error(`(${value.shape.join(', ')}) takes no part in the loss`);
    return gradient;
  });
}

/** What the loss depends on, seen from outside of units, each after what it depends on. */
function differentiableOrder(loss: Expression): readonly Expression[] {
  const outside = new Set<Expression>();
  const pending = [loss];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (outside.has(value)) continue;
    outside.add(value);
    pending.push(...flowsTo(value));
  }
  return inOrder([loss]).filter((value) => outside.has(value));
}
