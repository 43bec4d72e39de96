/**
 * Loads the native TensorFlow that @tensorflow/tfjs-node brings: its binding and its protobuf classes, without its operation-by-operation
 * backend, which a graph does not need. The package is optional, so it is looked for when a network wants it, never imported.
 */
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** A tensor inside TensorFlow. */
export interface NativeTensor {
  readonly id: number;
}

/** What is used of the binding (its own name for a loaded graph with its session is saved model). */
export interface Binding {
  createTensor(shape: readonly number[], dtype: number, values: Float32Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(
    id: number,
    tensors: readonly number[],
    inputs: string,
    outputs: string,
  ): readonly NativeTensor[];
  getNumOfTensors(): number;
  readonly TF_FLOAT: number;
  readonly TF_Version: string;
}

/** A message of the protobuf classes: everything that is set goes through `set…`, `add…` and maps. */
export interface Shape {
  addDim(dim: Dim): void;
}
export interface Dim {
  setSize(size: number): void;
}
export interface TensorValue {
  setDtype(type: number): void;
  setTensorShape(shape: Shape): void;
  setIntValList(values: readonly number[]): void;
  setFloatValList(values: readonly number[]): void;
}
export interface Attribute {
  setType(type: number): void;
  setI(value: number): void;
  setB(value: boolean): void;
  setS(bytes: Uint8Array): void;
  setShape(shape: Shape): void;
  setTensor(tensor: TensorValue): void;
}
export interface Node {
  setName(name: string): void;
  setOp(op: string): void;
  setInputList(inputs: readonly string[]): void;
  getAttrMap(): { set(name: string, value: Attribute): void };
}
export interface Graph {
  addNode(node: Node): void;
  setVersions(version: Version): void;
}
export interface Version {
  setProducer(producer: number): void;
}
export interface MetaInfo {
  setTagsList(tags: readonly string[]): void;
}
export interface MetaGraph {
  setMetaInfoDef(info: MetaInfo): void;
  setGraphDef(graph: Graph): void;
}
export interface SavedModel {
  setSavedModelSchemaVersion(version: number): void;
  addMetaGraphs(graph: MetaGraph): void;
  serializeBinary(): Uint8Array;
}

/** The protobuf classes of TensorFlow's graph files. */
export interface Messages {
  readonly TensorShape: (new () => Shape) & { readonly Dim: new () => Dim };
  readonly Tensor: new () => TensorValue;
  readonly AttrValue: new () => Attribute;
  readonly NodeDef: new () => Node;
  readonly GraphDef: new () => Graph;
  readonly VersionDef: new () => Version;
  readonly MetaGraphDef: (new () => MetaGraph) & { readonly MetaInfoDef: new () => MetaInfo };
  readonly SavedModel: new () => SavedModel;
}

/** TensorFlow, loaded. */
export interface Native {
  readonly binding: Binding;
  readonly messages: Messages;
  /** How many operations may run at once, and so how many shares of a batch (shares.ts). */
  readonly atOnce: number;
}

/** More shares than this would make a graph longer than they make its step shorter. */
const mostAtOnce = 4;

let loaded: Native | undefined;

/**
 * TensorFlow's library, loaded once a process; takes about 0.3 s and 300 MB.
 * @throws with the system's reason where the package, its binding or its library is absent or does not fit this machine
 */
export function loadNative(): Native {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@tensorflow/tfjs-node/package.json'));
  const atOnce = operationsAtOnce();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // what the processor can do is no news for a musician's console
  // Windows has no run path in a binary: the library beside the binding is found through PATH.
  if (process.platform === 'win32')
    process.env.PATH = `${process.env.PATH ?? ''}${path.delimiter}${path.join(folder, 'deps', 'lib')}`;
  const binding: Binding = require(path.join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'));
  const messages: Messages = require(path.join(folder, 'dist', 'proto', 'api_pb.js'));
  loaded = { binding, messages, atOnce };
  return loaded;
}

/**
 * Divides the threads that are told of (`TF_NUM_INTRAOP_THREADS`, else all cores), as TensorFlow reads it when it begins
 * its first session: operations run beside each other, and only what is left over divides each, since most are small.
 */
function operationsAtOnce(): number {
  const told = Number(process.env.TF_NUM_INTRAOP_THREADS);
  const threads = Number.isInteger(told) && told > 0 ? told : os.availableParallelism();
  const atOnce = Math.min(threads, mostAtOnce);
  process.env.TF_NUM_INTEROP_THREADS = String(atOnce);
  process.env.TF_NUM_INTRAOP_THREADS = String(Math.ceil(threads / atOnce));
  return atOnce;
}
