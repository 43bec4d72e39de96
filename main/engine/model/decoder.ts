/** The decoder: from a latent to the log-odds of every cell, learning or generating. */
import type { Architecture } from '../network.ts';
import type { State } from './cell.ts';
import { cells } from './cells.ts';
import { add, concat, features, multiply, product, shift, tanh } from './expression.ts';
import type { Feedback, Layer } from './layer.ts';
import type { Expression } from './operation.ts';
import type { Generation } from './recurrent.ts';
import { allStates, feedbackLogits, generate, generateBlind } from './recurrent.ts';

/** What the decoder may read while it learns. */
export interface Lesson {
  /** The data (step, batch, input). */
  readonly cells: Expression;
  /** Share of the data that each step of a mixed decoder reads (step). */
  readonly share: Expression;
  /** Dropout of what the output reads (batch, hidden). */
  readonly mask: Expression | undefined;
}

/** The decoder of an architecture. */
export class Decoder {
  readonly #architecture: Architecture;
  readonly #w: (name: string) => Expression;
  readonly #position: Expression | undefined;

  /**
   * @param w a weight by its name
   * @param position (step, batch, position)
   */
  constructor(
    architecture: Architecture,
    w: (name: string) => Expression,
    position: Expression | undefined,
  ) {
    this.#architecture = architecture;
    this.#w = w;
    this.#position = position;
  }

  /** h_0 = tanh(W_z z + b_z), and an LSTM's memory likewise. */
  start(z: Expression): State {
    const of = (weight: string) =>
      tanh(add(product(this.#code(z), this.#w(weight)), this.#w(`${weight}Bias`))); // (batch, hidden)
    const hidden = of('decoder.start');
    return this.#architecture.cell === 'lstm'
      ? { hidden, memory: of('decoder.memory') }
      : { hidden };
  }

  /** The log-odds that the loss is taken on (step, batch, input): the decoder reads its own probabilities (y_0 = 0), the data one step late, or nothing. */
  learned(z: Expression, { cells: x, share, mask }: Lesson): Expression {
    const start = this.start(z);
    const shown = (states: Expression) => this.#output(mask ? multiply(states, mask) : states);
    const own = (): Feedback => ({ ...this.#feedback(), ...(mask && { mask }) });
    switch (this.#architecture.decoderInput) {
      case 'own':
        return feedbackLogits({ ...this.#layer(start, z), feedback: own() });
      case 'mixed':
        return feedbackLogits({
          ...this.#layer(start, z),
          feedback: { ...own(), taught: { data: shift(x, 1), share } },
        });
      case 'teacher':
        return shown(allStates(this.#layer(start, z, shift(x, 1))));
      case 'none':
        return shown(allStates(this.#layer(start, z)));
    }
  }

  /** T steps from any state, so that generation can run past T; a decoder that was taught with the data reads its own output here. */
  generated(z: Expression, from: State, before: Expression): Generation {
    const layer = this.#layer(from, z);
    return this.#architecture.decoderInput === 'none'
      ? generateBlind(layer, (states) => this.#output(states))
      : generate({ ...layer, feedback: { ...this.#feedback(), first: before } });
  }

  /** A state as one value (batch, hidden or twice as much), as it goes out and comes in. */
  packed({ hidden, memory }: State): Expression {
    return memory ? concat([hidden, memory]) : hidden;
  }

  /** The opposite of `packed`. */
  unpacked(state: Expression): State {
    const { cell, hidden: H } = this.#architecture;
    if (cell !== 'lstm') return { hidden: state };
    return { hidden: features(state, 0, H), memory: features(state, H, 2 * H) };
  }

  /** What enters the decoder of a latent: itself, or a small dense layer of it. (batch, latent or dense) */
  #code(z: Expression): Expression {
    if (this.#architecture.dense === 0) return z;
    return tanh(add(product(z, this.#w('latent.dense')), this.#w('latent.denseBias')));
  }

  #layer(start: State, z: Expression, read?: Expression): Layer {
    const { cell, steps, latentAt } = this.#architecture;
    const w = this.#w;
    const position = this.#position;
    return {
      cell: cells[cell],
      steps,
      drive: add(
        w('decoder.bias'),
        ...(latentAt === 'every-step' ? [product(this.#code(z), w('decoder.latent'))] : []), // (batch, gates x hidden)
        ...(position ? [product(position, w('decoder.position'))] : []), //            (step, batch, gates x hidden)
        ...(read ? [product(read, w('decoder.cells'))] : []), //                       (step, batch, gates x hidden)
      ),
      state: w('decoder.state'),
      ...(cell === 'gru' && { stateBias: w('decoder.stateBias') }),
      start,
    };
  }

  #feedback(): Feedback {
    const w = this.#w;
    return { cells: w('decoder.cells'), output: w('output.weights'), bias: w('output.bias') };
  }

  #output(states: Expression): Expression {
    return add(product(states, this.#w('output.weights')), this.#w('output.bias')); // (step, batch, input)
  }
}
