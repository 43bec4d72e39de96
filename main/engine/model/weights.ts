/** The network's weights: their fixed names and shapes, as they stand in the model file, and how they start. */
import type { Architecture, Weights } from '../network.ts';

/** Name and shape of one weight; `inputs` counts all inputs of its layer's drive, for Glorot's range. */
interface WeightShape {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: 'drive' | 'recurrent' | 'bias';
  readonly inputs: number;
}

/** Blocks of hidden columns in a recurrent layer's weights. */
export const gatesOf = (cell: Architecture['cell']): number => ({ tanh: 1, gru: 3, lstm: 4 })[cell];

/**
 * Names and shapes of all weights of an architecture, in the order of the model file. With G gates a cell (tanh 1):
 *
 * | name | shape | in the paper |
 * | --- | --- | --- |
 * | encoder.cells | (D, G H) | W_xh |
 * | encoder.position | (P, G H), if P > 0 | |
 * | encoder.state | (H, G H) | W_hh |
 * | encoder.bias | (G H) | b_h |
 * | latent.mean, latent.meanBias | (H, Z), (Z) | W_mean, b_mean |
 * | latent.variance, latent.varianceBias | (H, Z), (Z) | W_var, b_var |
 * | decoder.start, decoder.startBias | (Z, H), (H) | W_z, b_z |
 * | decoder.cells | (D, G H), unless the decoder reads nothing | W_xh' |
 * | decoder.latent | (Z, G H), if z enters every step | |
 * | decoder.position | (P, G H), if P > 0 | |
 * | decoder.state | (H, G H) | W_hh' |
 * | decoder.bias | (G H) | b_h' |
 * | output.weights, output.bias | (H, D), (D) | W_out, b_out |
 *
 * Rows are inputs, columns outputs: a layer is `x W + b`.
 */
export function weightShapes(architecture: Architecture): readonly WeightShape[] {
  const { inputs: D, hidden: H, latent: Z, position: P, cell } = architecture;
  const GH = gatesOf(cell) * H;
  const reads = architecture.decoderInput !== 'none';
  const latentEachStep = architecture.latentAt === 'every-step';
  const encoderInputs = D + P;
  const decoderInputs = (reads ? D : 0) + (latentEachStep ? Z : 0) + P;
  const drive = (name: string, shape: readonly number[], inputs: number): WeightShape => ({
    name,
    shape,
    role: 'drive',
    inputs,
  });
  const bias = (name: string, size: number): WeightShape => ({
    name,
    shape: [size],
    role: 'bias',
    inputs: 0,
  });
  const recurrent = (name: string): WeightShape => ({
    name,
    shape: [H, GH],
    role: 'recurrent',
    inputs: H,
  });
  return [
    drive('encoder.cells', [D, GH], encoderInputs),
    ...(P ? [drive('encoder.position', [P, GH], encoderInputs)] : []),
    recurrent('encoder.state'),
    bias('encoder.bias', GH),
    drive('latent.mean', [H, Z], H),
    bias('latent.meanBias', Z),
    drive('latent.variance', [H, Z], H),
    bias('latent.varianceBias', Z),
    drive('decoder.start', [Z, H], Z),
    bias('decoder.startBias', H),
    ...(reads ? [drive('decoder.cells', [D, GH], decoderInputs)] : []),
    ...(latentEachStep ? [drive('decoder.latent', [Z, GH], decoderInputs)] : []),
    ...(P ? [drive('decoder.position', [P, GH], decoderInputs)] : []),
    recurrent('decoder.state'),
    bias('decoder.bias', GH),
    drive('output.weights', [H, D], H),
    bias('output.bias', D),
  ];
}

/** How weights start: as the authors did, or the start that learns (model.md, preset *check*). */
export type Recipe = 'paper' | 'orthogonal';

/**
 * The weights before the first step.
 * @param recipe `paper`: N(0, 0.01^2), biases 0; `orthogonal`: recurrent blocks orthogonal, others Glorot uniform, biases 0 but the
 * output's, the log-odds of each column's mean
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
      if (name === 'output.bias' && recipe === 'orthogonal')
        values.forEach((_, column) => (values[column] = logOdds(columnMeans[column] ?? 0)));
      else if (role !== 'bias' && recipe === 'paper')
        values.forEach((_, index) => (values[index] = 0.01 * normal()));
      else if (role === 'recurrent') fillOrthogonal(values, architecture.hidden, normal);
      else if (role === 'drive') fillGlorot(values, inputs, architecture.hidden, shape, normal);
      return [name, { shape, values }];
    }),
  );
}

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
          other.forEach((value, index) => (row[index] = (row[index] ?? 0) - overlap * value));
        }
      const length = Math.sqrt(dot(row, row));
      if (length > 1e-6) rows.push(row.map((value) => value / length));
    }
    rows.forEach((row, r) => row.forEach((value, c) => (values[r * width + block + c] = value)));
  }
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, value, index) => total + value * (b[index] ?? 0), 0);
