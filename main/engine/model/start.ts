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

/** Fills each (hidden, hidden) block of a recurrent weight with an orthogonal matrix: Gram-Schmidt on random rows. */
function fillOrthogonal(values: Float32Array, hidden: number, normal: () => number): void {
  const width = values.length / hidden;
  for (let block = 0; block < width; block += hidden) {
    const rows: Float64Array[] = [];
    while (rows.length < hidden) {
      const row = Float64Array.from({ length: hidden }, normal);
      // Twice: one pass leaves rounding errors that grow with the number of rows.
      for (let pass = 0; pass < 2; pass += 1)
        for (const other of rows) {
          const overlap = dot(row, other);
          for (let index = 0; index < hidden; index += 1)
            row[index] = (row[index] ?? 0) - overlap * (other[index] ?? 0);
        }
      const length = Math.sqrt(dot(row, row));
      if (length > 1e-6) rows.push(row.map((value) => value / length));
    }
    rows.forEach((row, r) => row.forEach((value, c) => (values[r * width + block + c] = value)));
  }
}

/** In plain loops, as above: a person waits for this before the first step. */
function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index += 1) total += (a[index] ?? 0) * (b[index] ?? 0);
  return total;
}
