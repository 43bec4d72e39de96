/**
 * The recurrent layer as one differentiable unit: its rule walks back through the steps once for the states, and takes every
 * weight's gradient as one product over all steps, where step-by-step differentiation would need one a step. What a cell's gates
 * have side by side is taken apart before the steps, not at each of them.
 */
import type { CellGradient, CellStep, State } from './cell.ts';
import {
  add,
  affine,
  concat,
  multiply,
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
import { gatesIn, throughGates, total } from './gates.ts';
import type { Feedback, Layer } from './layer.ts';
import type { Expression } from './operation.ts';

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
  readonly state: State;
  readonly output: Expression;
}

/** A layer with feedback that only generates. */
export function generate(layer: Layer): Generation {
  const { done, logits, outputs } = forward(layer);
  return { logits: stack(logits), state: last(done).state, output: last(outputs) };
}

/** A layer that reads nothing and only generates: its log-odds are one product over all steps. */
export function generateBlind(
  layer: Layer,
  output: (states: Expression) => Expression,
): Generation {
  const { done } = forward(layer);
  const logits = output(stack(done.map(hidden))); // (step, batch, columns)
  return { logits, state: last(done).state, output: sigmoid(step(logits, layer.steps - 1)) };
}

interface Run {
  readonly done: readonly CellStep[];
  readonly logits: readonly Expression[];
  readonly outputs: readonly Expression[];
  /** What was read at each step; the first step may read nothing. */
  readonly reads: readonly Expression[];
  /** What the output read of each state (batch, hidden). */
  readonly shown: readonly Expression[];
}

const hidden = ({ state }: CellStep): Expression => state.hidden;

function last<Value>(values: readonly Value[]): Value {
  const value = values.at(-1);
  if (value === undefined) throw new Error('a recurrent layer has at least one step');
  return value;
}

/** The share of its own probabilities that step `t` reads. */
const ownShare = ({ share }: NonNullable<Feedback['taught']>, t: number): Expression =>
  affine(step(share, t), -1, 1);

function readAt({ first, taught }: Feedback, outputs: readonly Expression[], t: number) {
  const own = outputs.at(-1) ?? first;
  if (!own || !taught) return own;
  const data = multiply(step(taught.data, t), step(taught.share, t));
  return add(data, multiply(own, ownShare(taught, t)));
}

/** Units of a layer's state. */
const sizeOf = ({ state }: Layer): number => Number(state.shape[0]);

function forward(layer: Layer): Run {
  const { cell, steps, drive, backwards, stateBias, start, feedback } = layer;
  const [drives, weights] = [gatesIn(drive, sizeOf(layer)), gatesIn(layer.state, sizeOf(layer))];
  const readers = feedback && gatesIn(feedback.cells, sizeOf(layer));
  const done: CellStep[] = [];
  const logits: Expression[] = [];
  const outputs: Expression[] = [];
  const reads: Expression[] = [];
  const shown: Expression[] = [];
  for (let t = 0; t < steps; t += 1) {
    const before = done.at(-1)?.state ?? start;
    const place = backwards ? steps - 1 - t : t;
    const read = feedback && readAt(feedback, outputs, t);
    if (read) reads.push(read);
    // One a gate (batch, hidden).
    const driven = drives.map((each, gate) => {
      const pushed = each.shape.length === 3 ? step(each, place) : each;
      const reader = readers?.[gate];
      return read && reader ? add(product(read, reader), pushed) : pushed;
    });
    const recurrent = before && weights.map((each) => product(before.hidden, each));
    const now = cell.forward({ drive: driven, recurrent, before, stateBias });
    done.push(now);
    if (!feedback) continue;
    const seen = feedback.mask ? multiply(hidden(now), feedback.mask) : hidden(now); // (batch, hidden)
    shown.push(seen);
    const logit = add(product(seen, feedback.output), feedback.bias); // (batch, columns)
    logits.push(logit);
    outputs.push(sigmoid(logit));
  }
  return { done, logits, outputs, reads, shown };
}

/** What takes a gradient, in the order of `backward`. */
const inputsOf = ({ drive, state, stateBias, start, feedback }: Layer): readonly Expression[] => [
  drive,
  state,
  ...(stateBias ? [stateBias] : []),
  ...(start ? [start.hidden] : []),
  ...(start?.memory ? [start.memory] : []),
  ...(feedback ? [feedback.cells, feedback.output, feedback.bias] : []),
];

