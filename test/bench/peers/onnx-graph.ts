/** The described network as the nodes of an ONNX graph (opset 17), so that another runtime can carry out the very same step. */
import type { Expression } from '#main/engine/model/operation.ts';
import { inOrder, needs } from '#main/engine/model/order.ts';
import { at, of, sized } from '#main/engine/backends/executor.ts';

type Attribute = number | readonly number[];

/** One node, as onnx.helper.make_node takes it. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A constant: whole numbers or floats. */
export interface OnnxConstant {
  readonly name: string;
  readonly whole: boolean;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Writes values of the language for one size of batch; inputs and weights keep their names. */
export class OnnxWriter {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxConstant[] = [];
  readonly #batch: number;
  readonly #done = new Map<Expression, string>();
  #count = 0;

  constructor(batch: number) {
    this.#batch = batch;
  }

  /** Adds a node; answers the name of what comes out. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: OnnxNode['attributes'] = {},
    output = `n${this.#count}`,
  ): string {
    this.#count += 1;
    this.nodes.push({ op, inputs, output, attributes });
    return output;
  }

  /** A constant number. */
  number(value: number): string {
    return this.#constant(false, [], [value]);
  }

  /** The name of a value, with everything it needs. */
  write(value: Expression): string {
    for (const each of inOrder([value]))
      if (!this.#done.has(each)) this.#done.set(each, this.#writeOne(each));
    return of(this.#done, value);
  }

  #writeOne(value: Expression): string {
    const { operation } = value;
    const shape = this.#sizes(value);
    const operands = needs(value);
    const names = operands.map((operand) => of(this.#done, operand));
    const [a = '', b = a, c = a] = names;
    switch (operation.kind) {
      case 'input':
      case 'weight':
        return operation.name;
      case 'product': {
        const sides = operands.map((operand) => this.#matrix(operand));
        const { transposed } = operation;
        const flat = this.node('Gemm', sides, {
          transA: Number(transposed === 'left'),
          transB: Number(transposed === 'right'),
        });
        return shape.length > 2 ? this.#reshape(flat, shape) : flat;
      }
      case 'add':
        return this.node('Add', [a, b]);
      case 'multiply':
        return this.node('Mul', [a, b]);
      case 'affine': {
        const { factor, offset } = operation;
        const scaled = this.node('Mul', [a, this.number(factor)]);
        return offset === 0 ? scaled : this.node('Add', [scaled, this.number(offset)]);
      }
      case 'tanh':
        return this.node('Tanh', [a]);
      case 'sigmoid':
        return this.node('Sigmoid', [a]);
      case 'exp':
        return this.node('Exp', [a]);
      case 'softplus':
        return this.node('Softplus', [a]);
      case 'atLeast':
        return this.node('Max', [a, b]);
      case 'above':
        return this.node('Where', [this.node('Greater', [a, b]), c, this.number(0)]);
      case 'tanhGradient': {
        const lost = this.node('Mul', [this.node('Mul', [a, a]), b]);
        return this.node('Sub', [b, lost]);
      }
      case 'sigmoidGradient': {
        const rest = this.node('Sub', [this.number(1), a]);
        return this.node('Mul', [b, this.node('Mul', [a, rest])]);
      }
      case 'sum': {
        const outer = at(operands, 0).shape.length - shape.length;
        const axes = this.integers(Array.from({ length: outer }, (_, axis) => axis));
        return this.node('ReduceSum', [a, axes], { keepdims: 0 });
      }
      case 'spread':
        return this.node('Expand', [a, this.integers(shape)]);
      case 'step':
        return this.node('Gather', [a, this.#constant(true, [], [operation.at])], { axis: 0 });
      case 'stack': {
        const steps = names.map((name) => this.node('Unsqueeze', [name, this.integers([0])]));
        return this.node('Concat', steps, { axis: 0 });
      }
      case 'features':
        return this.#slice(a, shape.length - 1, operation.first, operation.end);
      case 'concat':
        return this.node('Concat', names, { axis: -1 });
      case 'turn':
        return this.node('Transpose', [a], {
          perm: [1, 0, ...shape.slice(2).map((_, axis) => axis + 2)],
        });
      case 'shift': {
        const later = operation.by === 1;
        const steps = at(shape, 0);
        const kept = this.#slice(a, 0, later ? 0 : 1, later ? steps - 1 : steps);
        const none = shape.map(() => 0);
        const pads = [later ? 1 : 0, ...none.slice(1), later ? 0 : 1, ...none.slice(1)];
        return this.node('Pad', [kept, this.integers(pads)]);
      }
      case 'whole':
      case 'unit':
        return a;
    }
  }

  /** Constant whole numbers: axes, shapes, paddings. */
  integers(values: readonly number[]): string {
    return this.#constant(true, [values.length], values);
  }

  #constant(whole: boolean, shape: readonly number[], values: readonly number[]): string {
    const name = `c${this.constants.length}`;
    this.constants.push({ name, whole, shape, values });
    return name;
  }

  /** A value as a matrix: all outer axes are rows. */
  #matrix(value: Expression): string {
    const name = of(this.#done, value);
    const shape = this.#sizes(value);
    return shape.length === 2 ? name : this.#reshape(name, [-1, at(shape, shape.length - 1)]);
  }

  #reshape(name: string, shape: readonly number[]): string {
    return this.node('Reshape', [name, this.integers(shape)]);
  }

  #slice(name: string, axis: number, from: number, end: number): string {
    const places = [[from], [end], [axis]].map((each) => this.integers(each));
    return this.node('Slice', [name, ...places]);
  }

  #sizes({ shape }: Expression): number[] {
    return sized(shape, this.#batch);
  }
}
