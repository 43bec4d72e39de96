/** The network's weights: their fixed names and shapes, as they stand in the model file. */
import type { Architecture } from '../network.ts';

/** Name and shape of one weight; `inputs` counts all inputs of its layer's drive, for Glorot's range. */
export interface WeightShape {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: 'drive' | 'recurrent' | 'bias';
  readonly inputs: number;
}

/** Blocks of hidden columns in a recurrent layer's weights. */
const gatesOf = (cell: Architecture['cell']): number => ({ tanh: 1, gru: 3, lstm: 4 })[cell];

/** Numbers of the state that goes from step to step: h, and an LSTM's memory. */
export const stateSize = ({ cell, hidden }: Architecture): number =>
  cell === 'lstm' ? 2 * hidden : hidden;

/** The encoder's layers by the beginning of their weights' names. */
export const encoderLayers = (
  reads: Architecture['encoderReads'],
): readonly { readonly prefix: string; readonly backwards: boolean }[] =>
  reads === 'both'
    ? [
        { prefix: 'encoder', backwards: false },
        { prefix: 'encoder.back', backwards: true },
      ]
    : [{ prefix: 'encoder', backwards: reads === 'backwards' }];

/** In how many directions the encoder reads. */
export const directions = ({ encoderReads }: Architecture): number =>
  encoderLayers(encoderReads).length;

/**
 * Names and shapes of all weights of an architecture, in the order of the model file. With G gates a cell (tanh 1, GRU 3, LSTM 4),
 * L directions of the encoder, and C numbers that stand for z in the decoder (Z, or the units of the dense layer):
 *
 * | name | shape | in the paper |
 * | --- | --- | --- |
 * | encoder.cells | (D, G H) | W_xh |
 * | encoder.position | (P, G H), if P > 0 | |
 * | encoder.state | (H, G H) | W_hh |
 * | encoder.stateBias | (H), GRU | |
 * | encoder.bias | (G H) | b_h |
 * | encoder.back.… | the same, if the encoder reads both ways | |
 * | latent.mean, latent.meanBias | (L H, Z), (Z) | W_mean, b_mean |
 * | latent.variance, latent.varianceBias | (L H, Z), (Z) | W_var, b_var |
 * | latent.dense, latent.denseBias | (Z, C), (C), if there is a dense layer | |
 * | decoder.start, decoder.startBias | (C, H), (H) | W_z, b_z |
 * | decoder.memory, decoder.memoryBias | (C, H), (H), LSTM | |
 * | decoder.cells | (D, G H), unless the decoder reads nothing | W_xh' |
 * | decoder.latent | (C, G H), if z enters every step | |
 * | decoder.position | (P, G H), if P > 0 | |
 * | decoder.state | (H, G H) | W_hh' |
 * | decoder.stateBias | (H), GRU | |
 * | decoder.bias | (G H) | b_h' |
 * | output.weights, output.bias | (H, D), (D) | W_out, b_out |
 *
 * Rows are inputs, columns outputs: a layer is `x W + b`. Gates stand in the order of model/cells.ts.
 */
export function weightShapes(architecture: Architecture): readonly WeightShape[] {
  const { inputs: D, hidden: H, latent: Z, position: P, cell, dense } = architecture;
  const GH = gatesOf(cell) * H;
  const C = dense > 0 ? dense : Z;
  const LH = directions(architecture) * H;
  const reads = architecture.decoderInput !== 'none';
  const latentEachStep = architecture.latentAt === 'every-step';
  const encoderInputs = D + P;
  const decoderInputs = (reads ? D : 0) + (latentEachStep ? C : 0) + P;
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
  /** What every recurrent layer has beside its inputs. */
  const recurrence = (prefix: string): readonly WeightShape[] => [
    { name: `${prefix}.state`, shape: [H, GH], role: 'recurrent', inputs: H },
    ...(cell === 'gru' ? [bias(`${prefix}.stateBias`, H)] : []),
    bias(`${prefix}.bias`, GH),
  ];
  return [
    ...encoderLayers(architecture.encoderReads).flatMap(({ prefix }) => [
      drive(`${prefix}.cells`, [D, GH], encoderInputs),
      ...(P ? [drive(`${prefix}.position`, [P, GH], encoderInputs)] : []),
      ...recurrence(prefix),
    ]),
    drive('latent.mean', [LH, Z], LH),
    bias('latent.meanBias', Z),
    drive('latent.variance', [LH, Z], LH),
    bias('latent.varianceBias', Z),
    ...(dense > 0 ? [drive('latent.dense', [Z, C], Z), bias('latent.denseBias', C)] : []),
    drive('decoder.start', [C, H], C),
    bias('decoder.startBias', H),
    ...(cell === 'lstm' ? [drive('decoder.memory', [C, H], C), bias('decoder.memoryBias', H)] : []),
    ...(reads ? [drive('decoder.cells', [D, GH], decoderInputs)] : []),
    ...(latentEachStep ? [drive('decoder.latent', [C, GH], decoderInputs)] : []),
    ...(P ? [drive('decoder.position', [P, GH], decoderInputs)] : []),
    ...recurrence('decoder'),
    drive('output.weights', [H, D], H),
    bias('output.bias', D),
  ];
}
