/**
 * Reads a zip archive that nobody vouches for: everything is checked before it is believed, nothing is allocated beyond
 * the budgets, and a damaged entry costs only itself. (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.)
 */
import { Inflate, strFromU8 } from 'fflate';
import { crc32 } from './crc.ts';
import { bundleProblem, type BundleProblem } from './problem.ts';
import type { Packed } from './zip.ts';

/** What is too much. */
export const BUDGETS = {
  entries: 16_384,
  /** Bytes of one entry, unpacked. */
  entry: 512 * 2 ** 20,
  /** Bytes of all entries, unpacked. */
  total: 1024 * 2 ** 20,
  /** Unpacked size by packed size; only entries above a mebibyte are judged by it. */
  ratio: 400,
} as const;

/** An entry: `bytes` is null where they are damaged. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array | null;
  /** As it lies in the file, to be written again as it is; null where it is damaged or larger than it need be. */
  readonly packed: Packed | null;
}

/** The entries of an archive; `whole` is false where its table was damaged and entries were found one by one. */
export interface Archive {
  readonly entries: readonly ArchiveEntry[];
  readonly whole: boolean;
}

interface Header {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its packed bytes begin; null where that cannot be found. */
  readonly at: number | null;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

/** Reads an archive, or says why not. */
export function readArchive(bytes: Uint8Array): Archive | BundleProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const central = centralHeaders(view, bytes);
  const headers = central ?? localHeaders(view, bytes);
  if (headers.length === 0) return bundleProblem('not-a-project');
  const refusal = refusalOf(headers);
  if (refusal !== null) return refusal;
  const entries = headers.map((header) => entryOf(bytes, header));
  return { entries, whole: central !== null };
}

/** The table at the end of the file, or null where it is damaged. */
function centralHeaders(view: DataView, bytes: Uint8Array): readonly Header[] | null {
  const lowest = Math.max(0, view.byteLength - END_SIZE - LONGEST_COMMENT);
  let end = view.byteLength - END_SIZE;
  while (end >= lowest && view.getUint32(end, true) !== END) end--;
  if (end < lowest) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const headers: Header[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) return null;
    const length = view.getUint16(at + 28, true);
    const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at + 46 + length + rest > end) return null;
    headers.push({
      name: strFromU8(bytes.subarray(at + 46, at + 46 + length)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: dataAt(view, view.getUint32(at + 42, true)),
    });
    at += 46 + length + rest;
  }
  return headers;
}

/** Where the bytes behind a local header begin. */
function dataAt(view: DataView, at: number): number | null {
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL) return null;
  return at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
}

/** Every local header that can be found, for files whose table is lost. */
function localHeaders(view: DataView, bytes: Uint8Array): readonly Header[] {
  const headers: Header[] = [];
  let at = 0;
  while (at + 30 <= view.byteLength && headers.length <= BUDGETS.entries) {
    const begin = dataAt(view, at);
    if (begin === null || begin > view.byteLength) {
      at += 1;
      continue;
    }
    const packed = view.getUint32(at + 18, true);
    headers.push({
      name: strFromU8(bytes.subarray(at + 30, at + 30 + view.getUint16(at + 26, true))),
      method: view.getUint16(at + 8, true),
      crc: view.getUint32(at + 14, true),
      packed,
      unpacked: view.getUint32(at + 22, true),
      at: begin,
    });
    at = begin + packed <= view.byteLength ? begin + packed : begin;
  }
  return headers;
}

function refusalOf(headers: readonly Header[]): BundleProblem | null {
  if (headers.length > BUDGETS.entries) return bundleProblem('too-many-entries');
  const names = new Set<string>();
  let total = 0;
  for (const { name, packed, unpacked: size } of headers) {
    if (isOutside(name)) return bundleProblem('path-outside', name);
    if (names.has(name)) return bundleProblem('entry-twice', name);
    names.add(name);
    total += size;
    if (size > BUDGETS.entry || total > BUDGETS.total) return bundleProblem('too-large', name);
    if (size > 2 ** 20 && size > packed * BUDGETS.ratio) return bundleProblem('swollen', name);
  }
  return null;
}

function isOutside(name: string): boolean {
  const climbs = name.split(/[\\/]/u).some((step) => step === '..' || step === '.');
  return climbs || /^[\\/]|^[a-z]:|\0/iu.test(name);
}

/** Deflated bytes are longer than their matter by less than this share and number; what is longer holds other things too. */
const SLACK = { share: 0.001, bytes: 64 };

function entryOf(file: Uint8Array, header: Header): ArchiveEntry {
  const { name, method, crc, packed, unpacked: size, at } = header;
  const bytes = unpacked(file, header);
  const isTight = packed <= size * (1 + SLACK.share) + SLACK.bytes;
  if (bytes === null || at === null || !isTight) return { name, bytes, packed: null };
  const kept: Packed =
    method === 0
      ? { method, crc, size, bytes }
      : { method: 8, crc, size, bytes: file.slice(at, at + packed) };
  return { name, bytes, packed: kept };
}

/** The bytes of an entry, or null where they are not what its header says. */
function unpacked(file: Uint8Array, header: Header): Uint8Array | null {
  if (header.at === null || header.at + header.packed > file.length) return null;
  const packed = file.subarray(header.at, header.at + header.packed);
  const bytes = header.method === 0 ? packed.slice() : inflated(packed, header.unpacked);
  if (bytes?.length !== header.unpacked || crc32(bytes) !== header.crc) return null;
  return bytes;
}

/** How much is inflated at a time: what a slice can swell to (1032 times) stays small. */
const SLICE = 2 ** 14;

/** Inflates, and stops as soon as there is more than was said. */
function inflated(packed: Uint8Array, size: number): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    chunks.push(chunk);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= size; at += SLICE)
      inflate.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length);
  } catch {
    // The stream is damaged; the caller says so.
    return null;
  }
  if (length !== size) return null;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
