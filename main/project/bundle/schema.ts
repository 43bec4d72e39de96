/** What the texts of a project file must look like, in the newest version only; older files are brought here by migrations. */
import { z } from 'zod';
import { UNARRANGED, type Arrangement, type Clip } from '../arrangement.ts';
import { EDITS } from '../label.ts';
import type { Label } from '../label.ts';
import type { Content, Outcome } from '../project.ts';
import { MODEL, SNAPSHOT } from './entries.ts';
import { padFields } from './schema/origin.ts';
import {
  lane,
  laneFields,
  note,
  sketch,
  sketchFields,
  soundFields,
  timeFields,
} from './schema/sketch.ts';
import { bpm, colour, date, id, meter, name, part, seven, share, ticks } from './schema/values.ts';

/** A song without its bytes: they lie in `pieces/<hash>.mid`. */
export const songRecord = z.strictObject({
  hash: z.string().regex(/^[\da-z-]{1,80}$/u),
  name,
  /** The name that its piece was read with. */
  file: name,
  parts: z.array(part.nullable()).readonly(),
  colour,
  key: z
    .strictObject({ tonic: z.int().min(0).max(11), minor: z.boolean() })
    .nullable()
    .default(null),
});
export type SongRecord = z.output<typeof songRecord>;

const outcome: z.ZodType<Outcome> = z.strictObject({
  songs: z.array(z.strictObject({ hash: id, name })).readonly(),
  steps: z.int().min(0),
  seconds: z.number().min(0),
  noteF1: share.nullable(),
  heldOutF1: share.nullable(),
});

/** A model without its bytes: they lie in the entry `file`. */
export const modelRecord = z.strictObject({
  id,
  name,
  preset: name,
  starred: z.boolean(),
  at: date.nullable(),
  parent: id.nullable(),
  learned: outcome.nullable().default(null),
  file: z.string().regex(MODEL),
});
export type ModelRecord = z.output<typeof modelRecord>;

/** A snapshot without its content: that lies in the entry `file`. */
export const snapshotRecord = z.strictObject({
  id,
  name,
  at: date,
  file: z.string().regex(SNAPSHOT),
});
export type SnapshotRecord = z.output<typeof snapshotRecord>;

const partMix = z.strictObject({ program: seven.nullable(), ...soundFields });

const clip: z.ZodType<Clip> = z.strictObject({
  id,
  sketch: id,
  at: ticks,
  from: ticks,
  length: z.number().positive(),
});
const arrangement: z.ZodType<Arrangement> = z.strictObject({
  lanes: z
    .array(z.strictObject({ id, muted: z.boolean(), clips: z.array(clip).readonly() }))
    .max(1000)
    .readonly(),
  loop: z.strictObject({ start: ticks, end: ticks }).nullable(),
  course: z.strictObject({ bpm, meter, ...timeFields }).optional(),
});

const projectFields = z.strictObject({
  name,
  model: id.nullable(),
  bpm: bpm.nullable(),
  meter,
  looping: z.boolean(),
  mix: z.strictObject({
    melody: partMix,
    chords: partMix,
    bass: partMix,
    drums: partMix,
    all: partMix,
  }),
  ...padFields,
  arrangement,
  midiMap: z
    .array(
      z.strictObject({
        target: id,
        channel: z.int().min(0).max(15),
        controller: seven,
        note: z.literal(true).optional(),
      }),
    )
    .max(1000)
    .readonly(),
  nextNoteId: z.int().min(0),
});

const contentFields = projectFields.extend({
  // Projects of older files have none.
  arrangement: arrangement.default(UNARRANGED),
  songs: z.array(songRecord).readonly(),
  models: z.array(modelRecord).readonly(),
  sketches: z.array(sketch).readonly(),
});

/** The content of a project without bytes, as `snapshots/<n>.json` has it. */
export const contentRecord = sound(contentFields);
export type ContentRecord = z.output<typeof contentRecord>;

/** The project without bytes. */
export const projectRecord = sound(
  contentFields.extend({ snapshots: z.array(snapshotRecord).readonly() }),
).refine(({ snapshots }) => unique(snapshots.map((each) => each.id)), 'two snapshots have one id');
export type ProjectRecord = z.output<typeof projectRecord>;

/** What must hold between the fields of any content. */
function sound<T extends z.ZodType<z.output<typeof contentFields>>>(content: T) {
  return content
    .refine(({ songs }) => unique(songs.map(({ hash }) => hash)), 'two songs are one')
    .refine(({ models }) => unique(models.map((model) => model.id)), 'two models have one id')
    .refine((each) => faultOf(each) === null, 'two sketches or two notes have one id')
    .refine(({ memories }) => unique(memories.map((each) => each.name)), 'two memories are one');
}

/** What is wrong between the sketches of a content, or null. */
export function faultOf({
  sketches,
  nextNoteId,
}: Pick<Content, 'sketches' | 'nextNoteId'>): string | null {
  if (!unique(sketches.map((each) => each.id))) return 'two sketches have one id';
  const ids = sketches.flatMap(({ lanes }) =>
    lanes.flatMap(({ notes }) => notes.map((each) => each.id)),
  );
  const sound = unique(ids) && ids.every((each) => each < nextNoteId);
  return sound ? null : 'two notes have one id';
}

/** The head of `project.json`, which every version has. */
export const head = z.object({ format: z.literal('melodrift'), version: z.int().min(1) });

function listOf<T extends z.ZodType>(item: T) {
  const placed = z.array(z.strictObject({ index: z.int().min(0), item })).readonly();
  return z.strictObject({ removed: placed, added: placed }).nullable();
}
function fieldsOf<T extends z.ZodType>(fields: T) {
  return z.strictObject({ before: fields, after: fields }).nullable();
}

const lanePatch = z.strictObject({
  lane: id,
  fields: fieldsOf(laneFields.exactPartial()),
  removed: z.array(note).readonly(),
  added: z.array(note).readonly(),
});
const sketchPatch = z.strictObject({
  sketch: id,
  fields: fieldsOf(sketchFields.exactPartial()),
  lanes: listOf(lane),
  changed: z.array(lanePatch).readonly(),
});
const patchRecord = z.strictObject({
  fields: fieldsOf(projectFields.exactPartial()),
  songs: listOf(songRecord),
  models: listOf(modelRecord),
  snapshots: listOf(snapshotRecord),
  sketches: listOf(sketch),
  changed: z.array(sketchPatch).readonly(),
});
export type PatchRecord = z.output<typeof patchRecord>;

const label: z.ZodType<Label> = z.strictObject({
  code: z.enum(EDITS),
  n: z.number().exactOptional(),
  name: name.exactOptional(),
});

/** One line of `history.jsonl`. */
export const entryRecord = z.strictObject({
  /** Whether it was done or undone when the project was saved. */
  done: z.boolean(),
  label,
  patch: patchRecord,
});
export type EntryRecord = z.output<typeof entryRecord>;

function unique(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length;
}