/** Back-propagation through time, from the gradient of each step's state (of its log-odds, with feedback). */
function backward(
  layer: Layer,
  { done, outputs, reads, shown }: Run,
  gradientAt: (t: number) => Expression | undefined,
): readonly Expression[] {
  const { steps, cell, drive, backwards, state, stateBias, start, feedback } = layer;
  const weights = gatesIn(state, sizeOf(layer));
  const readers = feedback ? gatesIn(feedback.cells, sizeOf(layer)) : [];
  const reversed: CellGradient[] = []; // of step T first
  const logitGradients: Expression[] = []; // of step 1 first
  let fromNext: State | undefined;
  for (let t = steps - 1; t >= 0; t -= 1) {
    const next = reversed.at(-1);
    const parts: Expression[] = fromNext ? [fromNext.hidden] : [];
    const given = gradientAt(t);
    const [made, output] = [done[t], outputs[t]];
    if (!made) throw new Error(`step ${t} was not done`);
    if (feedback && given && output) {
      const through = next && throughRead(feedback, readers, output, next, t + 1);
      const logit = through ? add(given, through) : given; // (batch, columns)
      logitGradients.unshift(logit);
      const read = productTransposed(logit, feedback.output); // (batch, hidden)
      parts.push(feedback.mask ? multiply(read, feedback.mask) : read);
    } else if (given) parts.push(given);
    const gradient: State = { ...fromNext, hidden: total(parts) };
    const now = cell.backward(made, gradient, done[t - 1]?.state ?? start);
    reversed.push(now);
    const through = throughGates(now.recurrent, weights); // (batch, hidden)
    fromNext = {
      ...now.state,
      hidden: now.state.hidden ? add(through, now.state.hidden) : through,
    };
  }
  const gradients = reversed.toReversed();
  const inOrder = backwards ? reversed : gradients;
  const befores = [...(start ? [start.hidden] : []), ...done.slice(0, -1).map(hidden)];
  // A stack for each gate, of all steps or of the last of them; one that is there already is not laid out again.
  const stacks = new Map<string, Expression>();
  const gateStack = (all: readonly CellGradient[], of: 'drive' | 'recurrent', count: number) =>
    weights.map((_, gate) => {
      const some = all.slice(all.length - count).flatMap((each) => each[of][gate] ?? []);
      const same = of === 'recurrent' && all.every((each) => each.drive[gate] === each[of][gate]);
      const key = `${all === reversed} ${same ? 'drive' : of} ${gate} ${count}`;
      const known = stacks.get(key) ?? stack(some);
      stacks.set(key, known);
      return known;
    });
  const driven = gateStack(inOrder, 'drive', steps);
  const recurrent = gateStack(gradients, 'recurrent', befores.length);
  const carried = stack(befores);
  const read = feedback && stack(reads);
  const logits = feedback && stack(logitGradients);
  const ofGate = [...drive.shape.slice(0, -1), sizeOf(layer)];
  return [
    concat(driven.map((each) => sum(each, ofGate))), // (step, batch, gates x hidden) as far as the drive has these axes
    concat(recurrent.map((each) => outerProduct(carried, each))),
    ...(stateBias
      ? [sum(stack(gradients.flatMap((each) => each.stateBias ?? [])), stateBias.shape)]
      : []),
    ...(start && fromNext ? [fromNext.hidden] : []),
    ...(start?.memory && fromNext?.memory ? [fromNext.memory] : []),
    ...(feedback && logits && read
      ? [
          concat(
            gateStack(gradients, 'drive', reads.length).map((each) => outerProduct(read, each)),
          ),
          outerProduct(stack(shown), logits),
          sum(logits, feedback.bias.shape),
        ]
      : []),
  ];
}

/** The gradient of a step's log-odds through what step `t` reads of its probabilities (batch, columns). */
function throughRead(
  { taught }: Feedback,
  readers: readonly Expression[],
  output: Expression,
  next: CellGradient,
  t: number,
): Expression {
  const through = sigmoidGradient(output, throughGates(next.drive, readers));
  return taught ? multiply(through, ownShare(taught, t)) : through;
}
