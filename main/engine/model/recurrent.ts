/**
 * The recurrent layer as one differentiable unit: its rule walks back through the steps once for the states, and takes every
 * weight's gradient as one product over all steps, where step-by-step differentiation would need one a step.
 */
import type { Cell, CellGradient, CellStep, State } from './cell.ts';
import type { Expression } from './expression.ts';
import {
  add,
  outerProduct,
  product,
  productTransposed,
  sigmoid,
  sigmoidGradient,
  stack,
  step,
  sum,
  unit,
} from './expression.ts';

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
}

/** A recurrent layer over `steps` steps. */
export interface Layer {
  readonly cell: Cell;
  readonly steps: number;
  /** Inputs and bias: (step, batch, gates x hidden), or without outer axes that are the same throughout. */
  readonly drive: Expression;
  /** W_hh (hidden, gates x hidden). */
  readonly state: Expression;
  /** h_0 (batch, hidden); 0 where left out. */
  readonly start?: Expression;
  readonly feedback?: Feedback;
}

/** The last state h_T (batch, hidden). */
export function lastState(layer: Layer): Expression {
  const run = forward(layer);
  return unit(last(run.done).state.hidden, inputsOf(layer), (gradient) =>
    backward(layer, run, (t) => (t === layer.steps - 1 ? gradient : undefined)),
  );
}

/** All states h_1 … h_T (step, batch, hidden). */
export function allStates(layer: Layer): Expression {
  const run = forward(layer);
  return unit(stack(run.done.map(hidden)), inputsOf(layer), (gradient) =>
    backward(layer, run, (t) => step(gradient, t)),
  );
}

/** The log-odds W_out h_t + b_out of a layer with feedback (step, batch, columns). */
export function feedbackLogits(layer: Layer): Expression {
  const run = forward(layer);
  return unit(stack(run.logits), inputsOf(layer), (gradient) =>
    backward(layer, run, (t) => step(gradient, t)),
  );
}

/** Log-odds (step, batch, columns), and the state and output that the next steps go on from. */
export interface Generation {
  readonly logits: Expression;
  readonly hidden: Expression;
  readonly output: Expression;
}

/** A layer with feedback that only generates. */
export function generate(layer: Layer): Generation {
  const { done, logits, outputs } = forward(layer);
  return { logits: stack(logits), hidden: last(done).state.hidden, output: last(outputs) };
}

interface Run {
  readonly done: readonly CellStep[];
  readonly logits: readonly Expression[];
  readonly outputs: readonly Expression[];
}

const hidden = ({ state }: CellStep): Expression => state.hidden;

function last<Value>(values: readonly Value[]): Value {
  const value = values.at(-1);
  if (value === undefined) throw new Error('a recurrent layer has at least one step');
  return value;
}

function forward({ cell, steps, drive, state, start, feedback }: Layer): Run {
  const done: CellStep[] = [];
  const logits: Expression[] = [];
  const outputs: Expression[] = [];
  for (let t = 0; t < steps; t += 1) {
    const before = done.at(-1)?.state ?? (start && { hidden: start });
    const read = outputs.at(-1) ?? feedback?.first;
    const pushed = drive.shape.length === 3 ? step(drive, t) : drive;
    const driven = feedback && read ? add(product(read, feedback.cells), pushed) : pushed; // (batch, gates x hidden)
    const now = cell.forward(driven, before && product(before.hidden, state), before);
    done.push(now);
    if (!feedback) continue;
    const logit = add(product(now.state.hidden, feedback.output), feedback.bias); // (batch, columns)
    logits.push(logit);
    outputs.push(sigmoid(logit));
  }
  return { done, logits, outputs };
}

/** What takes a gradient, in the order of `backward`. */
const inputsOf = ({ drive, state, start, feedback }: Layer): readonly Expression[] => [
  drive,
  state,
  ...(start ? [start] : []),
  ...(feedback ? [feedback.cells, feedback.output, feedback.bias] : []),
];

/** Back-propagation through time, from the gradient of each step's state (of its log-odds, with feedback). */
function backward(
  { steps, cell, drive, state, start, feedback }: Layer,
  { done, outputs }: Run,
  gradientAt: (t: number) => Expression | undefined,
): readonly Expression[] {
  const reversed: CellGradient[] = []; // of step T first
  const logitGradients: Expression[] = []; // of step 1 first
  let fromNext: State | undefined;
  for (let t = steps - 1; t >= 0; t -= 1) {
    const next = reversed.at(-1);
    const parts: Expression[] = fromNext ? [fromNext.hidden] : [];
    const given = gradientAt(t);
    const output = outputs[t];
    if (feedback && given && output) {
      const throughNext =
        next && sigmoidGradient(output, productTransposed(next.drive, feedback.cells));
      const logit = throughNext ? add(given, throughNext) : given; // (batch, columns)
      logitGradients.unshift(logit);
      parts.push(productTransposed(logit, feedback.output));
    } else if (given) parts.push(given);
    const gradient: State = { ...fromNext, hidden: total(parts) };
    const before = done[t - 1]?.state ?? (start && { hidden: start });
    const now = cell.backward(last(done.slice(0, t + 1)), gradient, before);
    reversed.push(now);
    const through = productTransposed(now.recurrent, state); // (batch, hidden)
    fromNext = {
      ...now.state,
      hidden: now.state.hidden ? add(through, now.state.hidden) : through,
    };
  }
  const gradients = reversed.toReversed();
  const driveGradients = stack(gradients.map((each) => each.drive)); // (step, batch, gates x hidden)
  const recurrentGradients = gradients.map((each) => each.recurrent);
  const befores = [...(start ? [start] : []), ...done.slice(0, -1).map(hidden)];
  const read = [...(feedback?.first ? [feedback.first] : []), ...outputs.slice(0, -1)];
  const lastOf = <Value>(values: readonly Value[], count: number) =>
    values.slice(values.length - count);
  const logits = feedback && stack(logitGradients);
  return [
    sum(driveGradients, drive.shape),
    outerProduct(stack(befores), stack(lastOf(recurrentGradients, befores.length))),
    ...(start && fromNext ? [fromNext.hidden] : []),
    ...(feedback && logits
      ? [
          outerProduct(
            stack(read),
            stack(lastOf(gradients, read.length).map((each) => each.drive)),
          ),
          outerProduct(stack(done.map(hidden)), logits),
          sum(logits, feedback.bias.shape),
        ]
      : []),
  ];
}

const total = (parts: readonly Expression[]): Expression => {
  const [first, ...others] = parts;
  if (!first) throw new Error('no gradient reaches the last step');
  return add(first, ...others);
};
