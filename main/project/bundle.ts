/** The project file: everything that a person made, in one zip archive that outlives versions, damage and ill will. */
import { strFromU8, strToU8, zipSync, type Zippable } from 'fflate';
import { readMidi } from '#main/music/midi-file.ts';
import { assignParts } from '#main/music/parts.ts';
import { isProblem } from '#main/music/problem.ts';
import { readArchive, type Archive } from './bundle/archive.ts';
import { migrated, VERSION } from './bundle/migrations.ts';
import { bundleProblem, type BundleProblem, type Loss } from './bundle/problem.ts';
import { patchOf, patchRecordOf, projectOf, recordOf, type Finder } from './bundle/records.ts';
import { entryRecord, head, projectRecord, type EntryRecord } from './bundle/schema.ts';
import { DEPTH, open, type Entry, type History } from './history.ts';
import { emptyProject } from './models.ts';
import type { ModelEntry, Project, Song } from './project.ts';
import { addSong } from './songs.ts';

export type { BundleCode, BundleProblem, Loss } from './bundle/problem.ts';

/** What a project file holds, and what of it was lost. */
export interface Unpacked {
  readonly history: History;
  /** Empty for a whole file. */
  readonly losses: readonly Loss[];
}

/** Bytes of `history.jsonl` that are kept; the oldest entries go first. */
const MOST_HISTORY = 8 * 2 ** 20;

/** Bytes of a text that are read at all. */
const MOST_TEXT = 64 * 2 ** 20;

/** Every entry has this date, so that one project is always one file. */
const NO_DATE = new Date(1980, 0, 1);

/** A project with its history as the bytes of a `.melodrift` file. A gesture that goes on is not part of it. */
export function pack(history: History): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  const models = new Map<Uint8Array, string>();
  const keep = {
    song: ({ hash, name, bytes, piece, parts, colour }: Song) => {
      entries[`pieces/${hash}.mid`] = [bytes, { level: 6 }];
      return { hash, name, file: piece.name, parts, colour };
    },
    model: ({ id, name, preset, bytes }: ModelEntry) => {
      const file = models.get(bytes) ?? `models/${models.size + 1}.safetensors`;
      models.set(bytes, file);
      // Weights do not get smaller.
      entries[file] = [bytes, { level: 0 }];
      return { id, name, preset, file };
    },
  };
  // What is written passes the reader's own gate: nothing is saved that could not be opened again.
  const project = projectRecord.parse(recordOf(history.before ?? history.project, keep));
  const record = (done: boolean) => (entry: Entry) =>
    JSON.stringify(
      entryRecord.parse({
        done,
        label: entry.label,
        patch: patchRecordOf(entry.patch, keep),
      } satisfies EntryRecord),
    );
  const past = newest(history.past.map(record(true)));
  const future = newest(history.future.map(record(false)));
  const text = JSON.stringify({ format: 'melodrift', version: VERSION, ...project }, null, 1);
  return Uint8Array.from(
    zipSync(
      {
        'project.json': strToU8(text),
        'history.jsonl': strToU8([...past, ...future].join('\n')),
        ...entries,
      },
      { mtime: NO_DATE },
    ),
  );
}

/** The latest lines that fit. */
function newest(lines: readonly string[]): readonly string[] {
  let room = MOST_HISTORY;
  const first = lines.findLastIndex((line) => (room -= line.length) < 0);
  return lines.slice(first + 1);
}

/**
 * Reads a project file. What is damaged is left out and named: songs, models, sketches and history are salvaged apart.
 * A file that means harm, is no project or is newer than this version is refused.
 */
export function unpack(bytes: Uint8Array): Unpacked | BundleProblem {
  const archive = readArchive(bytes);
  if ('kind' in archive) return archive;
  const losses: Loss[] = archive.whole ? [] : [{ what: 'directory', name: '' }];
  const find = finder(archive);
  const text = textOf(archive, 'project.json');
  const json = text === null ? null : parsed(text);
  const version = head.safeParse(json);
  if (version.success && version.data.version > VERSION)
    return bundleProblem('newer', String(version.data.version));
  const read = version.success ? readProject(json, version.data.version) : null;
  if (read === null) return salvaged(archive, losses);
  const project = projectOf(read, find, (what, name) => losses.push({ what, name }));
  const { past, future, whole } = readHistory(archive, version.data?.version ?? VERSION, find);
  // Entries that speak of lost songs or models would bring back what is not there.
  if (!whole) losses.push({ what: 'history', name: '' });
  return { history: { ...open(project), past, future }, losses };
}

