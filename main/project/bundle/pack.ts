/**
 * Writes a project file. What it writes has passed the reader's own gate: nothing is saved that could not be opened again.
 * What did not change since it was last written or read is neither checked nor packed again, so that one edit costs what it touched.
 */
import { strToU8 } from 'fflate';
import type { Entry, History } from '../history.ts';
import type { Content, ModelEntry, Sketch, Song } from '../project.ts';
import type { Snapshot } from '../snapshots.ts';
import { HISTORY, modelFile, pieceFile, PROJECT, sketchFile, snapshotFile } from './entries.ts';
import {
  checkedSketches,
  lines,
  once,
  packedBytes,
  packedContents,
  packedSketches,
  tailOf,
} from './made.ts';
import { VERSION } from './migrations.ts';
import { contentRecordOf, patchRecordOf, recordOf, type Keeper } from './records.ts';
import { contentRecord, entryRecord, faultOf, projectRecord, type EntryRecord } from './schema.ts';
import { sketch as sketchRecord } from './schema/sketch.ts';
import { deflated, stored, zipped, type Packed } from './zip.ts';

/** Bytes of `history.jsonl` that are kept; the oldest entries go first. */
const MOST_HISTORY = 8 * 2 ** 20;

/** A project with its history as the bytes of a `.melodrift` file. A gesture that goes on is not part of it. */
export function pack(history: History): Uint8Array<ArrayBuffer> {
  const rest = new Map<string, Packed>();
  const keep = keeper(rest);
  const project = history.before ?? history.project;
  const record = projectRecord.parse({ ...recordOf(project, keep), sketches: [] });
  checkTogether(project);
  const sketches = project.sketches.map((sketch, index) => {
    const file = sketchFile(index + 1);
    rest.set(file, packedSketch(sketch));
    return { id: sketch.id, name: sketch.name, file };
  });
  const line = (done: boolean) => (entry: Entry) => lineOf(entry, done, keep);
  const past = newest(history.past.map(line(true)));
  const future = newest(history.future.map(line(false)));
  const text = { format: 'melodrift', version: VERSION, ...record, sketches };
  return zipped(
    new Map([
      [PROJECT, deflated(strToU8(JSON.stringify(text, null, 1)))],
      [HISTORY, deflated(strToU8([...past, ...future].join('\n')))],
      ...rest,
    ]),
  );
}

/** @throws where what holds between the sketches of a content does not */
function checkTogether(content: Content): void {
  const fault = faultOf(content);
  if (fault !== null) throw new Error(fault);
}

function packedText(value: unknown): Packed {
  return deflated(strToU8(JSON.stringify(value)));
}

const checkedSketch = once(checkedSketches, (sketch) => sketchRecord.parse(sketch));
const packedSketch = once(packedSketches, (sketch) =>
  packedText({ version: VERSION, sketch: checkedSketch(sketch) }),
);
const packedSong = once(packedBytes, deflated);
// Weights do not get smaller.
const packedModel = once(packedBytes, stored);

/** A number that tells a sketch from others: the checksum of its entry. */
export function sketchMark(sketch: Sketch): number {
  return packedSketch(sketch).crc;
}

/** Puts bytes into `entries`, each once however many speak of them. */
function keeper(entries: Map<string, Packed>): Keeper {
  const models = new Map<Uint8Array, string>();
  const snapshots = new Map<Content, string>();
  const song = ({ hash, name, bytes, piece, parts, colour, key }: Song) => {
    entries.set(pieceFile(hash), packedSong(bytes));
    return { hash, name, file: piece.name, parts, colour, key };
  };
  const model = ({ bytes, ...about }: ModelEntry) => {
    const file = models.get(bytes) ?? modelFile(models.size + 1);
    models.set(bytes, file);
    entries.set(file, packedModel(bytes));
    return { ...about, file };
  };
  const snapshot = ({ project, ...about }: Snapshot) => {
    const known = snapshots.get(project);
    if (known !== undefined) return { ...about, file: known };
    const file = snapshotFile(snapshots.size + 1);
    snapshots.set(project, file);
    entries.set(file, packedContent(project, { song, model }));
    return { ...about, file };
  };
  return { song, model, snapshot };
}

/** A snapshot's content; songs and models of it may lie under other names than when it was last written. */
function packedContent(content: Content, keep: Pick<Keeper, 'song' | 'model'>): Packed {
  const record = contentRecord.parse({ ...contentRecordOf(content, keep), sketches: [] });
  const fields = JSON.stringify(record);
  const known = packedContents.get(content);
  if (known?.fields === fields) return known.packed;
  checkTogether(content);
  const sketches = content.sketches.map(checkedSketch);
  const packed = packedText({ version: VERSION, ...record, sketches });
  packedContents.set(content, { fields, packed });
  return packed;
}

/** A line of the history; one that speaks of bytes is told anew, since they may lie under another name. */
function lineOf(entry: Entry, done: boolean, keep: Keeper): string {
  const { label, patch } = entry;
  const { songs, models, snapshots } = patch;
  const known = lines.get(entry);
  if (known !== undefined) return `{"done":${String(done)},${known}`;
  const record = { done, label, patch: patchRecordOf(patch, keep) } satisfies EntryRecord;
  const checked = entryRecord.parse(record);
  if (songs === null && models === null && snapshots === null) lines.set(entry, tailOf(checked));
  return JSON.stringify(checked);
}

/** The latest lines that fit. */
function newest(all: readonly string[]): readonly string[] {
  let room = MOST_HISTORY;
  const first = all.findLastIndex((line) => (room -= line.length) < 0);
  return all.slice(first + 1);
}
