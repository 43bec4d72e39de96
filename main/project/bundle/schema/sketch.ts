/** Sketches and their lanes as they are written. */
import { z } from 'zod';
import { STEADY, type Course } from '../../course.ts';
import type { Lane, LaneNote, Sketch } from '../../project.ts';
import type { LaneEvent, LaneRoute } from '../../route.ts';
import { provenance } from './origin.ts';
import { bpm, colour, id, meter, name, part, seven, share, ticks } from './values.ts';

/** A note of a lane. */
export const note: z.ZodType<LaneNote> = z.strictObject({
  id: z.int().min(0),
  pitch: seven,
  velocity: seven,
  start: ticks,
  end: ticks,
});

const route: z.ZodType<LaneRoute> = z.strictObject({
  output: id,
  name,
  channel: z.int().min(0).max(15),
  transpose: z.int().min(-127).max(127),
  bank: z.strictObject({ msb: seven, lsb: seven }).nullable(),
  program: seven.nullable(),
});
const event: z.ZodType<LaneEvent> = z.strictObject({
  tick: ticks,
  bytes: z
    .array(z.int().min(0).max(255))
    .max(2 ** 20)
    .readonly(),
});

/** How a lane or a part sounds, wherever that is said. */
export const soundFields = {
  volume: share,
  muted: z.boolean(),
  soloed: z.boolean(),
  voice: z.enum(['melody', 'chords', 'bass', 'drums', 'all', 'bank']).nullable(),
  pan: z.number().min(-1).max(1),
  reverb: share.nullable(),
  route: route.nullable(),
};

/** A lane without its notes. */
export const laneFields = z.strictObject({
  part,
  name,
  program: seven,
  ...soundFields,
  channel: z.int().min(0).max(15).nullable(),
  events: z.array(event).readonly(),
});
export const lane: z.ZodType<Lane> = laneFields.extend({
  id,
  // Lanes of older files lack it.
  channel: laneFields.shape.channel.default(null),
  notes: z.array(note).readonly(),
});

/** Changes of tempo and meter. */
export const timeFields = {
  tempos: z.array(z.strictObject({ tick: ticks, bpm })).readonly(),
  meters: z.array(meter.extend({ tick: ticks })).readonly(),
};
const course: z.ZodType<Course> = z.strictObject({
  ...timeFields,
  keys: z
    .array(z.strictObject({ tick: ticks, sharps: z.int().min(-128).max(127), minor: z.boolean() }))
    .readonly(),
  events: z.array(event).readonly(),
  division: z.int().min(1).max(0x7fff),
});

/** A sketch without its lanes. */
export const sketchFields = z.strictObject({
  name,
  length: ticks,
  bpm,
  meter,
  course,
  provenance,
  starred: z.boolean(),
  colour: colour.nullable(),
  loop: z.strictObject({ start: ticks, end: ticks }).nullable(),
  markers: z.array(z.strictObject({ tick: ticks, name })).readonly(),
});
export const sketch: z.ZodType<Sketch> = sketchFields.extend({
  id,
  // Sketches of older files lack it.
  course: course.default(STEADY),
  lanes: z.array(lane).readonly(),
});
