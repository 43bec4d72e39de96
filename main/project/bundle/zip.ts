/** Writes a zip archive of entries that were packed before, so that what did not change is not packed again. (PKWARE APPNOTE 6.3, 4.3.7, 4.3.12, 4.3.16.) */
import { deflateSync, strToU8 } from 'fflate';
import { crc32 } from './crc.ts';

/** Bytes as they lie in an archive. */
export interface Packed {
  /** 0: as they are, 8: deflated. */
  readonly method: 0 | 8;
  readonly crc: number;
  /** Bytes unpacked. */
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** Packs bytes. */
export function deflated(bytes: Uint8Array): Packed {
  return { method: 8, crc: crc32(bytes), size: bytes.length, bytes: deflateSync(bytes) };
}

/** Bytes that do not get smaller, as they are. */
export function stored(bytes: Uint8Array): Packed {
  return { method: 0, crc: crc32(bytes), size: bytes.length, bytes };
}

/** Version 2.0 is needed to read it: folders and deflate. */
const NEEDS = 20;
/** 1 January 1980, so that one project is always one file. */
const DATE = 0x21;
const LOCAL = 30;
const CENTRAL = 46;
const END = 22;

/** The archive of these entries, in their order; names are ASCII. */
export function zipped(entries: ReadonlyMap<string, Packed>): Uint8Array<ArrayBuffer> {
  const named = [...entries].map(([name, packed]) => ({ name: strToU8(name), packed }));
  const sum = (of: (entry: (typeof named)[number]) => number): number =>
    named.reduce((so, entry) => so + of(entry), 0);
  const begin = sum(({ name, packed }) => LOCAL + name.length + packed.bytes.length);
  const table = sum(({ name }) => CENTRAL + name.length);
  const file = new Uint8Array(begin + table + END);
  const view = new DataView(file.buffer);
  let at = 0;
  let row = begin;
  for (const { name, packed } of named) {
    view.setUint32(at, 0x04034b50, true);
    describe(view, at + 4, packed, name.length);
    file.set(name, at + LOCAL);
    file.set(packed.bytes, at + LOCAL + name.length);
    view.setUint32(row, 0x02014b50, true);
    view.setUint16(row + 4, NEEDS, true);
    describe(view, row + 6, packed, name.length);
    view.setUint32(row + 42, at, true);
    file.set(name, row + CENTRAL);
    at += LOCAL + name.length + packed.bytes.length;
    row += CENTRAL + name.length;
  }
  view.setUint32(row, 0x06054b50, true);
  view.setUint16(row + 8, named.length, true);
  view.setUint16(row + 10, named.length, true);
  view.setUint32(row + 12, table, true);
  view.setUint32(row + 16, begin, true);
  return file;
}

/** The fields that both headers of an entry share: version, flags, method, date, checksum, sizes, length of the name. */
function describe(view: DataView, at: number, packed: Packed, name: number): void {
  view.setUint16(at, NEEDS, true);
  view.setUint16(at + 4, packed.method, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, packed.crc, true);
  view.setUint32(at + 14, packed.bytes.length, true);
  view.setUint32(at + 18, packed.size, true);
  view.setUint16(at + 22, name, true);
}
