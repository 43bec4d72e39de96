/** Reads and writes the safetensors format (Hugging Face, version 0.3): tensors by name and a table of texts, in one block that cannot run code. */
import { Failure } from '#main/protocol/failure.ts';
import { allFinite } from './finite.ts';
import { halvesFrom, halvesOf } from './half.ts';

/** Number formats that Melodrift writes. */
export type TensorType = 'F32' | 'F16' | 'I32' | 'U8';

/** One tensor; `values` are the numbers in memory whatever the format in the file. */
export interface Tensor {
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

const BYTES: Readonly<Record<TensorType, number>> = { F32: 4, F16: 2, I32: 4, U8: 1 };
/** Largest header that is parsed, and most tensors in it: a model has a few dozen. */
const LARGEST_HEADER = 32 * 1024 * 1024;
const MOST_TENSORS = 512;
/** Largest file that is read at all. */
const LARGEST_FILE = 1024 * 1024 * 1024;

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function isTensorType(type: unknown): type is TensorType {
  return typeof type === 'string' && Object.hasOwn(BYTES, type);
}

function bytesOf(tensor: Tensor): Uint8Array {
  const { values } = tensor;
  if (tensor.type === 'F16' && values instanceof Float32Array) {
    const halves = halvesOf(values);
    return new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
  }
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/**
 * The bytes of a safetensors file. Tensors are laid out by descending size of their numbers and then by name, as the
 * reference writer does, so that every tensor is aligned; the header is padded with spaces to 8 bytes.
 */
export function writeSafetensors(content: Safetensors): Uint8Array<ArrayBuffer> {
  const entries = [...content.tensors].sort(
    ([nameA, a], [nameB, b]) => BYTES[b.type] - BYTES[a.type] || (nameA < nameB ? -1 : 1),
  );
  const header: Record<string, unknown> = {};
  if (content.metadata.size > 0) header['__metadata__'] = Object.fromEntries(content.metadata);
  const blocks: Uint8Array[] = [];
  let at = 0;
  for (const [name, tensor] of entries) {
    const bytes = bytesOf(tensor);
    if (bytes.length !== count(tensor.shape) * BYTES[tensor.type])
      throw new Error(`writeSafetensors: ${name} has ${bytes.length} bytes, shape ${tensor.shape}`);
    header[name] = {
      dtype: tensor.type,
      shape: tensor.shape,
      data_offsets: [at, at + bytes.length],
    };
    blocks.push(bytes);
    at += bytes.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + padded + at).fill(0x20, 8, 8 + padded);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(text, 8);
  let offset = 8 + padded;
  for (const block of blocks) {
    file.set(block, offset);
    offset += block.length;
  }
  return file;
}

interface Entry {
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function refuse(what: string): never {
  throw new Failure('engine_model_broken', what);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(what);
  return Object.fromEntries(Object.entries(value));
}

function readEntry(name: string, value: unknown, size: number): Entry {
  const { dtype, shape, data_offsets: offsets, ...rest } = record(value, `${name}: entry`);
  if (Object.keys(rest).length > 0) refuse(`${name}: unknown field`);
  if (!isTensorType(dtype)) return refuse(`${name}: number format`);
  if (!Array.isArray(shape) || shape.length > 8 || !shape.every(isCount))
    return refuse(`${name}: shape`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    return refuse(`${name}: offsets`);
  const [from = 0, to = 0] = offsets;
  if (from > to || to > size) return refuse(`${name}: offsets`);
  const bytes = count(shape) * BYTES[dtype];
  if (!Number.isSafeInteger(bytes) || to - from !== bytes) return refuse(`${name}: size`);
  return { type: dtype, shape, from, to };
}

function readHeader(file: Uint8Array): { header: unknown; dataAt: number } {
  if (file.length > LARGEST_FILE) refuse('larger than 1 GiB');
  if (file.length < 8) refuse('shorter than its first number');
  const length = new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(LARGEST_HEADER) || Number(length) > file.length - 8) refuse('header length');
  const text = file.subarray(8, 8 + Number(length));
  if (text[0] !== 0x7b) refuse('header is not JSON');
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    return { header, dataAt: 8 + Number(length) };
  } catch {
    return refuse('header is not JSON');
  }
}

function values(entry: Entry, data: Uint8Array, name: string): Tensor {
  // Copied, because the block may start anywhere and typed arrays want their alignment.
  // (Not by `slice`, which for a Buffer of Node is a view.)
  const bytes = new Uint8Array(data.subarray(entry.from, entry.to));
  const { type, shape } = entry;
  if (type === 'U8') return { type, shape, values: bytes };
  if (type === 'I32') return { type, shape, values: new Int32Array(bytes.buffer) };
  const floats =
    type === 'F16' ? halvesFrom(new Uint16Array(bytes.buffer)) : new Float32Array(bytes.buffer);
  if (!allFinite(floats)) refuse(`${name}: a number that is not finite`);
  return { type, shape, values: floats };
}

/**
 * Reads a safetensors file strictly: nothing is allocated before header, names, formats, shapes and offsets are checked;
 * offsets must cover the data without gap or overlap; every float must be finite.
 * @throws Failure `engine_model_broken` whose detail names the first fault
 */
export function readSafetensors(file: Uint8Array): Safetensors {
  const reading = readingSafetensors(file);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
  }
}

/** {@link readSafetensors} tensor by tensor, for a thread on which somebody plays meanwhile. */
export function* readingSafetensors(file: Uint8Array): Generator<undefined, Safetensors> {
  const { header, dataAt } = readHeader(file);
  const { __metadata__: texts = {}, ...fields } = record(header, 'header');
  const metadata = new Map<string, string>();
  for (const [name, text] of Object.entries(record(texts, 'metadata'))) {
    if (typeof text !== 'string') return refuse(`metadata ${name}`);
    metadata.set(name, text);
  }
  const names = Object.keys(fields);
  if (names.length > MOST_TENSORS) refuse(`${names.length} tensors`);
  const data = file.subarray(dataAt);
  const entries = names.map((name) => ({ name, ...readEntry(name, fields[name], data.length) }));
  let covered = 0;
  for (const entry of [...entries].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (entry.from !== covered) refuse(`${entry.name}: gap or overlap`);
    covered = entry.to;
  }
  if (covered !== data.length) refuse('bytes after the last tensor');
  const tensors = new Map<string, Tensor>();
  for (const entry of entries) {
    tensors.set(entry.name, values(entry, data, entry.name));
    yield undefined;
  }
  return { metadata, tensors };
}
