/**
 * The variational recurrent auto-encoder, to be read beside the paper (Fabius and van Amersfoort, arXiv 1412.6581, section 2): one
 * forward pass, which learning, map and pad all use. Shapes in the margin; T steps, D inputs, H hidden, Z latent, P position numbers.
 */
import type { Architecture } from '../network.ts';
import type { Cell } from './cell.ts';
import { tanhCell } from './cell.ts';
import type { Expression } from './expression.ts';
import {
  add,
  affine,
  exp,
  input,
  multiply,
  negative,
  product,
  shift,
  sigmoid,
  softplus,
  step,
  sum,
  tanh,
  turn,
  weight,
} from './expression.ts';
import { gradients } from './gradient.ts';
import type { Generation, Layer } from './recurrent.ts';
import { allStates, feedbackLogits, generate, lastState } from './recurrent.ts';
import { weightShapes } from './weights.ts';

/** The described network: what is fed, what is learned, and every value an executor may be asked for. */
export interface Model {
  /** Learned values by name. */
  readonly weights: ReadonlyMap<string, Expression>;
  /** Posterior mean and log-variance (batch, latent). */
  readonly mean: Expression;
  readonly logVariance: Expression;
  /** Sums over steps, columns and batch: nats. */
  readonly reconstruction: Expression;
  readonly kl: Expression;
  /** Of the loss `lossWeight (reconstruction + klWeight kl)`, by weight name. */
  readonly gradients: ReadonlyMap<string, Expression>;
  /** Generation, from a state: probabilities (batch, step, input), and what the next T steps go on from. */
  readonly probabilities: Expression;
  /** The decoder's first state (batch, hidden), from the input `latents`. */
  readonly start: Expression;
  readonly lastHidden: Expression;
  readonly lastOutput: Expression;
}

/** Names of what is fed. Segments are (batch, step, feature), as callers have them; numbers have no axes. */
export const feeds = {
  cells: 'cells', // (batch, T, D)
  position: 'position', // (batch, T, P)
  noise: 'noise', // (batch, Z)
  lossWeight: 'lossWeight',
  klWeight: 'klWeight',
  latents: 'latents', // (batch, Z)
  hidden: 'hidden', // (batch, H)
  output: 'output', // (batch, D)
} as const;

