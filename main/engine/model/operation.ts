/** The small symbolic language in which the network is written once, for every backend to carry out: its dozen operations and a value. */

/** A size known when the network is described, or the number of segments, known only when it runs. */
export type Size = number | 'batch';

/** Sizes from the outermost axis in; a sequence is (step, batch, feature), so that one step is one block of memory. */
export type Shape = readonly Size[];

/** What a value is made by; every kind is one operation of the executors. */
export type Operation =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'weight'; readonly name: string }
  /** Matrix product over the last axis; all outer axes of a side are one. `transposed` says which side is turned first. */
  | { readonly kind: 'product'; readonly transposed: 'neither' | 'left' | 'right' }
  /** Elementwise; the second value may lack outer axes of the first. */
  | { readonly kind: 'add' | 'multiply' }
  | { readonly kind: 'affine'; readonly factor: number; readonly offset: number }
  | { readonly kind: 'tanh' | 'sigmoid' | 'exp' | 'softplus' }
  /** The greater of a value and a number, elementwise. */
  | { readonly kind: 'atLeast' }
  /** Gradient through it, from (value, number, gradient): the gradient where the value is greater, 0 elsewhere. */
  | { readonly kind: 'above' }
  /** Gradient through a tanh or a sigmoid, from (its output, the gradient of its output). */
  | { readonly kind: 'tanhGradient' | 'sigmoidGradient' }
  /** Sum over the outer axes that the own shape lacks; shape [] sums everything. */
  | { readonly kind: 'sum' }
  /** A sum over the batch, of all of it: an executor may carry the batch out in shares, each of which has only a part. */
  | { readonly kind: 'whole' }
  /** A number repeated to the shape of the second value. */
  | { readonly kind: 'spread' }
  /** One step (batch, feature) of a sequence. */
  | { readonly kind: 'step'; readonly at: number }
  /** Steps put together to a sequence. */
  | { readonly kind: 'stack' }
  /** Features `first` up to, not with, `end`. */
  | { readonly kind: 'features'; readonly first: number; readonly end: number }
  /** Values beside each other along their features. */
  | { readonly kind: 'concat' }
  /** (batch, step, feature) to (step, batch, feature), and back. */
  | { readonly kind: 'turn' }
  /** A sequence moved by one step, later (1) or earlier (-1); what comes in is 0. */
  | { readonly kind: 'shift'; readonly by: 1 | -1 }
  /** The first operand, differentiated as one unit by its own rule with respect to the others. */
  | { readonly kind: 'unit'; readonly rule: UnitRule };

/** From the gradient of a unit's value to the gradients of its inputs, in their order. */
export type UnitRule = (gradient: Expression) => readonly Expression[];

/** A value to be computed: an operation, its operands and the shape that comes out. */
export interface Expression {
  readonly operation: Operation;
  readonly operands: readonly Expression[];
  readonly shape: Shape;
}
