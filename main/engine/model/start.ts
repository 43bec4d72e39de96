/** How the network's weights start. */
import type { Architecture, Weights } from '../network.ts';
import { weightShapes } from './weights.ts';

/** How weights start. */
export interface Recipe {
  /** `normal`: N(0, deviation^2), as the authors did; `orthogonal`: recurrent blocks orthogonal, others Glorot; `glorot`: all Glorot. */
  readonly weights: 'normal' | 'orthogonal' | 'glorot';
  /** Of `normal`. */
  readonly deviation: number;
  /** Log-odds of each column's mean, or 0. */
  readonly outputBias: 'log-odds' | 'zero';
}

/** As the authors did: N(0, 0.01^2), biases 0. */
export const authorsRecipe: Recipe = { weights: 'normal', deviation: 0.01, outputBias: 'zero' };

/** The start that learns. */
export const wakingRecipe: Recipe = {
  weights: 'orthogonal',
  deviation: 0.01,
  outputBias: 'log-odds',
};

/**
 * The weights before the first step. Biases are 0 but the output's, and the forget gate's of an LSTM that does not start as the
 * authors' networks did: 1, so that it remembers at first (Jozefowicz and others 2015).
 * @param normal draws from N(0, 1); seeded by the caller
 * @param columnMeans how often each of the D inputs is 1 in the data, clamped here to .001 to .9
 */
export function initialWeights(
  architecture: Architecture,
  recipe: Recipe,
  normal: () => number,
  columnMeans: ArrayLike<number>,
): Weights {
  if (columnMeans.length !== architecture.inputs)
    throw new Error(`${columnMeans.length} column means for ${architecture.inputs} inputs`);
  return new Map(
    weightShapes(architecture).map(({ name, shape, role, inputs }) => {
      const values = new Float32Array(shape.reduce((size, axis) => size * axis, 1));
      const { hidden, cell } = architecture;
      if (name === 'output.bias' && recipe.outputBias === 'log-odds')
        values.forEach((_, column) => (values[column] = logOdds(columnMeans[column] ?? 0)));
      else if (role !== 'bias' && recipe.weights === 'normal')
        values.forEach((_, index) => (values[index] = recipe.deviation * normal()));
      else if (role === 'recurrent' && recipe.weights === 'orthogonal')
        fillOrthogonal(values, hidden, normal);
      else if (role !== 'bias') fillGlorot(values, inputs, hidden, shape, normal);
      else if (cell === 'lstm' && layerBias.test(name) && recipe.weights !== 'normal')
        values.fill(1, hidden, 2 * hidden);
      return [name, { shape, values }];
    }),
  );
}

/** The bias of a recurrent layer. */
const layerBias = /^(?:encoder|encoder\.back|decoder)\.bias$/u;

const logOdds = (mean: number): number => {
  const clamped = Math.min(0.9, Math.max(0.001, mean));
  return Math.log(clamped / (1 - clamped));
};

/** Glorot's range sqrt(6 / (inputs + outputs)); a gate block has `hidden` outputs, other layers their columns. */
function fillGlorot(
  values: Float32Array,
  inputs: number,
  hidden: number,
  shape: readonly number[],
  normal: () => number,
): void {
  const columns = shape[1] ?? 1;
  const outputs = columns % hidden === 0 ? hidden : columns;
  // The uniform distribution of that range has this deviation; a normal of the same deviation needs only the one source of numbers.
  const deviation = Math.sqrt(2 / (inputs + outputs));
  values.forEach((_, index) => (values[index] = deviation * normal()));
}

/** Fills each (hidden, hidden) block of a recurrent weight with an orthogonal matrix, each as likely as any other. */
function fillOrthogonal(values: Float32Array, hidden: number, normal: () => number): void {
  const width = values.length / hidden;
  for (let block = 0; block < width; block += hidden) {
    const rows = Array.from({ length: hidden }, (_, r) => {
      const row = new Float64Array(hidden);
      row[r] = 1;
      return row;
    });
    for (let first = hidden - 1; first >= 0; first -= 1) reflect(rows, first, normal);
    rows.forEach((row, r) => row.forEach((value, c) => (values[r * width + block + c] = value)));
  }
}

/**
 * Reflects the block of rows and columns from `first` on in a random direction, with a random sign of its first column: done for
 * every `first`, the last before the others, this turns the identity into a random orthogonal matrix (Stewart 1980), for a third
 * of the work of Gram-Schmidt. In plain loops: a person waits for this before the first step.
 */
function reflect(rows: readonly Float64Array[], first: number, normal: () => number): void {
  const moved = rows.slice(first);
  const axis = Float64Array.from(moved, normal);
  const length = Math.sqrt(axis.reduce((sum, value) => sum + value * value, 0));
  const head = axis[0] ?? 0;
  const sign = head < 0 ? -1 : 1;
  axis[0] = head + sign * length;
  const half = length * (length + Math.abs(head)); // half of the axis's own square
  if (half === 0) return;
  const shadow = new Float64Array(rows.length); // axis^T rows
  moved.forEach((row, r) => {
    const part = axis[r] ?? 0;
    for (let c = first; c < row.length; c += 1) shadow[c] = (shadow[c] ?? 0) + part * (row[c] ?? 0);
  });
  moved.forEach((row, r) => {
    const part = (axis[r] ?? 0) / half;
    for (let c = first; c < row.length; c += 1) row[c] = (row[c] ?? 0) - part * (shadow[c] ?? 0);
    row[first] = -sign * (row[first] ?? 0);
  });
}