/** Describes the network of an architecture, with its gradients. */
export function describe(architecture: Architecture): Model {
  const { steps: T, inputs: D, hidden: H, latent: Z, position: P, cell: kind } = architecture;
  if (T < 2) throw new Error(`a segment has at least two recurrent steps, not ${T}`);
  const cell = cells[kind];
  if (!cell) throw new Error(`no ${kind} cell yet`);
  const weights = new Map(
    weightShapes(architecture).map(({ name, shape }) => [name, weight(name, shape)]),
  );
  const w = (name: string): Expression => {
    const found = weights.get(name);
    if (!found) throw new Error(`the network has no ${name}`);
    return found;
  };
  const x = turn(input(feeds.cells, ['batch', T, D])); //              (step, batch, input)
  const position = P ? turn(input(feeds.position, ['batch', T, P])) : undefined; // (step, batch, position)

  // Encoder: h_t = tanh(W_hh h_{t-1} + W_xh x_t + b_h), h_0 = 0.
  const encoderDrive = add(
    product(x, w('encoder.cells')), //                                 (step, batch, hidden)
    ...(position ? [product(position, w('encoder.position'))] : []), // (step, batch, hidden)
    w('encoder.bias'),
  );
  const h = lastState({ cell, steps: T, drive: encoderDrive, state: w('encoder.state') }); // (batch, hidden)
  const mean = add(product(h, w('latent.mean')), w('latent.meanBias')); //               (batch, latent)
  const logVariance = add(product(h, w('latent.variance')), w('latent.varianceBias')); // (batch, latent)

  // z = mean + exp(logVariance / 2) noise.
  const noise = input(feeds.noise, ['batch', Z]);
  const z = add(mean, multiply(exp(affine(logVariance, 0.5)), noise)); //                (batch, latent)

  // Decoder: h_0 = tanh(W_z z + b_z), h_t = tanh(W_hh' h_{t-1} + W_xh' y_{t-1} + b_h'), p_t = sigmoid(W_out h_t + b_out).
  const startOf = (latent: Expression): Expression =>
    tanh(add(product(latent, w('decoder.start')), w('decoder.startBias'))); //           (batch, hidden)
  const driveOf = (latent: Expression, read?: Expression): Expression =>
    add(
      w('decoder.bias'),
      ...(architecture.latentAt === 'every-step' ? [product(latent, w('decoder.latent'))] : []), // (batch, hidden)
      ...(position ? [product(position, w('decoder.position'))] : []), //                 (step, batch, hidden)
      ...(read ? [product(read, w('decoder.cells'))] : []), //                            (step, batch, hidden)
    );
  const feedback = (first?: Expression): Pick<Layer, 'feedback'> => ({
    feedback: {
      cells: w('decoder.cells'),
      output: w('output.weights'),
      bias: w('output.bias'),
      ...(first && { first }),
    },
  });
  const decoder = (start: Expression, drive: Expression): Layer => ({
    cell,
    steps: T,
    drive,
    state: w('decoder.state'),
    start,
  });
  const output = (states: Expression): Expression =>
    add(product(states, w('output.weights')), w('output.bias')); //                       (step, batch, input)

  // The logits the loss is taken on: the decoder reads its own probabilities (y_0 = 0), the data one step late, or nothing.
  const logits = {
    own: () => feedbackLogits({ ...decoder(startOf(z), driveOf(z)), ...feedback() }),
    teacher: () => output(allStates(decoder(startOf(z), driveOf(z, shift(x, 1))))),
    none: () => output(allStates(decoder(startOf(z), driveOf(z)))),
  }[architecture.decoderInput]();

  // - log p(x|z) = sum softplus(logit) - x logit;  KL = -1/2 sum (1 + logVariance - mean^2 - exp logVariance).
  const reconstruction = sum(add(softplus(logits), negative(multiply(x, logits))));
  const kl = sum(
    affine(add(multiply(mean, mean), exp(logVariance), negative(logVariance)), 0.5, -0.5),
  );
  const loss = add(reconstruction, multiply(kl, input(feeds.klWeight, [])));
  const slopes = gradients(loss, input(feeds.lossWeight, []), [...weights.values()]);

  // Generation goes on from any state, so that it can run past T; a decoder that was taught with the data reads its own output here.
  const latents = input(feeds.latents, ['batch', Z]);
  const from = decoder(input(feeds.hidden, ['batch', H]), driveOf(latents));
  const before = input(feeds.output, ['batch', D]);
  const generation =
    architecture.decoderInput === 'none'
      ? generateBlind(from, output)
      : generate({ ...from, ...feedback(before) });

  return {
    weights,
    mean,
    logVariance,
    reconstruction,
    kl,
    gradients: new Map([...weights.keys()].map((name, index) => [name, slopes[index] ?? loss])),
    probabilities: turn(sigmoid(generation.logits)), //                                     (batch, step, input)
    start: startOf(latents),
    lastHidden: generation.hidden,
    lastOutput: generation.output,
  };
}

/** A decoder that reads nothing: its log-odds are one product over all steps. */
function generateBlind(layer: Layer, output: (states: Expression) => Expression): Generation {
  const states = allStates(layer);
  const logits = output(states);
  return {
    logits,
    hidden: step(states, layer.steps - 1),
    output: sigmoid(step(logits, layer.steps - 1)),
  };
}

const cells: Readonly<Record<Architecture['cell'], Cell | undefined>> = {
  tanh: tanhCell,
  gru: undefined,
  lstm: undefined,
};
