/** Projects and patches as records without bytes, and back with the bytes that lie beside them. */
import type { Patch, ListChange } from '../patch.ts';
import type { Content, ModelEntry, Project, Song } from '../project.ts';
import type { Snapshot } from '../snapshots.ts';
import type {
  ContentRecord,
  ModelRecord,
  PatchRecord,
  ProjectRecord,
  SnapshotRecord,
  SongRecord,
} from './schema.ts';

/** Finds what a record stands for; null where its bytes are lost. */
export interface Finder {
  readonly song: (record: SongRecord) => Song | null;
  readonly model: (record: ModelRecord) => ModelEntry | null;
  readonly snapshot: (record: SnapshotRecord) => Snapshot | null;
}

/** Puts bytes away and tells the record that stands for them. */
export interface Keeper {
  readonly song: (song: Song) => SongRecord;
  readonly model: (model: ModelEntry) => ModelRecord;
  readonly snapshot: (snapshot: Snapshot) => SnapshotRecord;
}

/** What cannot be found, by kind and name. */
export type Lost = (what: 'song' | 'model' | 'snapshot', name: string) => void;

/** The content of a project or of a snapshot without bytes. */
export function contentRecordOf(
  content: Content,
  keep: Pick<Keeper, 'song' | 'model'>,
): ContentRecord {
  return {
    ...content,
    songs: content.songs.map((song) => keep.song(song)),
    models: content.models.map((model) => keep.model(model)),
  };
}

/** A project without bytes. */
export function recordOf({ snapshots, ...content }: Project, keep: Keeper): ProjectRecord {
  return {
    ...contentRecordOf(content, keep),
    snapshots: snapshots.map((snapshot) => keep.snapshot(snapshot)),
  };
}

/** The content that a record stands for; what is lost is left out and named. */
export function contentOf(
  record: ContentRecord,
  find: Pick<Finder, 'song' | 'model'>,
  lost: Lost,
): Content {
  const songs = record.songs.flatMap((each) => {
    const song = find.song(each);
    if (song === null) lost('song', each.name);
    return song ?? [];
  });
  const models = record.models.flatMap((each) => {
    const model = find.model(each);
    if (model === null) lost('model', each.name);
    return model ?? [];
  });
  const known = models.some(({ id }) => id === record.model);
  return { ...record, songs, models, model: known ? record.model : (models.at(-1)?.id ?? null) };
}

/** The project that a record stands for; what is lost is left out and named. */
export function projectOf(
  { snapshots: kept, ...record }: ProjectRecord,
  find: Finder,
  lost: Lost,
): Project {
  const snapshots = kept.flatMap((each) => {
    const snapshot = find.snapshot(each);
    if (snapshot === null) lost('snapshot', each.name);
    return snapshot ?? [];
  });
  return { ...contentOf(record, find, lost), snapshots };
}

/** A patch without bytes. */
export function patchRecordOf(patch: Patch, keep: Keeper): PatchRecord {
  return {
    ...patch,
    songs: mapped(patch.songs, (song) => keep.song(song)),
    models: mapped(patch.models, (model) => keep.model(model)),
    snapshots: mapped(patch.snapshots, (snapshot) => keep.snapshot(snapshot)),
  };
}

/** The patch that a record stands for, or null where something of it is lost. */
export function patchOf(record: PatchRecord, find: Finder): Patch | null {
  const songs = found(record.songs, find.song);
  const models = found(record.models, find.model);
  const snapshots = found(record.snapshots, find.snapshot);
  if (songs === LOST || models === LOST || snapshots === LOST) return null;
  return { ...record, songs, models, snapshots };
}

const LOST = Symbol('lost');

function found<R, T>(
  change: ListChange<R> | null,
  find: (record: R) => T | null,
): ListChange<T> | null | typeof LOST {
  let whole = true;
  const placed = (items: ListChange<R>['added']): ListChange<T>['added'] =>
    items.flatMap(({ index, item }) => {
      const known = find(item);
      whole = whole && known !== null;
      return known === null ? [] : [{ index, item: known }];
    });
  if (change === null) return null;
  const result = { removed: placed(change.removed), added: placed(change.added) };
  return whole ? result : LOST;
}

function mapped<T, R>(change: ListChange<T> | null, of: (item: T) => R): ListChange<R> | null {
  if (change === null) return null;
  const placed = (items: ListChange<T>['added']): ListChange<R>['added'] =>
    items.map(({ index, item }) => ({ index, item: of(item) }));
  return { removed: placed(change.removed), added: placed(change.added) };
}
