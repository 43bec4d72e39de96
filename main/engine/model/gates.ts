/** A recurrent layer's gates: weights and inputs have them side by side, cells take them one by one. */
import { add, features, productTransposed } from './expression.ts';
import type { Expression } from './operation.ts';

/** The blocks of columns of a value that its gates have side by side. */
export function gatesIn(value: Expression, size: number): readonly Expression[] {
  const count = Number(value.shape.at(-1)) / size;
  if (count === 1) return [value];
  return Array.from({ length: count }, (_, gate) =>
    features(value, gate * size, (gate + 1) * size),
  );
}

/** A gradient of each gate through the weights that it was made by. */
export const throughGates = (
  gates: readonly Expression[],
  weights: readonly Expression[],
): Expression =>
  total(
    weights.flatMap((each, gate) => {
      const gradient = gates[gate];
      return gradient ? [productTransposed(gradient, each)] : [];
    }),
  );

/** The sum of some values, at least one. */
export const total = (parts: readonly Expression[]): Expression => {
  const [first, ...others] = parts;
  if (!first) throw new Error('nothing to add');
  return add(first, ...others);
};
