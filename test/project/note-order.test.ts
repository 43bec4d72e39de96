/** Order kept without sorting everything: a shortcut that misplaced or lost a note would do so in every edit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, inOrder, reordered } from '#main/project/note-order.ts';
import type { LaneNote } from '#main/project/project.ts';

const lane = fc
  .array(fc.record({ pitch: fc.integer({ min: 60, max: 64 }), start: fc.nat(10) }), {
    maxLength: 30,
  })
  .map((list) =>
    inOrder(
      list.map(({ pitch, start }, id): LaneNote => ({
        id,
        pitch,
        start,
        end: start + 5,
        velocity: 9,
      })),
    ),
  );

test('notes that were moved lie where sorting all would put them', () => {
  fc.assert(
    fc.property(lane, fc.array(fc.nat(30)), fc.integer({ min: -5, max: 9 }), (notes, ids, by) => {
      const touched = new Set(ids);
      const moved = notes.map((note) =>
        touched.has(note.id) ? { ...note, start: note.start + by, pitch: note.pitch - by } : note,
      );
      const sorted = moved.toSorted(
        (a, b) => a.start - b.start || a.pitch - b.pitch || a.id - b.id,
      );
      expect(reordered(moved, touched)).toEqual(sorted);
      expect(inOrder(moved)).toEqual(sorted);
    }),
  );
});

test('what two lists do not share is found on both sides, also where a list is out of order', () => {
  fc.assert(
    fc.property(lane, fc.array(fc.nat(30)), fc.boolean(), (notes, ids, shuffled) => {
      const touched = new Set(ids);
      const after = notes.flatMap((note) =>
        touched.has(note.id)
          ? note.id % 3 === 0
            ? []
            : [{ ...note, start: note.start + 3 }]
          : [note],
      );
      const { gone, come } = apart(notes, shuffled ? after : inOrder(after));
      for (const note of notes) if (!after.includes(note)) expect(gone).toContain(note);
      for (const note of after) if (!notes.includes(note)) expect(come).toContain(note);
      expect(notes.length - gone.length).toBe(after.length - come.length);
      if (!shuffled) expect(gone.every((note) => touched.has(note.id))).toBe(true);
    }),
  );
});
