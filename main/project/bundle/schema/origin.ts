/** Where sketches came from, and how the pad was left. */
import { z } from 'zod';
import { LENSES } from '#main/latent/lens.ts';
import { MEMORIES, type PadMemory, type PadPath, type PadState } from '../../motion.ts';
import type { Provenance, ShapeSetting } from '../../provenance.ts';
import { id, move, name, part, phrase, phraseNotes, seven, ticks } from './values.ts';

const kept = { notes: phraseNotes, length: ticks };
const shape: z.ZodType<ShapeSetting> = z.strictObject({
  temperature: z.number(),
  density: z.number(),
  seed: z.number(),
  key: z
    .strictObject({
      tonic: z.int().min(0).max(11),
      mode: z.enum(['major', 'minor']),
      way: z.enum(['in', 'transposed']),
    })
    .exactOptional(),
  swing: z.number().exactOptional(),
  dynamics: z.number().exactOptional(),
  rhythm: z.strictObject(kept).exactOptional(),
  pitches: z.strictObject(kept).exactOptional(),
  frozen: z
    .array(z.strictObject({ part, program: seven.exactOptional(), ...kept }))
    .readonly()
    .exactOptional(),
});
const decoded = { model: id, modelHash: id.exactOptional(), shape };
const line = z.enum(['linear', 'spherical']);
/** A place of the map, or of what a lens shows. */
const lens = z.enum(LENSES).exactOptional();
const place = { x: z.number(), y: z.number(), lens };
const section = z.strictObject({ song: id, bar: z.int().min(1).exactOptional() });

/** Where a sketch came from. */
export const provenance: z.ZodType<Provenance> = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('hand') }),
  z.strictObject({ from: z.literal('song'), song: id, tick: z.number() }),
  z.strictObject({ from: z.literal('segment'), song: id, tick: z.number(), ...decoded }),
  z.strictObject({ from: z.literal('pad'), ...place, ...decoded }),
  z.strictObject({
    from: z.literal('blend'),
    weights: z.array(section.extend({ weight: z.number() })).readonly(),
    line: line.exactOptional(),
    ...decoded,
  }),
  z.strictObject({
    from: z.literal('between'),
    start: section,
    end: section,
    steps: z.int().min(1),
    index: z.int().min(0),
    line,
    ...decoded,
  }),
  z.strictObject({
    from: z.literal('medley'),
    songs: z.array(id).readonly(),
    steps: z.number(),
    variety: z.number().exactOptional(),
    begin: z.int().min(0).exactOptional(),
    ...decoded,
  }),
  z.strictObject({
    from: z.literal('take'),
    seconds: z.number().min(0),
    moves: z.array(move).max(100_000).readonly(),
    ...decoded,
  }),
]);

const memory: z.ZodType<PadMemory> = z.strictObject({
  name: z.enum(MEMORIES),
  ...place,
  phrase: phrase.nullable(),
});
const path: z.ZodType<PadPath> = z.strictObject({
  name,
  points: z.array(move).max(100_000).readonly(),
  lens,
  beats: z.number().min(0),
});
const padState: z.ZodType<PadState> = z.strictObject({
  place: z.strictObject(place).nullable(),
  shape,
});

/** What a project keeps of the pad. */
export const padFields = {
  memories: z.array(memory).max(MEMORIES.length).readonly(),
  paths: z.array(path).max(1000).readonly(),
  pad: padState.nullable(),
};
