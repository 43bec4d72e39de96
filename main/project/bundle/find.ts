/** Finds in an archive what records stand for, each thing once, so that what was shared is shared again. */
import { strFromU8 } from 'fflate';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import type { Content, ModelEntry, Song } from '../project.ts';
import type { Archive } from './archive.ts';
import { pieceFile } from './entries.ts';
import { packedBytes, packedContents, readSketch } from './made.ts';
import { migrated, VERSION } from './migrations.ts';
import { contentOf, type Finder, type Lost } from './records.ts';
import { contentRecord, type ModelRecord, type SongRecord } from './schema.ts';

/** Bytes of a text that are read at all. */
const MOST_TEXT = 64 * 2 ** 20;

/** A finder in an archive. What a snapshot has lost is named by `lost`. */
export function finder(archive: Archive, lost: Lost): Finder {
  const bytesOf = new Map(archive.entries.map(({ name, bytes }) => [name, bytes]));
  for (const { bytes, packed } of archive.entries)
    if (bytes !== null && packed !== null) packedBytes.set(bytes, packed);
  const pieces = new Map<string, Song['piece'] | null>();
  const pieceOf = (bytes: Uint8Array, hash: string, file: string): Song['piece'] | null => {
    const key = `${hash} ${file}`;
    const known = pieces.get(key);
    if (known !== undefined) return known;
    const read = readMidi(bytes, file);
    const piece = isProblem(read) ? null : read;
    pieces.set(key, piece);
    return piece;
  };
  const song = once(({ hash, name, file, parts, colour, key }: SongRecord): Song | null => {
    const bytes = bytesOf.get(pieceFile(hash)) ?? null;
    const piece = bytes === null ? null : pieceOf(bytes, hash, file);
    return bytes === null || piece === null
      ? null
      : { hash, name, bytes, piece, parts, colour, key };
  });
  const model = once(({ file, ...about }: ModelRecord): ModelEntry | null => {
    const bytes = bytesOf.get(file) ?? null;
    return bytes === null ? null : { ...about, bytes };
  });
  const content = once((file: string): Content | null => {
    const said = parsedEntry(archive, file);
    const read = contentRecord.safeParse(bodyOf(said));
    if (!read.success) return null;
    const found = contentOf(read.data, { song, model }, lost);
    const { songs, models } = read.data;
    const isWhole = found.songs.length === songs.length && found.models.length === models.length;
    for (const sketch of found.sketches) readSketch(sketch, null);
    const packed = archive.entries.find(({ name }) => name === file)?.packed ?? null;
    if (isWhole && packed !== null && Object(said).version === VERSION)
      packedContents.set(found, {
        fields: JSON.stringify({ ...read.data, sketches: [] }),
        packed,
      });
    return found;
  });
  return {
    song,
    model,
    snapshot: ({ file, ...about }) => {
      const project = content(file);
      return project === null ? null : { ...about, project };
    },
  };
}

/** The same answer, not only an equal one, for equal questions. */
function once<T, R>(find: (asked: T) => R): (asked: T) => R {
  const known = new Map<string, R>();
  return (asked) => {
    const key = JSON.stringify(asked);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = find(asked);
    known.set(key, found);
    return found;
  };
}

/** What a snapshot's entry says, in the newest version; its version is not part of it. */
function bodyOf(said: unknown): unknown {
  const version = versionOf(said);
  return version > VERSION ? null : body(migrated(said, version, 'project'));
}

/** The version that an entry says it has; that of the newest where it says none. */
export function versionOf(said: unknown): number {
  const { version }: { version?: unknown } = Object(said);
  return typeof version === 'number' ? version : VERSION;
}

/** What JSON says besides its format and version. */
export function body(said: unknown): unknown {
  const fields = Object.entries(Object(said));
  return Object.fromEntries(fields.filter(([key]) => key !== 'format' && key !== 'version'));
}

/** The text of an entry, or null where it is damaged, absent or far too long. */
export function textOf(archive: Archive, name: string): string | null {
  const bytes = archive.entries.find((entry) => entry.name === name)?.bytes ?? null;
  return bytes === null || bytes.length > MOST_TEXT ? null : strFromU8(bytes);
}

/** JSON, or null where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON fits no schema, and is named as damaged there.
    return null;
  }
}

/** The JSON of an entry, or null. */
export function parsedEntry(archive: Archive, name: string): unknown {
  const text = textOf(archive, name);
  return text === null ? null : parsed(text);
}
