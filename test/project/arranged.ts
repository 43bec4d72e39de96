/** Arrangements for tests: two sketches to place, and rows of edits of clips and of the arrangement's own tempo and meters. */
import fc from 'fast-check';
import { ARRANGED, sketchOfArrangement, type Clip } from '#main/project/arrangement.ts';
import {
  addClipLane,
  duplicateClip,
  loopArrangement,
  moveClip,
  muteClipLane,
  placeClip,
  removeClip,
  removeClipLane,
  repeatClip,
  splitClip,
  trimClip,
} from '#main/project/arrangement-edit.ts';
import {
  followClips,
  moveChange,
  removeMeterAt,
  removeTempoAt,
  setMeterAt,
  setTempoAt,
} from '#main/project/course-edit.ts';
import type { Project, Sketch } from '#main/project/project.ts';
import { keepSketch } from '#main/project/sketches.ts';
import { phrase, project, SKETCH } from './samples.ts';

/** Two sketches of two bars, the second faster and in other notes. */
export function two(): { readonly project: Project; readonly other: string } {
  const second = {
    ...phrase,
    bpm: 150,
    notes: phrase.notes.map((note) => ({
      ...note,
      pitch: note.pitch + 1,
      start: note.start + 240,
      end: note.end + 240,
    })),
  };
  const both = keepSketch(project(), second, 'Second', { from: 'hand' });
  return { project: both, other: both.sketches[0]?.id ?? '' };
}

/** All clips, lane by lane. */
export const clips = ({ arrangement }: Project): readonly Clip[] =>
  arrangement.lanes.flatMap((lane) => lane.clips);
/** The arrangement as the sketch that it amounts to. */
export const whole = (of: Project): Sketch => {
  const sketch = sketchOfArrangement(of, 'All');
  if (sketch === null) throw new Error('nothing is placed');
  return sketch;
};

/** An edit. */
export type Verb = (before: Project) => Project;
const place = fc.integer({ min: -4, max: 60 }).map((n) => n * 240);
const lane = fc.constantFrom('clips-1', 'clips-2', 'none');
/** Does something to the nth clip there is. */
const onClip = (act: (so: Project, clip: Clip) => Project): fc.Arbitrary<Verb> =>
  fc.nat(9).map((n): Verb => (so) => {
    const clip = clips(so)[n % Math.max(1, clips(so).length)];
    return clip === undefined ? so : act(so, clip);
  });
const verb: fc.Arbitrary<Verb> = fc.oneof(
  fc.tuple(fc.constantFrom(SKETCH, 'sketch-6', 'none'), lane, place).map(
    ([sketch, on, at]): Verb =>
      (so) =>
        placeClip(so, sketch, on, at),
  ),
  fc.tuple(place, lane).chain(([at, on]) => onClip((so, { id }) => moveClip(so, id, at, on))),
  fc
    .tuple(fc.constantFrom<'start' | 'end'>('start', 'end'), place)
    .chain(([edge, to]) => onClip((so, { id }) => trimClip(so, id, edge, to))),
  fc.integer({ min: -2, max: 2 }).chain((n) => onClip((so, { id }) => repeatClip(so, id, n))),
  place.chain((at) => onClip((so, { id }) => splitClip(so, id, at))),
  onClip((so, { id }) => duplicateClip(so, id)),
  onClip((so, { id }) => removeClip(so, id)),
  fc.boolean().map(
    (on): Verb =>
      (so) =>
        muteClipLane(so, 'clips-1', on),
  ),
  fc.constant<Verb>(addClipLane),
  fc.constant<Verb>((so) => loopArrangement(so, { start: 0, end: 960 })),
  lane.map(
    (id): Verb =>
      (so) =>
        removeClipLane(so, id),
  ),
);
/** Tempo and meters of its own. */
const timing: fc.Arbitrary<Verb> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 10, max: 500 })).map(
    ([tick, bpm]): Verb =>
      (so) =>
        setTempoAt(so, ARRANGED, Math.max(0, tick), bpm),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 13 }), fc.constantFrom(2, 4, 8, 16)).map(
    ([tick, numerator, denominator]): Verb =>
      (so) =>
        setMeterAt(so, ARRANGED, { tick: Math.max(0, tick), numerator, denominator }),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Verb =>
      (so) =>
        moveChange(so, ARRANGED, from, to),
  ),
  place.map(
    (tick): Verb =>
      (so) =>
        removeMeterAt(removeTempoAt(so, ARRANGED, tick), ARRANGED, tick),
  ),
  fc.constant<Verb>(followClips),
);
/** A row of edits. */
export const verbs = fc.array(fc.oneof({ weight: 3, arbitrary: verb }, timing), { maxLength: 14 });

/** Its notes in words. */
export const heard = (of: Project): readonly string[] =>
  whole(of)
    .lanes.flatMap(({ part, notes }) =>
      notes.map(
        ({ pitch, start, end }) => `${part} ${String(pitch)} ${String(start)} ${String(end)}`,
      ),
    )
    .toSorted();
