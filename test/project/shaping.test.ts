/** Laws of the edits that shape notes: what a person loses when quantise, split or legato do more or less than their names say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editNotes, type NoteEdit } from '#main/project/note-edit.ts';
import { nearestLine } from '#main/project/note-shape.ts';
import type { LaneNote, Project } from '#main/project/project.ts';
import { changedVelocities } from '#main/project/velocities.ts';
import { isInScale, SCALES } from '#main/music/scale.ts';
import { project, SKETCH } from './samples.ts';

/** A sketch whose melody holds these notes, none of a pitch overlapping another. */
function holding(notes: readonly LaneNote[]): Project {
  const base = project();
  const sketches = base.sketches.map((sketch) => ({
    ...sketch,
    length: 19200,
    lanes: sketch.lanes.map((lane) => (lane.id === 'melody' ? { ...lane, notes } : lane)),
  }));
  return { ...base, sketches, nextNoteId: 1000 };
}
const melody = (of: Project): readonly LaneNote[] =>
  of.sketches[0]?.lanes.find(({ id }) => id === 'melody')?.notes ?? [];
const done = (notes: readonly LaneNote[], edit: NoteEdit): readonly LaneNote[] =>
  melody(editNotes(holding(notes), SKETCH, 'melody', edit));
const all = (notes: readonly LaneNote[]): ReadonlySet<number> => new Set(notes.map(({ id }) => id));

