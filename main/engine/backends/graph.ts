/** Writes a TensorFlow graph node by node, as the bytes of a SavedModel. */
import type { Attribute, Messages, Shape, TensorValue } from './binding.ts';

const float = 1; // DT_FLOAT
const int = 3; // DT_INT32

/** An attribute of a node, by what it holds. */
export type NodeAttribute =
  | { readonly type: 'float' | 'int' }
  | { readonly count: number }
  | { readonly flag: boolean }
  | { readonly text: string }
  | { readonly shape: readonly number[] }
  | {
      readonly numbers: readonly number[];
      readonly shape: readonly number[];
      readonly of: 'float' | 'int';
    };

/** Attributes that most nodes have. */
export const ofFloat: Readonly<Record<string, NodeAttribute>> = { T: { type: 'float' } };

/** A graph while it is written; names of nodes are what other nodes and the session know it by. */
export class GraphWriter {
  readonly #messages: Messages;
  readonly #graph;
  #count = 0;

  constructor(messages: Messages) {
    this.#messages = messages;
    this.#graph = new messages.GraphDef();
  }

  /** How many nodes there are. */
  get size(): number {
    return this.#count;
  }

  /** Adds a node; answers its name. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, NodeAttribute>> = ofFloat,
    name = `n${this.#count}`,
  ): string {
    const node = new this.#messages.NodeDef();
    node.setName(name);
    node.setOp(op);
    node.setInputList(inputs);
    for (const [key, attribute] of Object.entries(attributes))
      node.getAttrMap().set(key, this.#attribute(attribute));
    this.#graph.addNode(node);
    this.#count += 1;
    return name;
  }

  /** A constant list of whole numbers: axes, shapes, paddings. */
  integers(numbers: readonly number[], shape: readonly number[] = [numbers.length]): string {
    return this.node('Const', [], {
      dtype: { type: 'int' },
      value: { numbers, shape, of: 'int' },
    });
  }

  /** A constant number. */
  number(value: number): string {
    return this.node('Const', [], {
      dtype: { type: 'float' },
      value: { numbers: [value], shape: [], of: 'float' },
    });
  }

  /** A value fed at each run; -1 is an unknown size. */
  placeholder(name: string, shape: readonly number[]): string {
    return this.node('Placeholder', [], { dtype: { type: 'float' }, shape: { shape } }, name);
  }

  /** The whole graph as the bytes of saved_model.pb. */
  bytes(tag: string): Uint8Array {
    const version = new this.#messages.VersionDef();
    version.setProducer(1395); // of TensorFlow 2.13: what the graph's operations mean
    this.#graph.setVersions(version);
    const info = new this.#messages.MetaGraphDef.MetaInfoDef();
    info.setTagsList([tag]);
    const meta = new this.#messages.MetaGraphDef();
    meta.setMetaInfoDef(info);
    meta.setGraphDef(this.#graph);
    const model = new this.#messages.SavedModel();
    model.setSavedModelSchemaVersion(1);
    model.addMetaGraphs(meta);
    return model.serializeBinary();
  }

  #attribute(given: NodeAttribute): Attribute {
    const attribute = new this.#messages.AttrValue();
    if ('type' in given) attribute.setType(typeNumber(given.type));
    else if ('count' in given) attribute.setI(given.count);
    else if ('flag' in given) attribute.setB(given.flag);
    else if ('text' in given) attribute.setS(new TextEncoder().encode(given.text));
    else if ('numbers' in given)
      attribute.setTensor(this.#tensor(given.numbers, given.shape, given.of));
    else attribute.setShape(this.#shape(given.shape));
    return attribute;
  }

  #tensor(numbers: readonly number[], shape: readonly number[], of: 'float' | 'int'): TensorValue {
    const tensor = new this.#messages.Tensor();
    tensor.setDtype(typeNumber(of));
    tensor.setTensorShape(this.#shape(shape));
    if (of === 'int') tensor.setIntValList(numbers);
    else tensor.setFloatValList(numbers);
    return tensor;
  }

  #shape(sizes: readonly number[]): Shape {
    const shape = new this.#messages.TensorShape();
    for (const size of sizes) {
      const dim = new this.#messages.TensorShape.Dim();
      dim.setSize(size);
      shape.addDim(dim);
    }
    return shape;
  }
}

const typeNumber = (type: 'float' | 'int'): number => (type === 'float' ? float : int);
