/** What a recurrent cell is: one step forward, and the same step in reverse, from which the recurrent layer makes its gradient. */
import type { Expression } from './operation.ts';

/** What goes from one step to the next: h, and for an LSTM its memory c; each (batch, hidden). */
export interface State {
  readonly hidden: Expression;
  readonly memory?: Expression;
}

/** What a step is made from. */
export interface CellInput {
  /** Inputs and bias, one a gate: (batch, hidden). */
  readonly drive: readonly Expression[];
  /** `h W_hh` of the state before, one a gate (batch, hidden); left out where h is 0. */
  readonly recurrent?: readonly Expression[] | undefined;
  /** The state before; left out where it is 0. */
  readonly before?: State | undefined;
  /** Bias of the product with the state (hidden), for cells that have one. */
  readonly stateBias?: Expression | undefined;
}

/** One step, done: the state it made and the values its reverse reads again. */
export interface CellStep {
  readonly state: State;
  readonly kept: readonly Expression[];
}

/** Gradients before a step. */
export interface CellGradient {
  /** Of the drive, inputs and bias, one a gate: (batch, hidden). */
  readonly drive: readonly Expression[];
  /** Of `h W_hh`, one a gate (batch, hidden); the same values as `drive` where they are equal. */
  readonly recurrent: readonly Expression[];
  /** Of the bias of the product with the state, before the sum over the batch (batch, hidden). */
  readonly stateBias?: Expression;
  /** Of the state before, beside what comes through `recurrent`. */
  readonly state: { readonly hidden?: Expression; readonly memory?: Expression };
}

/** A kind of recurrent cell. */
export interface Cell {
  /** One step. */
  forward(given: CellInput): CellStep;
  /** The step in reverse, from the gradient of the state it made. */
  backward(done: CellStep, gradient: State, before?: State): CellGradient;
}