const line = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 400 }),
      length: fc.integer({ min: 15, max: 700 }),
      pitch: fc.integer({ min: 1, max: 126 }),
      velocity: fc.integer({ min: 1, max: 127 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => {
    let at = 0;
    return list.map(({ gap, length, pitch, velocity }, index): LaneNote => {
      const start = at + gap;
      at = start + length;
      return { id: index + 10, pitch, velocity, start, end: at };
    });
  });

test('a note that is split sounds exactly as long, and joining its parts gives it back', () => {
  fc.assert(
    fc.property(line, fc.double({ min: 0, max: 1, noNaN: true }), (notes, where) => {
      const cuts = new Map(notes.map(({ id, start, end }) => [id, start + (end - start) * where]));
      const split = done(notes, { kind: 'split', cuts });
      const sounding = (list: readonly LaneNote[]): number =>
        list.reduce((sum, { start, end }) => sum + end - start, 0);
      expect(sounding(split)).toBe(sounding(notes));
      for (const note of notes) {
        const parts = split.filter(
          ({ start, end }) => start >= note.start && end <= note.end && end > start,
        );
        expect(done(parts, { kind: 'join', ids: all(parts) })).toEqual([note]);
      }
    }),
  );
});

test('joining spares a note that is not chosen and stands between', () => {
  const at = (id: number, start: number): LaneNote => ({
    id,
    pitch: 60,
    velocity: 90,
    start,
    end: start + 100,
  });
  const notes = [at(1, 0), at(2, 200), at(3, 400), at(4, 600)];
  const ids = new Set([1, 3, 4]);
  expect(done(notes, { kind: 'join', ids }).map(({ id, start, end }) => [id, start, end])).toEqual([
    [1, 0, 100],
    [2, 200, 300],
    [3, 400, 700],
  ]);
});

test('legato leaves no gap between chosen notes and moves none of them', () => {
  fc.assert(
    fc.property(line, (notes) => {
      const bound = done(notes, { kind: 'legato', ids: all(notes) });
      expect(bound.map(({ start, pitch }) => [start, pitch])).toEqual(
        notes.map(({ start, pitch }) => [start, pitch]),
      );
      bound.slice(0, -1).forEach(({ end }, i) => expect(end).toBe(bound[i + 1]?.start));
      expect(bound.at(-1)?.end).toBe(notes.at(-1)?.end);
    }),
  );
});

test('a chord stays a chord under legato, and one note alone reaches the next of its lane', () => {
  const at = (id: number, pitch: number, start: number): LaneNote => ({
    id,
    pitch,
    velocity: 90,
    start,
    end: start + 50,
  });
  const notes = [at(1, 60, 0), at(2, 64, 0), at(3, 67, 480)];
  expect(done(notes, { kind: 'legato', ids: all(notes) }).map(({ end }) => end)).toEqual([
    480, 480, 530,
  ]);
  expect(done(notes, { kind: 'legato', ids: new Set([1]) }).map(({ end }) => end)).toEqual([
    480, 50, 530,
  ]);
});

test('quantising goes as far as its strength says, and twice at full strength is once', () => {
  const grid = fc.record({
    ticks: fc.constantFrom(60, 80, 120, 160, 240, 480),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
    swing: fc.double({ min: 0.5, max: 0.75, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9000 }), grid, (start, { ticks, strength, swing }) => {
      const note = { id: 7, pitch: 60, velocity: 90, start, end: start + 77 };
      const ids = new Set([7]);
      const to = nearestLine(start, { ticks, swing });
      const [part] = done([note], { kind: 'quantise', ids, ticks, strength, swing });
      expect(part?.start).toBeCloseTo(start + (to - start) * strength, -0.5);
      expect((part?.end ?? 0) - (part?.start ?? 0)).toBe(77);
      const full = { kind: 'quantise', ids, ticks, swing } as const;
      const once = done([note], full);
      expect(done(once, full)).toEqual(once);
    }),
  );
  expect([0, 130, 250, 390, 480].map((t) => nearestLine(t, { ticks: 240, swing: 2 / 3 }))).toEqual([
    0, 0, 320, 320, 480,
  ]);
});

test('humanising is the same for the same seed, stays within its bounds and keeps lengths', () => {
  fc.assert(
    fc.property(line, fc.integer(), fc.nat(60), fc.nat(40), (notes, seed, ticks, velocity) => {
      const spaced = notes.map((note) => ({
        ...note,
        start: note.start + 100,
        end: note.end + 100,
      }));
      const apart = spaced.map((note, i) => ({ ...note, pitch: 30 + i }));
      const edit = { kind: 'humanise', ids: all(apart), seed, ticks, velocity } as const;
      const loose = done(apart, edit);
      expect(loose).toEqual(done(apart, edit));
      for (const note of apart) {
        const after = loose.find(({ id }) => id === note.id);
        expect(Math.abs((after?.start ?? NaN) - note.start)).toBeLessThanOrEqual(ticks);
        expect(Math.abs((after?.velocity ?? NaN) - note.velocity)).toBeLessThanOrEqual(velocity);
        expect((after?.end ?? 0) - (after?.start ?? 0)).toBe(note.end - note.start);
        // What chance does to a note does not depend on what else is chosen.
        const alone = done(apart, { ...edit, ids: new Set([note.id]) });
        expect(alone.find(({ id }) => id === note.id)).toEqual(after);
      }
    }),
  );
});

test('a group that is warped keeps its rhythm, and warping back restores it', () => {
  fc.assert(
    fc.property(line, fc.constantFrom(2, 3, 4), (notes, factor) => {
      const anchor = notes[0]?.start ?? 0;
      const ids = all(notes);
      const wide = done(notes, { kind: 'warp', ids, anchor, factor });
      expect(wide.map(({ start }) => start - anchor)).toEqual(
        notes.map(({ start }) => (start - anchor) * factor),
      );
      expect(done(wide, { kind: 'warp', ids, anchor, factor: 1 / factor })).toEqual(notes);
    }),
  );
});

test('notes moved into a scale belong to it, and those that did stay', () => {
  const scale = fc.record({
    root: fc.integer({ min: 0, max: 11 }),
    scale: fc.constantFrom(...SCALES),
  });
  fc.assert(
    fc.property(line, scale, (notes, into) => {
      const after = done(notes, { kind: 'scale', ids: all(notes), scale: into });
      for (const note of notes) {
        const now = after.find(({ id }) => id === note.id)?.pitch ?? -1;
        expect(isInScale(now, into)).toBe(true);
        if (isInScale(note.pitch, into)) expect(now).toBe(note.pitch);
        expect(Math.abs(now - note.pitch)).toBeLessThanOrEqual(3);
      }
    }),
  );
});

test('a ramp of velocities begins and ends as it says, and no change leaves what MIDI can hold', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: -300, max: 300 }), (notes, value) => {
      for (const change of [
        { how: 'set', value },
        { how: 'add', value },
        { how: 'scale', factor: Math.abs(value) / 50 },
      ] as const)
        for (const velocity of changedVelocities(notes, change).values())
          expect(velocity >= 1 && velocity <= 127 && Number.isInteger(velocity)).toBe(true);
      const ramp = [...changedVelocities(notes, { how: 'ramp', from: 20, to: 120 }).values()];
      expect(ramp[0]).toBe(20);
      if (notes.length > 1) expect(ramp.at(-1)).toBe(120);
      ramp.slice(1).forEach((velocity, i) => expect(velocity).toBeGreaterThanOrEqual(ramp[i] ?? 0));
    }),
  );
});
