/** Writes a project file. What it writes has passed the reader's own gate: nothing is saved that could not be opened again. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Entry, History } from '../history.ts';
import type { Content, ModelEntry, Song } from '../project.ts';
import type { Snapshot } from '../snapshots.ts';
import { HISTORY, modelFile, pieceFile, PROJECT, sketchFile, snapshotFile } from './entries.ts';
import { VERSION } from './migrations.ts';
import { contentRecordOf, patchRecordOf, recordOf, type Keeper } from './records.ts';
import { contentRecord, entryRecord, projectRecord, type EntryRecord } from './schema.ts';

/** Bytes of `history.jsonl` that are kept; the oldest entries go first. */
const MOST_HISTORY = 8 * 2 ** 20;

/** Every entry has this date, so that one project is always one file. */
const NO_DATE = new Date(1980, 0, 1);

/** A project with its history as the bytes of a `.melodrift` file. A gesture that goes on is not part of it. */
export function pack(history: History): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  const keep = keeper(entries);
  const record = projectRecord.parse(recordOf(history.before ?? history.project, keep));
  const sketches = record.sketches.map((sketch, index) => {
    const file = sketchFile(index + 1);
    entries[file] = textOf({ version: VERSION, sketch });
    return { id: sketch.id, name: sketch.name, file };
  });
  const line = (done: boolean) => (entry: Entry) =>
    JSON.stringify(
      entryRecord.parse({
        done,
        label: entry.label,
        patch: patchRecordOf(entry.patch, keep),
      } satisfies EntryRecord),
    );
  const past = newest(history.past.map(line(true)));
  const future = newest(history.future.map(line(false)));
  const project = { format: 'melodrift', version: VERSION, ...record, sketches };
  const first: Zippable = {
    [PROJECT]: strToU8(JSON.stringify(project, null, 1)),
    [HISTORY]: strToU8([...past, ...future].join('\n')),
  };
  return Uint8Array.from(zipSync({ ...first, ...entries }, { mtime: NO_DATE }));
}

function textOf(value: unknown): Uint8Array {
  return strToU8(JSON.stringify(value));
}

/** Puts bytes into `entries`, each once however many speak of them. */
function keeper(entries: Zippable): Keeper {
  const models = new Map<Uint8Array, string>();
  const snapshots = new Map<Content, string>();
  const song = ({ hash, name, bytes, piece, parts, colour }: Song) => {
    entries[pieceFile(hash)] = [bytes, { level: 6 }];
    return { hash, name, file: piece.name, parts, colour };
  };
  const model = ({ bytes, ...about }: ModelEntry) => {
    const file = models.get(bytes) ?? modelFile(models.size + 1);
    models.set(bytes, file);
    // Weights do not get smaller.
    entries[file] = [bytes, { level: 0 }];
    return { ...about, file };
  };
  const snapshot = ({ project, ...about }: Snapshot) => {
    const known = snapshots.get(project);
    if (known !== undefined) return { ...about, file: known };
    const file = snapshotFile(snapshots.size + 1);
    snapshots.set(project, file);
    const content = contentRecord.parse(contentRecordOf(project, { song, model }));
    entries[file] = textOf({ version: VERSION, ...content });
    return { ...about, file };
  };
  return { song, model, snapshot };
}

/** The latest lines that fit. */
function newest(lines: readonly string[]): readonly string[] {
  let room = MOST_HISTORY;
  const first = lines.findLastIndex((line) => (room -= line.length) < 0);
  return lines.slice(first + 1);
}