function readProject(json: unknown, version: number) {
  const said = Object.entries(Object(migrated(json, version, 'project')));
  const body = said.filter(([key]) => key !== 'format' && key !== 'version');
  const read = projectRecord.safeParse(Object.fromEntries(body));
  return read.success ? read.data : null;
}

/** The entries that can be trusted: those nearest to the project's own moment, up to the first damaged one. */
function readHistory(
  archive: Archive,
  version: number,
  find: Finder,
): { readonly past: readonly Entry[]; readonly future: readonly Entry[]; readonly whole: boolean } {
  const text = textOf(archive, 'history.jsonl');
  if (text === null) return { past: [], future: [], whole: false };
  const lines = text.split('\n').filter((line) => line !== '');
  let whole = true;
  const past: Entry[] = [];
  const future: Entry[] = [];
  for (const line of lines) {
    const read = entryRecord.safeParse(migrated(parsed(line), version, 'entry'));
    const patch = read.success ? patchOf(read.data.patch, find) : null;
    if (!read.success || patch === null) {
      whole = false;
      // Lines go from the farthest to the nearest, the past before the future.
      (future.length > 0 ? future : past).length = 0;
      continue;
    }
    (read.data.done ? past : future).push({ label: read.data.label, patch });
  }
  return { past: past.slice(-DEPTH), future: future.slice(-DEPTH), whole };
}

/** Songs and models of a file whose `project.json` is lost: parts are guessed again, sketches are gone. */
function salvaged(archive: Archive, losses: readonly Loss[]): Unpacked | BundleProblem {
  const find = finder(archive);
  const names = archive.entries.map(({ name }) => name);
  if (!names.some((name) => name === 'project.json' || OURS.test(name)))
    return bundleProblem('not-a-project');
  let project: Project = emptyProject('');
  for (const [index, name] of names.entries()) {
    const hash = /^pieces\/([\da-z-]{1,80})\.mid$/u.exec(name)?.[1];
    const called = `Song ${index}`;
    const record = { hash: hash ?? '', name: called, file: called, parts: [], colour: 1 };
    const song = hash === undefined ? null : find.song(record);
    if (song !== null) project = addSong(project, { ...song, parts: assignParts(song.piece) });
  }
  const models = names.flatMap((file, index) => {
    if (!/^models\/\d{1,6}\.safetensors$/u.test(file)) return [];
    const id = `model-${index}`;
    return find.model({ id, name: id, preset: '', file }) ?? [];
  });
  project = { ...project, models, model: models.at(-1)?.id ?? null };
  if (project.songs.length + models.length === 0) return bundleProblem('nothing-left');
  return { history: open(project), losses: [...losses, { what: 'project', name: '' }] };
}

const OURS = /^(pieces\/|models\/|history\.jsonl$)/u;

/** Finds bytes in the archive; each song is read once. */
function finder(archive: Archive): Finder {
  const bytesOf = new Map(archive.entries.map(({ name, bytes }) => [name, bytes]));
  const pieces = new Map<string, Song['piece'] | null>();
  return {
    song: ({ hash, name, file, parts, colour }) => {
      const bytes = bytesOf.get(`pieces/${hash}.mid`) ?? null;
      if (bytes === null) return null;
      const key = `${hash} ${file}`;
      const known = pieces.get(key);
      const read = known === undefined ? readMidi(bytes, file) : known;
      const piece = read === null || isProblem(read) ? null : read;
      pieces.set(key, piece);
      return piece === null ? null : { hash, name, bytes, piece, parts, colour };
    },
    model: ({ id, name, preset, file }) => {
      const bytes = bytesOf.get(file) ?? null;
      return bytes === null ? null : { id, name, preset, bytes };
    },
  };
}

function textOf(archive: Archive, name: string): string | null {
  const bytes = archive.entries.find((entry) => entry.name === name)?.bytes ?? null;
  return bytes === null || bytes.length > MOST_TEXT ? null : strFromU8(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON fits no schema, and is named as damaged there.
    return null;
  }
}
