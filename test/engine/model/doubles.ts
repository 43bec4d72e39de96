/** The language in double precision with plain loops: slow, exact enough for finite differences, and independent of every library. */
import type { Expression } from '#main/engine/model/operation.ts';
import { inOrder, needs } from '#main/engine/model/order.ts';

/** Numbers in their shape. */
export interface Doubles {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Values of expressions from what is fed and learned, by name. */
export function evaluate(
  fetched: readonly Expression[],
  given: ReadonlyMap<string, Doubles>,
): readonly Doubles[] {
  const done = new Map<Expression, Doubles>();
  const known = (value: Expression): Doubles => {
    const found = done.get(value);
    if (!found) throw new Error('not computed');
    return found;
  };
  for (const value of inOrder(fetched))
    done.set(value, compute(value, needs(value).map(known), given));
  return fetched.map(known);
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const get = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;

function compute(
  { operation, shape }: Expression,
  operands: readonly Doubles[],
  given: ReadonlyMap<string, Doubles>,
): Doubles {
  if (operation.kind === 'input' || operation.kind === 'weight') {
    const found = given.get(operation.name);
    if (!found) throw new Error(`${operation.name} was not given`);
    return found;
  }
  const [a, b = a] = operands;
  if (!a || !b) throw new Error('no operand');
  const each = (make: (x: number) => number): Doubles => ({
    shape: a.shape,
    values: a.values.map(make),
  });
  const pairs = (make: (x: number, y: number) => number): Doubles => ({
    shape: a.shape,
    values: a.values.map((x, index) => make(x, get(b.values, index % b.values.length))),
  });
  const last = a.shape.at(-1) ?? 1;
  switch (operation.kind) {
    case 'product':
      return product(a, b, operation.transposed);
    case 'add':
      return pairs((x, y) => x + y);
    case 'multiply':
      return pairs((x, y) => x * y);
    case 'affine':
      return each((x) => operation.factor * x + operation.offset);
    case 'tanh':
      return each(Math.tanh);
    case 'sigmoid':
      return each((x) => 1 / (1 + Math.exp(-x)));
    case 'exp':
      return each(Math.exp);
    case 'softplus':
      return each((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
    case 'atLeast':
      return pairs(Math.max);
    case 'above': {
      const gradient = operands[2]?.values ?? new Float64Array();
      return {
        shape: a.shape,
        values: a.values.map((x, index) => (x > get(b.values, 0) ? get(gradient, index) : 0)),
      };
    }
    case 'tanhGradient':
      return pairs((y, g) => g * (1 - y * y));
    case 'sigmoidGradient':
      return pairs((y, g) => g * y * (1 - y));
    case 'sum': {
      const inner = a.shape.slice(a.shape.length - shape.length);
      const values = new Float64Array(size(inner));
      a.values.forEach(
        (x, index) => (values[index % values.length] = get(values, index % values.length) + x),
      );
      return { shape: inner, values };
    }
    case 'spread':
      return {
        shape: b.shape,
        values: b.values.map((_, index) => get(a.values, index % a.values.length)),
      };
    case 'step': {
      const inner = a.shape.slice(1);
      return {
        shape: inner,
        values: a.values.slice(operation.at * size(inner), (operation.at + 1) * size(inner)),
      };
    }
    case 'stack':
      return {
        shape: [operands.length, ...a.shape],
        values: Float64Array.from(operands.flatMap(({ values }) => [...values])),
      };
    case 'features': {
      const values = a.values.filter(
        (_, index) => index % last >= operation.first && index % last < operation.end,
      );
      return { shape: [...a.shape.slice(0, -1), operation.end - operation.first], values };
    }
    case 'concat': {
      const rows = a.values.length / last;
      const row = (r: number) =>
        operands.flatMap(({ values, shape: own }) => {
          const width = own.at(-1) ?? 1;
          return [...values.slice(r * width, (r + 1) * width)];
        });
      const values = Float64Array.from(Array.from({ length: rows }, (_, r) => row(r)).flat());
      return { shape: [...a.shape.slice(0, -1), values.length / rows], values };
    }
    case 'turn': {
      const [first = 1, second = 1, ...rest] = a.shape;
      const block = size(rest);
      const values = a.values.map((_, index) => {
        const [outer, inner] = [
          Math.floor(index / block / first),
          Math.floor(index / block) % first,
        ];
        return get(a.values, (inner * second + outer) * block + (index % block));
      });
      return { shape: [second, first, ...rest], values };
    }
    case 'shift': {
      const block = size(a.shape.slice(1)) * operation.by;
      return { shape: a.shape, values: a.values.map((_, index) => a.values[index - block] ?? 0) };
    }
    case 'whole':
    case 'unit':
      return a;
  }
}

function product(a: Doubles, b: Doubles, transposed: 'neither' | 'left' | 'right'): Doubles {
  const [aColumns, bColumns] = [a.shape.at(-1) ?? 1, b.shape.at(-1) ?? 1];
  const [aRows, bRows] = [a.values.length / aColumns, b.values.length / bColumns];
  const rows = transposed === 'left' ? aColumns : aRows;
  const columns = transposed === 'right' ? bRows : bColumns;
  const inner = transposed === 'left' ? aRows : aColumns;
  const values = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) {
      let total = 0;
      for (let k = 0; k < inner; k += 1)
        total +=
          get(a.values, transposed === 'left' ? k * aColumns + r : r * aColumns + k) *
          get(b.values, transposed === 'right' ? c * bColumns + k : k * bColumns + c);
      values[r * columns + c] = total;
    }
  return {
    shape: transposed === 'left' ? [rows, columns] : [...a.shape.slice(0, -1), columns],
    values,
  };
}
