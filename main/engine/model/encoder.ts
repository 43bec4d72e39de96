/** The encoder: from the cells of a segment to the mean and log-variance of q(z|x). */
import type { Architecture } from '../network.ts';
import { cells } from './cells.ts';
import { add, concat, multiply, product } from './expression.ts';
import type { Expression } from './operation.ts';
import { lastState } from './recurrent.ts';
import { encoderLayers } from './weights.ts';

/** What the encoder reads. */
export interface Heard {
  /** (step, batch, input) */
  readonly cells: Expression;
  /** (step, batch, position) */
  readonly position: Expression | undefined;
  /** Dropout of the last state (batch, hidden of all directions). */
  readonly mask: Expression | undefined;
}

/**
 * `h_t = tanh(W_hh h_{t-1} + W_xh x_t + b_h)`, h_0 = 0; the posterior is read from h_T. A reader from behind begins with the last
 * step; where both read, their last states stand beside each other.
 * @param w a weight by its name
 * @returns mean and log-variance, each (batch, latent)
 */
export function encoder(
  { cell, steps, encoderReads }: Architecture,
  w: (name: string) => Expression,
  { cells: x, position, mask }: Heard,
): { readonly mean: Expression; readonly logVariance: Expression } {
  const layers = encoderLayers(encoderReads).map(({ prefix, backwards }) =>
    lastState({
      cell: cells[cell],
      steps,
      backwards,
      drive: add(
        product(x, w(`${prefix}.cells`)), //                                      (step, batch, gates x hidden)
        ...(position ? [product(position, w(`${prefix}.position`))] : []),
        w(`${prefix}.bias`),
      ),
      state: w(`${prefix}.state`),
      ...(cell === 'gru' && { stateBias: w(`${prefix}.stateBias`) }),
    }),
  );
  const last = concat(layers); //                                                 (batch, directions x hidden)
  const h = mask ? multiply(last, mask) : last;
  return {
    mean: add(product(h, w('latent.mean')), w('latent.meanBias')), //             (batch, latent)
    logVariance: add(product(h, w('latent.variance')), w('latent.varianceBias')), // (batch, latent)
  };
}
