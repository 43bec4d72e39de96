/** What a recurrent layer is made of: its cell, its weights, and what it reads. */
import type { Cell, State } from './cell.ts';
import type { Expression } from './operation.ts';

/** A decoder that reads its own probabilities: y_{t-1} enters step t, y_t = sigmoid(W_out h_t + b_out). */
export interface Feedback {
  /** W_xh' (columns, gates x hidden). */
  readonly cells: Expression;
  /** W_out (hidden, columns). */
  readonly output: Expression;
  /** b_out (columns). */
  readonly bias: Expression;
  /** y_0 (batch, columns); 0 where left out. Takes no gradient. */
  readonly first?: Expression;
  /** Dropout of what the output reads (batch, hidden), one mask for all steps. */
  readonly mask?: Expression;
  /** Data that is read in part: at each step `share` of it and the rest of the own probabilities. */
  readonly taught?: {
    /** (step, batch, columns), already one step late. */
    readonly data: Expression;
    /** (step) */
    readonly share: Expression;
  };
}

/** A recurrent layer over `steps` steps. */
export interface Layer {
  readonly cell: Cell;
  readonly steps: number;
  /** Inputs and bias: (step, batch, gates x hidden), or without outer axes that are the same throughout. */
  readonly drive: Expression;
  /** Whether the last step is read first. */
  readonly backwards?: boolean;
  /** W_hh (hidden, gates x hidden). */
  readonly state: Expression;
  /** Bias of the product with the state (hidden), for cells that have one. */
  readonly stateBias?: Expression;
  /** The state before the first step; 0 where left out. */
  readonly start?: State;
  readonly feedback?: Feedback;
}
