/** Tempo and meter changed by hand: a map that stays in order whatever is done to it, and bars that stay whole. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsUntil, meterMap } from '#main/music/meter.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { secondsAt, tempoMap } from '#main/music/tempo-map.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { metersOf, temposOf } from '#main/project/course.ts';
import {
  moveChange,
  removeMeterAt,
  removeTempoAt,
  setMeterAt,
  setTempoAt,
} from '#main/project/course-edit.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import { edit, open, redo, undo } from '#main/project/history.ts';
import type { Project, Sketch } from '#main/project/project.ts';
import { project, SKETCH } from './samples.ts';

type Verb = (before: Project) => Project;
const place = fc.nat(16).map((n) => n * 240);
const number = fc.oneof(fc.integer({ min: -5, max: 70 }), fc.constantFrom(13, 7.5, NaN));
const verb: fc.Arbitrary<Verb> = fc.oneof(
  fc.tuple(place, fc.double({ min: -10, max: 2000, noNaN: true })).map(
    ([tick, bpm]): Verb =>
      (so) =>
        setTempoAt(so, SKETCH, tick, bpm),
  ),
  fc.tuple(place, number, fc.constantFrom(1, 4, 8, 16, 3, 0)).map(
    ([tick, numerator, denominator]): Verb =>
      (so) =>
        setMeterAt(so, SKETCH, { tick, numerator, denominator }),
  ),
  place.map(
    (tick): Verb =>
      (so) =>
        removeTempoAt(so, SKETCH, tick),
  ),
  place.map(
    (tick): Verb =>
      (so) =>
        removeMeterAt(so, SKETCH, tick),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Verb =>
      (so) =>
        moveChange(so, SKETCH, from, to),
  ),
);
const sketchOf = ({ sketches }: Project): Sketch => {
  const [sketch] = sketches;
  if (sketch === undefined) throw new Error('no sketch');
  return sketch;
};

test('whatever is done, changes are in order after the start, tempos from 10 to 500, and the end is a bar line', () => {
  fc.assert(
    fc.property(fc.array(verb, { maxLength: 12 }), (verbs) => {
      const sketch = sketchOf(verbs.reduce((so, each) => each(so), project()));
      for (const list of [temposOf(sketch), metersOf(sketch)]) {
        const at = list.map(({ tick }) => tick);
        expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
        expect(at[0]).toBe(0);
      }
      for (const { bpm } of [sketch, ...sketch.course.tempos]) {
        expect(bpm).toBeGreaterThanOrEqual(10);
        expect(bpm).toBeLessThanOrEqual(500);
      }
      const bars = barsUntil(meterMap({ division: 480, meters: metersOf(sketch) }), sketch.length);
      const last = bars.at(-1);
      expect((last?.tick ?? 0) + (last?.ticks ?? 0)).toBeCloseTo(sketch.length);
    }),
  );
});

test('any row of changes is taken back and done again exactly', () => {
  fc.assert(
    fc.property(fc.array(verb, { maxLength: 12 }), (verbs) => {
      const begun = open(project());
      const done = verbs.reduce((so, each) => edit(so, { code: 'course_tempo' }, each), begun);
      let back = done;
      while (back.past.length > 0) back = undo(back);
      expect(back.project).toEqual(begun.project);
      while (back.future.length > 0) back = redo(back);
      expect(back.project).toEqual(done.project);
    }),
  );
});

test('a piece with bars of 13/16 and tempos of 10 and 500 is read back as it was set', () => {
  const set = setTempoAt(
    setTempoAt(
      setMeterAt(project(), SKETCH, { tick: 1920, numerator: 13, denominator: 16 }),
      SKETCH,
      0,
      10,
    ),
    SKETCH,
    1920,
    500,
  );
  const piece = readMidi(writeMidi(pieceOfSketch(sketchOf(set))), 'x');
  if (isProblem(piece)) throw new Error(piece.code);
  expect(piece.tempos).toEqual([
    { tick: 0, microsecondsPerQuarter: 6_000_000 },
    { tick: 1920, microsecondsPerQuarter: 120_000 },
  ]);
  expect(piece.meters.at(-1)).toEqual({ tick: 1920, numerator: 13, denominator: 16 });
  expect(secondsAt(tempoMap(piece), 3840)).toBeCloseTo(24 + 0.48);
});
