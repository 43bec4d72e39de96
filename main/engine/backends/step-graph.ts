/** The whole network as one TensorFlow graph: forward, gradients, clip, Adam and the running average; one native call a step. */
import type { Expression } from '../model/operation.ts';
import type { Model } from '../model/vrae.ts';
import type { Messages } from './binding.ts';
import type { Fetch, Kept } from './executor.ts';
import { at, decays, epsilon, keptKinds, of } from './executor.ts';
import type { NodeAttribute } from './graph.ts';
import { GraphWriter, ofFloat } from './graph.ts';
import { ofBatch, Shares } from './shares.ts';

/** Names of the numbers fed to a step of Adam. */
export const stepNumbers = ['rate', 'beta1', 'beta2', 'clip', 'averaging', 'decay'] as const;

/** The written graph and the names to fetch. */
export interface StepGraph {
  readonly bytes: Uint8Array;
  readonly nodes: number;
  /** Outputs of each value: one a share where it has a row a segment, else one. */
  readonly values: Readonly<Record<Fetch, readonly string[]>>;
  /** Names of what is fed with a row a segment, and so in shares (`inShares`). */
  readonly batched: ReadonlySet<string>;
  readonly gradients: readonly string[];
  /** Reconstruction of before the step, whose fetch carries the step out; with decay and with the running average, or without. */
  readonly learned: (decays: boolean, averages: boolean) => string;
  /** Outputs that read each kept value, in the order of the weights. */
  readonly reads: Readonly<Record<Kept, readonly string[]>>;
  /** Names to feed new values under, and the output whose fetch puts them in. */
  readonly writes: Readonly<
    Record<Kept, { readonly inputs: readonly string[]; readonly done: string }>
  >;
}

/** The tag the graph is loaded by. */
export const tag = 'melodrift';

const dtype: Readonly<Record<string, NodeAttribute>> = { dtype: { type: 'float' } };

/** Writes the graph of a described network, which carries a batch out in so many shares. */
export function writeStepGraph(messages: Messages, model: Model, shares: number): StepGraph {
  const graph = new GraphWriter(messages);
  const names = [...model.weights.keys()];
  const shapes = [...model.weights.values()].map(({ shape }) => shape.map(Number));
  const variables = perKind((kind) =>
    names.map((name, index) =>
      graph.node(
        'VarHandleOp',
        [],
        {
          ...dtype,
          shape: { shape: shapes[index] ?? [] },
          shared_name: { text: `${kind}.${name}` },
          container: { text: '' },
        },
        `${kind}.${name}`,
      ),
    ),
  );
  const reads = perKind((kind) =>
    variables[kind].map((variable) => graph.node('ReadVariableOp', [variable], dtype)),
  );
  const writes = perKind((kind) => {
    const inputs = names.map((name, index) =>
      graph.placeholder(`write.${kind}.${name}`, shapes[index] ?? []),
    );
    // A variable takes what it is given without copying, here memory of JavaScript, and a later step would hand that
    // back from a thread of TensorFlow's own, where JavaScript must not be touched: so it gets a copy.
    const assigned = inputs.map((input, index) => {
      const copy = graph.node('DeepCopy', [input]);
      return graph.node('AssignVariableOp', [variables[kind][index] ?? '', copy], dtype);
    });
    return { inputs, done: after(graph, graph.number(1), assigned) };
  });

  const lowering = new Shares(
    graph,
    shares,
    new Map(names.map((name, index) => [name, reads.weights[index] ?? ''])),
  );
  const valueOf = (value: Expression): readonly string[] =>
    ofBatch(value.shape) ? lowering.lower(value) : lowering.lower(value).slice(0, 1);
  const values = {
    mean: valueOf(model.mean),
    logVariance: valueOf(model.logVariance),
    reconstruction: valueOf(model.reconstruction),
    kl: valueOf(model.kl),
    probabilities: valueOf(model.probabilities),
    start: valueOf(model.start),
    lastState: valueOf(model.lastState),
    lastOutput: valueOf(model.lastOutput),
  };
  const gradients = names.map((name) => lowering.total(of(model.gradients, name)));

  // Clip by the global norm: shrink = clip / max(norm, clip).
  for (const name of stepNumbers) graph.placeholder(name, []);
  const halves = gradients.map((gradient) => graph.node('L2Loss', [gradient]));
  const half = graph.node('AddN', halves, { ...ofFloat, N: { count: halves.length } });
  const norm = graph.node('Sqrt', [graph.node('Mul', [half, graph.number(2)])]);
  const shrink = graph.node('RealDiv', ['clip', graph.node('Maximum', [norm, 'clip'])]);

  // Adam's bias correction is in the rate, so both powers are 0 here.
  const zero = graph.number(0);
  const small = graph.number(epsilon);
  const applied = gradients.map((gradient, index) =>
    graph.node(
      'ResourceApplyAdam',
      [
        variables.weights[index] ?? '',
        variables.firstMoment[index] ?? '',
        variables.secondMoment[index] ?? '',
        zero,
        zero,
        'rate',
        'beta1',
        'beta2',
        small,
        graph.node('Mul', [gradient, shrink]),
      ],
      { ...ofFloat, use_locking: { flag: false }, use_nesterov: { flag: false } },
    ),
  );
  // weight -= decay weight, by the weight of before the step and after Adam's own step.
  const decayed = names.flatMap((_, index) => {
    const [variable, read] = [variables.weights[index] ?? '', reads.weights[index] ?? ''];
    if (!decays(shapes[index] ?? [])) return [];
    const lost = graph.node('Mul', [read, 'decay']);
    return [graph.node('AssignSubVariableOp', [variable, lost, ...control(applied)], dtype)];
  });
  // average += (1 - averaging) (weight - average), with the weight of after the step.
  const share = graph.node('Sub', [graph.number(1), 'averaging']);
  const averagedAfter = (done: readonly string[]): readonly string[] =>
    names.map((_, index) => {
      const [variable, before] = [variables.average[index] ?? '', reads.average[index] ?? ''];
      const now = graph.node(
        'ReadVariableOp',
        [variables.weights[index] ?? '', ...control(done)],
        dtype,
      );
      const moved = graph.node('Mul', [graph.node('Sub', [now, before]), share]);
      return graph.node('AssignAddVariableOp', [variable, moved], dtype);
    });
  const stepOf = (done: readonly string[]) => ({
    plain: after(graph, at(values.reconstruction, 0), done),
    averaged: after(graph, at(values.reconstruction, 0), [...done, ...averagedAfter(done)]),
  });
  const [kept, lessened] = [stepOf(applied), stepOf([...applied, ...decayed])];
  return {
    learned: (decay, averages) => (decay ? lessened : kept)[averages ? 'averaged' : 'plain'],
    bytes: graph.bytes(tag),
    nodes: graph.size,
    values,
    batched: lowering.batched,
    gradients,
    reads,
    writes,
  };
}

/** A value that is there only after some nodes have run. */
const after = (graph: GraphWriter, value: string, nodes: readonly string[]): string =>
  graph.node('Identity', [value, ...control(nodes)]);

/** Inputs that only say: after these. */
const control = (nodes: readonly string[]): readonly string[] => nodes.map((node) => `^${node}`);

function perKind<Value>(make: (kind: Kept) => Value): Record<Kept, Value> {
  const [weights, firstMoment, secondMoment, average] = keptKinds;
  return {
    weights: make(weights),
    firstMoment: make(firstMoment),
    secondMoment: make(secondMoment),
    average: make(average),
  };
}
