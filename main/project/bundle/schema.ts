/** What `project.json` and `history.jsonl` must look like, in the newest version only; older files are brought here by migrations. */
import { z } from 'zod';
import { FIRST_TONE } from '#main/music/voice.ts';
import { EDITS } from '../label.ts';
import type { Label } from '../label.ts';
import type { Lane, LaneNote, Provenance, Sketch } from '../project.ts';

const id = z.string().max(200);
const name = z.string().max(1000);
const ticks = z.number().min(0);
const part = z.enum(['melody', 'chords', 'bass', 'drums', 'all']);
const program = z.int().min(0).max(127);
const share = z.number().min(0).max(1);
const colour = z.int().min(1).max(12);
const bpm = z.number().positive().max(60e6);
const meter = z.strictObject({
  numerator: z.int().min(1).max(255),
  denominator: z
    .int()
    .min(1)
    .max(2 ** 20),
});

const note: z.ZodType<LaneNote> = z.strictObject({
  id: z.int().min(0),
  pitch: program,
  velocity: program,
  start: ticks,
  end: ticks,
});

/** What makes the sound; a file from before lanes had it is as nobody changed it. */
const voice = z.enum(['melody', 'chords', 'bass', 'drums', 'all', 'bank']).nullable();
const side = z.number().min(-1).max(1);
const firstTone = {
  voice: voice.default(FIRST_TONE.voice),
  pan: side.default(FIRST_TONE.pan),
  reverb: share.nullable().default(FIRST_TONE.reverb),
};

const laneFields = z.strictObject({
  part,
  name,
  program,
  volume: share,
  muted: z.boolean(),
  soloed: z.boolean(),
  voice,
  pan: side,
  reverb: share.nullable(),
});
const lane: z.ZodType<Lane> = laneFields.extend({
  ...firstTone,
  id,
  notes: z.array(note).readonly(),
});

const shape = z.strictObject({ temperature: z.number(), density: z.number(), seed: z.number() });
const weight = z.strictObject({
  song: id,
  bar: z.int().min(1).exactOptional(),
  weight: z.number(),
});
const provenance: z.ZodType<Provenance> = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('hand') }),
  z.strictObject({ from: z.literal('song'), song: id, tick: z.number() }),
  z.strictObject({
    from: z.literal('pad'),
    model: id,
    x: z.number(),
    y: z.number(),
    shape,
  }),
  z.strictObject({
    from: z.literal('blend'),
    model: id,
    weights: z.array(weight).readonly(),
    shape,
  }),
  z.strictObject({
    from: z.literal('medley'),
    model: id,
    songs: z.array(id).readonly(),
    steps: z.number(),
    shape,
  }),
]);

const sketchFields = z.strictObject({
  name,
  length: ticks,
  bpm,
  meter,
  provenance,
  starred: z.boolean(),
  colour: colour.nullable(),
  loop: z.strictObject({ start: ticks, end: ticks }).nullable(),
});
const sketch: z.ZodType<Sketch> = sketchFields.extend({ id, lanes: z.array(lane).readonly() });

/** A song without its bytes: they lie in `pieces/<hash>.mid`. */
export const songRecord = z.strictObject({
  hash: z.string().regex(/^[\da-z-]{1,80}$/u),
  name,
  /** The name that its piece was read with. */
  file: name,
  parts: z.array(part.nullable()).readonly(),
  colour,
});
export type SongRecord = z.output<typeof songRecord>;

/** A model without its bytes: they lie in the entry `file`. */
export const modelRecord = z.strictObject({
  id,
  name,
  preset: name,
  file: z.string().regex(/^models\/\d{1,6}\.safetensors$/u),
});
export type ModelRecord = z.output<typeof modelRecord>;

const partMix = z.strictObject({
  volume: share,
  muted: z.boolean(),
  soloed: z.boolean(),
  program: program.nullable(),
  ...firstTone,
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
  nextNoteId: z.int().min(0),
});

/** The project without bytes. */
export const projectRecord = projectFields
  .extend({
    songs: z.array(songRecord).readonly(),
    models: z.array(modelRecord).readonly(),
    sketches: z.array(sketch).readonly(),
  })
  .refine(({ songs }) => unique(songs.map(({ hash }) => hash)), 'two songs are one')
  .refine(({ models }) => unique(models.map((model) => model.id)), 'two models have one id')
  .refine(({ sketches }) => unique(sketches.map((each) => each.id)), 'two sketches have one id')
  .refine(({ sketches, nextNoteId }) => {
    const ids = sketches.flatMap(({ lanes }) =>
      lanes.flatMap(({ notes }) => notes.map((each) => each.id)),
    );
    return unique(ids) && ids.every((each) => each < nextNoteId);
  }, 'two notes have one id');
export type ProjectRecord = z.output<typeof projectRecord>;

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
