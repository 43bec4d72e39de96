/** What changed between two projects, small enough to keep for every edit: notes removed and added, fields before and after. */
import { apart, inOrder } from './note-order.ts';
import type { Lane, LaneNote, Project, Sketch } from './project.ts';
import type { Snapshot } from './snapshots.ts';

/** Entries of a list that went and came; `index` is where they were (removed) or are (added). */
export interface ListChange<T> {
  readonly removed: readonly { readonly index: number; readonly item: T }[];
  readonly added: readonly { readonly index: number; readonly item: T }[];
}

/** Fields before and after. */
export interface FieldChange<T> {
  readonly before: Partial<T>;
  readonly after: Partial<T>;
}

/** What changed in one lane. */
export interface LanePatch {
  readonly lane: string;
  readonly fields: FieldChange<Omit<Lane, 'notes'>> | null;
  readonly removed: readonly LaneNote[];
  readonly added: readonly LaneNote[];
}

/** What changed in one sketch. */
export interface SketchPatch {
  readonly sketch: string;
  readonly fields: FieldChange<Omit<Sketch, 'lanes'>> | null;
  readonly lanes: ListChange<Lane> | null;
  readonly changed: readonly LanePatch[];
}

/** What of a project are lists of things with names. */
type Lists = 'songs' | 'sketches' | 'models' | 'snapshots';

/** What changed in a project. Songs, models and snapshots are few, and what they hold is shared, so a changed one counts as gone and come. */
export interface Patch {
  readonly fields: FieldChange<Omit<Project, Lists>> | null;
  readonly songs: ListChange<Project['songs'][number]> | null;
  readonly models: ListChange<Project['models'][number]> | null;
  readonly snapshots: ListChange<Snapshot> | null;
  readonly sketches: ListChange<Sketch> | null;
  readonly changed: readonly SketchPatch[];
}

/** Names of the fields, written as a table so that none can be forgotten: a field that is missing here could not be undone. */
const PROJECT_FIELDS: Readonly<Record<keyof Omit<Project, Lists>, true>> = {
  name: true,
  model: true,
  bpm: true,
  meter: true,
  looping: true,
  mix: true,
  memories: true,
  paths: true,
  pad: true,
  arrangement: true,
  midiMap: true,
  nextNoteId: true,
};
const SKETCH_FIELDS: Readonly<Record<keyof Omit<Sketch, 'id' | 'lanes'>, true>> = {
  name: true,
  length: true,
  bpm: true,
  meter: true,
  course: true,
  provenance: true,
  starred: true,
  colour: true,
  loop: true,
  markers: true,
};
const LANE_FIELDS: Readonly<Record<keyof Omit<Lane, 'id' | 'notes'>, true>> = {
  part: true,
  name: true,
  program: true,
  volume: true,
  muted: true,
  soloed: true,
  voice: true,
  pan: true,
  reverb: true,
  route: true,
  channel: true,
  events: true,
};

/** The patch that leads from one project to another; null where nothing differs. */
export function patchBetween(before: Project, after: Project): Patch | null {
  if (before === after) return null;
  const patch: Patch = {
    fields: fieldsBetween(before, after, PROJECT_FIELDS),
    songs: listBetween(before.songs, after.songs, (a, b) => a === b),
    models: listBetween(before.models, after.models, (a, b) => a === b),
    snapshots: listBetween(before.snapshots, after.snapshots, (a, b) => a === b),
    sketches: listBetween(before.sketches, after.sketches, (a, b) => a.id === b.id),
    changed: pairs(before.sketches, after.sketches).flatMap(([a, b]) => sketchBetween(a, b) ?? []),
  };
  const { changed, ...rest } = patch;
  const nothing = Object.values(rest).every((change) => change === null);
  return nothing && changed.length === 0 ? null : patch;
}

/** The project a patch leads to from the one it was made from. */
export function applyPatch(project: Project, patch: Patch): Project {
  const sketches = project.sketches.map((sketch) => {
    const change = patch.changed.find((c) => c.sketch === sketch.id);
    return change === undefined ? sketch : applyToSketch(sketch, change);
  });
  return {
    ...project,
    ...patch.fields?.after,
    songs: applyToList(project.songs, patch.songs, ({ hash }) => hash),
    models: applyToList(project.models, patch.models, ({ id }) => id),
    snapshots: applyToList(project.snapshots, patch.snapshots, ({ id }) => id),
    sketches: applyToList(sketches, patch.sketches, ({ id }) => id),
  };
}

/** The patch that takes a patch back. */
export function inverted(patch: Patch): Patch {
  return {
    fields: turned(patch.fields),
    songs: turnedList(patch.songs),
    models: turnedList(patch.models),
    snapshots: turnedList(patch.snapshots),
    sketches: turnedList(patch.sketches),
    changed: patch.changed.map((change) => ({
      ...change,
      fields: turned(change.fields),
      lanes: turnedList(change.lanes),
      changed: change.changed.map((lane) => ({
        ...lane,
        fields: turned(lane.fields),
        removed: lane.added,
        added: lane.removed,
      })),
    })),
  };
}

