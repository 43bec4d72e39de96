/** Recurrent cells: one step forward, and the same step in reverse, from which the recurrent layer makes its gradient. */
import type { Expression } from './expression.ts';
import { add, tanh, tanhGradient } from './expression.ts';

/** What goes from one step to the next: h, and for an LSTM its memory c; each (batch, hidden). */
export interface State {
  readonly hidden: Expression;
  readonly memory?: Expression;
}

/** One step, done: the state it made and the values its reverse reads again. */
export interface CellStep {
  readonly state: State;
  readonly kept: readonly Expression[];
}

/** Gradients before a step. */
export interface CellGradient {
  /** Of the drive (batch, gates x hidden): inputs and bias. */
  readonly drive: Expression;
  /** Of `h W_hh` (batch, gates x hidden). */
  readonly recurrent: Expression;
  /** Of the state before, beside what comes through `recurrent`. */
  readonly state: { readonly hidden?: Expression; readonly memory?: Expression };
}

/** A kind of recurrent cell. */
export interface Cell {
  /** How many blocks of `hidden` columns its weights have. */
  readonly gates: number;
  /** One step from the drive, the product of the state before with W_hh, and that state; both left out where h is 0. */
  forward(drive: Expression, recurrent?: Expression, before?: State): CellStep;
  /** The step in reverse, from the gradient of the state it made. */
  backward(done: CellStep, gradient: State, before?: State): CellGradient;
}

/** h_t = tanh(W_hh h_{t-1} + drive_t): the cell of the paper. Its slope comes from h_t alone, so nothing else is kept. */
export const tanhCell: Cell = {
  gates: 1,
  forward: (drive, recurrent) => ({
    state: { hidden: tanh(recurrent ? add(recurrent, drive) : drive) },
    kept: [],
  }),
  backward: ({ state }, gradient) => {
    const before = tanhGradient(state.hidden, gradient.hidden);
    return { drive: before, recurrent: before, state: {} };
  },
};
