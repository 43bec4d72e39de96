/** Work that was not saved, as bytes that outlive a crash: the project file, and what the project was before that work. */
import { strFromU8, strToU8 } from 'fflate';
import { z } from 'zod';
import { pack, unpack, type Unpacked } from './bundle.ts';
import { sketchMark } from './bundle/pack.ts';
import { crc32 } from './bundle/crc.ts';
import type { History } from './history.ts';
import type { Project } from './project.ts';

const marks = z.record(z.string(), z.number()).readonly();
const header = z
  .object({
    at: z.number(),
    songs: marks,
    sketches: marks,
    rest: z.number().nullable().default(null),
  })
  .readonly();

/** What a project was when it was last opened or saved: when that was, and checksums of each song and sketch by id and of the rest; null: not known. */
export type Base = z.infer<typeof header>;

/** How many came, went and are not what they were. */
export interface Change {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** How unsaved work differs from what was last opened or saved. */
export interface Difference {
  readonly songs: Change;
  readonly sketches: Change;
  /** Whether anything else differs: tempo, models, sound, versions. */
  readonly rest: boolean;
}

/** Unsaved work as it was found. */
export interface Kept extends Unpacked {
  readonly base: Base;
  readonly difference: Difference;
}

/** Bytes before the header: its length. */
const LEAD = 4;

const songMarks = (project: Project) =>
  marksOf(project.songs.map(({ hash, name, parts, colour }) => [hash, { name, parts, colour }]));
const sketchMarks = (project: Project) =>
  Object.fromEntries(project.sketches.map((sketch) => [sketch.id, sketchMark(sketch)]));

/** The base that a project is from now on. @param at milliseconds since 1970 */
export function baseOf(project: Project, at: number): Base {
  return {
    at,
    songs: songMarks(project),
    sketches: sketchMarks(project),
    rest: restMark(project),
  };
}

/** A checksum of what is neither song nor sketch; models and versions count by what is said of them, where the hand is does not. */
function restMark(project: Project): number {
  const models = project.models.map(({ bytes, ...about }) => ({ ...about, bytes: bytes.length }));
  const snapshots = project.snapshots.map(({ id, name, at }) => ({ id, name, at }));
  const rest = { ...project, pad: null, songs: [], sketches: [], models, snapshots };
  return crc32(strToU8(ordered(rest)));
}

/** A project with its history, and the base it is measured by, as bytes. */
export function packAutosave(history: History, base: Base): Uint8Array<ArrayBuffer> {
  const head = strToU8(JSON.stringify(base));
  const body = pack(history);
  const bytes = new Uint8Array(LEAD + head.length + body.length);
  new DataView(bytes.buffer).setUint32(0, head.length);
  bytes.set(head, LEAD);
  bytes.set(body, LEAD + head.length);
  return bytes;
}

/** Reads what `packAutosave` wrote; null where nothing of it can be read. Damage is named in `losses`. */
export function unpackAutosave(bytes: Uint8Array): Kept | null {
  if (bytes.length < LEAD) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const base = readBase(bytes.subarray(LEAD, LEAD + length));
  const read = base === null ? null : unpack(bytes.slice(LEAD + length));
  if (base === null || read === null || 'kind' in read) return null;
  const { project } = read.history;
  const difference = {
    songs: changeBetween(base.songs, songMarks(project)),
    sketches: changeBetween(base.sketches, sketchMarks(project)),
    rest: base.rest !== restMark(project),
  };
  return { ...read, base, difference };
}

function readBase(bytes: Uint8Array): Base | null {
  try {
    return header.parse(JSON.parse(strFromU8(bytes)));
  } catch {
    // The answer says that it is damaged; there is no more to know.
    return null;
  }
}

function marksOf(
  things: readonly (readonly [string, unknown])[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(things.map(([id, thing]) => [id, crc32(strToU8(ordered(thing)))]));
}

/** JSON whose keys are in order, since a thing that was read again may have them in another. */
function ordered(thing: unknown): string {
  return JSON.stringify(thing, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function changeBetween(before: Base['songs'], after: Base['songs']): Change {
  const was = new Map(Object.entries(before));
  const is = Object.entries(after);
  return {
    added: is.filter(([id]) => !was.has(id)).length,
    removed: [...was.keys()].filter((id) => !(id in after)).length,
    changed: is.filter(([id, mark]) => was.has(id) && was.get(id) !== mark).length,
  };
}
