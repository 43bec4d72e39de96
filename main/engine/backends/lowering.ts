/** Each operation of the language as nodes of a TensorFlow graph. */
import type { Expression, Shape } from '../model/operation.ts';
import { needs } from '../model/order.ts';
import { at, of } from './executor.ts';
import { type GraphWriter, ofFloat } from './graph.ts';

/** Lowers expressions into a graph, each once and after what it needs. */
export class Lowering {
  readonly #graph: GraphWriter;
  readonly #weights: ReadonlyMap<string, string>;
  readonly #inputName: (name: string, shape: Shape) => string;
  readonly #done = new Map<Expression, string>();
  readonly #matrices = new Map<Expression, string>();
  readonly #unpacked = new Map<Expression, string>();

  /**
   * @param weights the node that reads each weight, by name
   * @param inputName the placeholder of an input
   */
  constructor(
    graph: GraphWriter,
    weights: ReadonlyMap<string, string>,
    inputName: (name: string, shape: Shape) => string,
  ) {
    this.#graph = graph;
    this.#weights = weights;
    this.#inputName = inputName;
  }

  /** The node output that holds a value: of `held` where that is given, else of its own operation on what was lowered before. */
  lower(value: Expression, held?: string): string {
    const name = held ?? this.#done.get(value) ?? this.#lowerOne(value);
    this.#done.set(value, name);
    return name;
  }

  #lowerOne(value: Expression): string {
    const { operation, shape } = value;
    const graph = this.#graph;
    const operands = needs(value);
    const names = operands.map((operand) => of(this.#done, operand));
    const a = names[0] ?? '';
    const b = names[1] ?? a;
    switch (operation.kind) {
      case 'input':
        return this.#inputName(operation.name, shape);
      case 'weight':
        return of(this.#weights, operation.name);
      case 'product': {
        const [left, right] = [at(operands, 0), at(operands, 1)];
        const flat = graph.node('MatMul', [this.#matrix(left), this.#matrix(right)], {
          ...ofFloat,
          transpose_a: { flag: operation.transposed === 'left' },
          transpose_b: { flag: operation.transposed === 'right' },
        });
        return shape.length > 2 ? this.#reshape(flat, sizes(shape)) : flat;
      }
      case 'add':
        return graph.node('AddV2', [a, b]);
      case 'multiply':
        return graph.node('Mul', [a, b]);
      case 'affine': {
        const { factor, offset } = operation;
        const scaled =
          factor === -1 ? graph.node('Neg', [a]) : graph.node('Mul', [a, graph.number(factor)]);
        return offset === 0 ? scaled : graph.node('AddV2', [scaled, graph.number(offset)]);
      }
      case 'tanh':
        return graph.node('Tanh', [a]);
      case 'sigmoid':
        return graph.node('Sigmoid', [a]);
      case 'exp':
        return graph.node('Exp', [a]);
      case 'softplus': {
        // log(1 + e^a) = max(a, 0) - log max(p, 1 - p), where p = sigmoid a is needed for its gradient anyway: Softplus itself
        // takes one number at a time.
        const p = graph.node('Sigmoid', [a]);
        const surer = graph.node('Maximum', [p, graph.node('Sub', [graph.number(1), p])]);
        return graph.node('Sub', [graph.node('Relu', [a]), graph.node('Log', [surer])]);
      }
      case 'atLeast':
        return graph.node('Maximum', [a, b]);
      case 'above': {
        const greater = graph.node('Greater', [a, b]);
        return graph.node('SelectV2', [greater, names[2] ?? '', graph.number(0)]);
      }
      case 'tanhGradient':
        return graph.node('TanhGrad', [a, b]);
      case 'sigmoidGradient':
        return graph.node('SigmoidGrad', [a, b]);
      case 'sum': {
        const outer = at(operands, 0).shape.length - shape.length;
        const axes = graph.integers(Array.from({ length: outer }, (_, axis) => axis));
        return graph.node('Sum', [a, axes], {
          ...ofFloat,
          Tidx: { type: 'int' },
          keep_dims: { flag: false },
        });
      }
      case 'spread': {
        const like = graph.node('Shape', [b], { ...ofFloat, out_type: { type: 'int' } });
        return graph.node('BroadcastTo', [a, like], { ...ofFloat, Tidx: { type: 'int' } });
      }
      case 'step':
        return `${this.#steps(at(operands, 0))}:${operation.at}`;
      case 'stack':
        return graph.node('Pack', names, {
          ...ofFloat,
          N: { count: names.length },
          axis: { count: 0 },
        });
      case 'features':
        return this.#slice(
          a,
          [...shape.slice(1).map(() => 0), operation.first],
          [...shape.slice(1).map(() => -1), operation.end - operation.first],
        );
      case 'concat':
        return graph.node('ConcatV2', [...names, graph.integers([shape.length - 1], [])], {
          ...ofFloat,
          N: { count: names.length },
          Tidx: { type: 'int' },
        });
      case 'turn': {
        const axes = graph.integers([1, 0, ...shape.slice(2).map((_, axis) => axis + 2)]);
        return graph.node('Transpose', [a, axes], { ...ofFloat, Tperm: { type: 'int' } });
      }
      case 'shift': {
        const later = operation.by === 1;
        const rest = shape.slice(1);
        const kept = this.#slice(
          a,
          [later ? 0 : 1, ...rest.map(() => 0)],
          [Number(shape[0]) - 1, ...rest.map(() => -1)],
        );
        const paddings = graph.integers(
          [later ? 1 : 0, later ? 0 : 1, ...rest.flatMap(() => [0, 0])],
          [shape.length, 2],
        );
        return graph.node('Pad', [kept, paddings], { ...ofFloat, Tpaddings: { type: 'int' } });
      }
      case 'whole':
      case 'unit':
        return a;
    }
  }

  /** A value as a matrix: all outer axes are rows. */
  #matrix(value: Expression): string {
    const name = of(this.#done, value);
    if (value.shape.length === 2) return name;
    const known =
      this.#matrices.get(value) ??
      this.#reshape(name, [-1, at(sizes(value.shape), value.shape.length - 1)]);
    this.#matrices.set(value, known);
    return known;
  }

  /** A sequence as its steps: outputs 0 to T - 1 of one node, which share the sequence's memory. */
  #steps(sequence: Expression): string {
    const known =
      this.#unpacked.get(sequence) ??
      this.#graph.node('Unpack', [of(this.#done, sequence)], {
        ...ofFloat,
        num: { count: Number(sequence.shape[0]) },
        axis: { count: 0 },
      });
    this.#unpacked.set(sequence, known);
    return known;
  }

  #reshape(name: string, shape: readonly number[]): string {
    return this.#graph.node('Reshape', [name, this.#graph.integers(shape)], {
      ...ofFloat,
      Tshape: { type: 'int' },
    });
  }

  #slice(name: string, begin: readonly number[], size: readonly number[]): string {
    const [from, extent] = [this.#graph.integers(begin), this.#graph.integers(size)];
    return this.#graph.node('Slice', [name, from, extent], { ...ofFloat, Index: { type: 'int' } });
  }
}

/** Sizes as TensorFlow writes them: -1 for the batch. */
export const sizes = (shape: Shape): number[] =>
  shape.map((size) => (size === 'batch' ? -1 : size));