function sketchBetween(before: Sketch, after: Sketch): SketchPatch | null {
  if (before === after) return null;
  const fields = fieldsBetween(before, after, SKETCH_FIELDS);
  const lanes = listBetween(before.lanes, after.lanes, (a, b) => a.id === b.id);
  const changed = pairs(before.lanes, after.lanes).flatMap(([a, b]) => laneBetween(a, b) ?? []);
  if (fields === null && lanes === null && changed.length === 0) return null;
  return { sketch: before.id, fields, lanes, changed };
}

function laneBetween(before: Lane, after: Lane): LanePatch | null {
  if (before === after) return null;
  const fields = fieldsBetween(before, after, LANE_FIELDS);
  const { gone, come } = apart(before.notes, after.notes);
  const old = new Map(gone.map((note) => [note.id, note]));
  const fresh = new Map(come.map((note) => [note.id, note]));
  const removed = gone.filter((note) => !sameNote(fresh.get(note.id), note));
  const added = come.filter((note) => !sameNote(old.get(note.id), note));
  if (fields === null && removed.length === 0 && added.length === 0) return null;
  return { lane: before.id, fields, removed, added };
}

function sameNote(a: LaneNote | undefined, b: LaneNote): boolean {
  if (a === undefined || a === b) return a === b;
  const { pitch, velocity, start, end } = b;
  return a.pitch === pitch && a.velocity === velocity && a.start === start && a.end === end;
}

function applyToSketch(sketch: Sketch, patch: SketchPatch): Sketch {
  const lanes = sketch.lanes.map((lane) => {
    const change = patch.changed.find((c) => c.lane === lane.id);
    if (change === undefined) return lane;
    const gone = new Set(change.removed.map(({ id }) => id));
    const kept = lane.notes.filter(({ id }) => !gone.has(id));
    return { ...lane, ...change.fields?.after, notes: inOrder([...kept, ...change.added]) };
  });
  return {
    ...sketch,
    ...patch.fields?.after,
    lanes: applyToList(lanes, patch.lanes, ({ id }) => id),
  };
}

function fieldsBetween<T, K extends keyof T>(
  before: T,
  after: T,
  names: Readonly<Record<K, true>>,
): FieldChange<Pick<T, K>> | null {
  const was: Partial<Pick<T, K>> = {};
  const is: Partial<Pick<T, K>> = {};
  let count = 0;
  for (const name in names) {
    if (before[name] === after[name]) continue;
    was[name] = before[name];
    is[name] = after[name];
    count += 1;
  }
  return count === 0 ? null : { before: was, after: is };
}

/** Entries that went and came. Where entries that stay changed their order, all count as gone and come. */
function listBetween<T>(
  before: readonly T[],
  after: readonly T[],
  same: (a: T, b: T) => boolean,
): ListChange<T> | null {
  if (before === after) return null;
  const stays = (item: T, list: readonly T[]): boolean => list.some((other) => same(item, other));
  const left = before.filter((item) => stays(item, after));
  const right = after.filter((item) => stays(item, before));
  const ordered =
    left.length === right.length &&
    left.every((item, k) => {
      const other = right[k];
      return other !== undefined && same(item, other);
    });
  const removed = before.flatMap((item, index) =>
    ordered && stays(item, after) ? [] : [{ index, item }],
  );
  const added = after.flatMap((item, index) =>
    ordered && stays(item, before) ? [] : [{ index, item }],
  );
  return removed.length === 0 && added.length === 0 ? null : { removed, added };
}

/** What went is found by its identity, not its place: the list may have grown by itself since (a model that was learned). */
function applyToList<T>(
  list: readonly T[],
  change: ListChange<T> | null,
  identity: (item: T) => string,
): readonly T[] {
  if (change === null) return list;
  const gone = new Set(change.removed.map(({ item }) => identity(item)));
  const result = list.filter((item) => !gone.has(identity(item)));
  for (const { index, item } of change.added) result.splice(index, 0, item);
  return result;
}

function pairs<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): readonly (readonly [T, T])[] {
  const byId = new Map(after.map((item) => [item.id, item]));
  return before.flatMap((item) => {
    const other = byId.get(item.id);
    return other === undefined ? [] : [[item, other] as const];
  });
}

function turned<T>(change: FieldChange<T> | null): FieldChange<T> | null {
  return change === null ? null : { before: change.after, after: change.before };
}

function turnedList<T>(change: ListChange<T> | null): ListChange<T> | null {
  return change === null ? null : { removed: change.added, added: change.removed };
}
