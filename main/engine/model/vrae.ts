/**
 * The variational recurrent auto-encoder, to be read beside the paper (Fabius and van Amersfoort, arXiv 1412.6581, section 2): one
 * forward pass, which learning, map and pad all use. Shapes in the margin; T steps, D inputs, H hidden, Z latent, P position numbers.
 */
import type { Architecture } from '../network.ts';
import { Decoder } from './decoder.ts';
import { encoder } from './encoder.ts';
import {
  add,
  affine,
  atLeast,
  exp,
  input,
  multiply,
  negative,
  sigmoid,
  softplus,
  sum,
  turn,
  weight,
  whole,
} from './expression.ts';
import { gradients } from './gradient.ts';
import type { Expression } from './operation.ts';
import { directions, stateSize, weightShapes } from './weights.ts';

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
  /** Of the loss `lossWeight (reconstruction + klWeight penalty)`, by weight name; the penalty is the KL term, with free bits. */
  readonly gradients: ReadonlyMap<string, Expression>;
  /** Generation, from a state: probabilities (batch, step, input), and what the next T steps go on from. */
  readonly probabilities: Expression;
  /** The decoder's first state (batch, state), from the input `latents`. */
  readonly start: Expression;
  readonly lastState: Expression;
  readonly lastOutput: Expression;
}

/** Names of what is fed. Segments are (batch, step, feature), as callers have them; numbers have no axes. */
export const feeds = {
  cells: 'cells', // (batch, T, D)
  heard: 'heard', // (batch, T, D)
  position: 'position', // (batch, T, P)
  noise: 'noise', // (batch, Z)
  encoderMask: 'encoderMask', // (batch, H), twice as wide where the encoder reads both ways
  decoderMask: 'decoderMask', // (batch, H)
  share: 'share', // (T)
  lossWeight: 'lossWeight',
  klWeight: 'klWeight',
  klFloor: 'klFloor',
  latents: 'latents', // (batch, Z)
  state: 'state', // (batch, H), twice as wide for an LSTM
  output: 'output', // (batch, D)
} as const;

/** What is done to a network only while it learns; each adds an input, so none is there that is not asked for. */
export interface Hardening {
  /** Whether hidden units are dropped, by the masks that are fed. */
  readonly hiddenDropped: boolean;
  /** Whether the encoder hears other cells (`heard`: some notes dropped) than those that are to be given back. */
  readonly cellsDropped: boolean;
}

/** A network that learns without being disturbed. */
export const plain: Hardening = { hiddenDropped: false, cellsDropped: false };

/** Describes the network of an architecture, with its gradients. */
export function describe(architecture: Architecture, hardening: Hardening = plain): Model {
  const { steps: T, inputs: D, hidden: H, latent: Z, position: P } = architecture;
  if (T < 2) throw new Error(`a segment has at least two recurrent steps, not ${T}`);
  const weights = new Map(
    weightShapes(architecture).map(({ name, shape }) => [name, weight(name, shape)]),
  );
  const w = (name: string): Expression => {
    const found = weights.get(name);
    if (!found) throw new Error(`the network has no ${name}`);
    return found;
  };
  const { hiddenDropped, cellsDropped } = hardening;
  const mask = (name: string, size: number) =>
    hiddenDropped ? input(name, ['batch', size]) : undefined;
  const x = turn(input(feeds.cells, ['batch', T, D])); //                           (step, batch, input)
  const heard = cellsDropped ? turn(input(feeds.heard, ['batch', T, D])) : x; //    (step, batch, input)
  const position = P ? turn(input(feeds.position, ['batch', T, P])) : undefined; // (step, batch, position)

  const { mean, logVariance } = encoder(architecture, w, {
    cells: heard,
    position,
    mask: mask(feeds.encoderMask, directions(architecture) * H),
  });

  // z = mean + exp(logVariance / 2) noise.
  const noise = input(feeds.noise, ['batch', Z]);
  const z = add(mean, multiply(exp(affine(logVariance, 0.5)), noise)); //           (batch, latent)

  const decoder = new Decoder(architecture, w, position);
  const logits = decoder.learned(z, {
    cells: x,
    share: input(feeds.share, [T]),
    mask: mask(feeds.decoderMask, H),
  }); //                                                                            (step, batch, input)

  // - log p(x|z) = sum softplus(logit) - x logit;  KL = -1/2 sum (1 + logVariance - mean^2 - exp logVariance).
  const reconstruction = whole(sum(add(softplus(logits), negative(multiply(x, logits)))));
  const klEach = whole(
    sum(affine(add(multiply(mean, mean), exp(logVariance), negative(logVariance)), 0.5, -0.5), [Z]),
  ); //                                                                             (latent), over the batch
  const kl = sum(klEach);

  // Free bits (Kingma and others 2016): a latent number whose KL is below the floor costs the floor, and is not pushed down further.
  const penalty = sum(atLeast(klEach, input(feeds.klFloor, [])));
  const loss = add(reconstruction, multiply(penalty, input(feeds.klWeight, [])));
  const slopes = gradients(loss, input(feeds.lossWeight, []), [...weights.values()]);

  const latents = input(feeds.latents, ['batch', Z]);
  const from = decoder.unpacked(input(feeds.state, ['batch', stateSize(architecture)]));
  const generation = decoder.generated(latents, from, input(feeds.output, ['batch', D]));

  return {
    weights,
    mean,
    logVariance,
    reconstruction,
    kl,
    gradients: new Map([...weights.keys()].map((name, index) => [name, slopes[index] ?? loss])),
    probabilities: turn(sigmoid(generation.logits)), //                             (batch, step, input)
    start: decoder.packed(decoder.start(latents)),
    lastState: decoder.packed(generation.state),
    lastOutput: generation.output,
  };
}
