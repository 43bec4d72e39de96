/** Edits that look only at the stretch they change: what a person loses when one forgets a neighbour that the whole would have told of. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedNotes, endOf, placesOf } from '#main/project/note-change.ts';
import { reordered, settled } from '#main/project/note-order.ts';
import { among } from '#main/project/note-set.ts';
import type { LaneNote } from '#main/project/project.ts';

const lanes = fc
  .array(
    fc.record({
      pitch: fc.integer({ min: 58, max: 63 }),
      velocity: fc.integer({ min: 1, max: 127 }),
      start: fc.nat(400),
      length: fc.nat(200),
    }),
    { maxLength: 120 },
  )
  .map((notes) =>
    notes.map(({ length, ...note }, index): LaneNote => ({
      ...note,
      id: index + 1,
      end: note.start + length,
    })),
  );

test('a change of some notes leaves what a change of the whole lane leaves, whatever lies around them', () => {
  fc.assert(
    fc.property(
      lanes,
      fc.boolean(),
      fc.array(fc.nat(120), { maxLength: 80 }),
      fc.record({
        ticks: fc.integer({ min: -60, max: 900 }),
        pitch: fc.integer({ min: -2, max: 2 }),
        end: fc.integer({ min: 0, max: 300 }),
        flip: fc.boolean(),
      }),
      (made, sorted, chosen, { ticks, pitch, end, flip }) => {
        const notes = sorted ? reordered(made, new Set(made.map(({ id }) => id))) : made;
        const ids = new Set(chosen);
        const change = (note: LaneNote): LaneNote => {
          const start = flip ? 500 - note.start : note.start + 60 + ticks;
          return { ...note, start, end: start + end, pitch: note.pitch + pitch };
        };
        const whole = notes.map((note) => (ids.has(note.id) ? change(note) : note));
        const after = changedNotes(notes, ids, change);
        const nothing = placesOf(notes, ids).length === 0;
        expect(after).toEqual(nothing ? notes : settled(reordered(whole, ids), ids));
        expect(endOf(after)).toBe(after.reduce((most, note) => Math.max(most, note.end), 0));
        expect(placesOf(after, ids)).toEqual(
          after.flatMap(({ id }, index) => (ids.has(id) ? [index] : [])),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a set that grows after it was asked is asked anew, and strange identities break nothing', () => {
  const ids = new Set(Array.from({ length: 100 }, (_, i) => i * 2));
  expect([4, 5, -1, 0.5, 1e12].map(among(ids))).toEqual([true, false, false, false, false]);
  ids.add(5).add(2 ** 40);
  expect([4, 5, 2 ** 40].map(among(ids))).toEqual([true, true, true]);
});
