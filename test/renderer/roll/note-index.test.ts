/** The index by which the roll finds notes, after edits: what it forgot would be neither drawn nor found by the hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedNotes } from '#main/project/note-change.ts';
import { inOrder } from '#main/project/note-order.ts';
import { indexOf, notesBetween, placeIn } from '#renderer/roll/grid/note-index.ts';
import type { LaneNote } from '#main/project/project.ts';

const lane = fc
  .array(
    fc.record({
      pitch: fc.integer({ min: 60, max: 62 }),
      start: fc.nat(3000),
      length: fc.nat(900),
    }),
    {
      minLength: 1,
      maxLength: 400,
    },
  )
  .map((list) =>
    inOrder(
      list.map(({ pitch, start, length }, id): LaneNote => ({
        id,
        pitch,
        start,
        end: start + length,
        velocity: 9,
      })),
    ),
  );

const edits = fc.array(
  fc.record({
    from: fc.nat(3000),
    wide: fc.nat(500),
    ticks: fc.integer({ min: -400, max: 1200 }),
    pitch: fc.integer({ min: -1, max: 1 }),
  }),
  { minLength: 1, maxLength: 6 },
);

test('whatever was edited, in whatever row, each note that sounds in a stretch is found, and no other', () => {
  fc.assert(
    fc.property(
      lane,
      edits,
      fc.nat(4000),
      fc.nat(1500),
      fc.boolean(),
      (first, row, from, wide, looked) => {
        let notes = first;
        for (const edit of row) {
          // A list that nobody looked at has no index that the next one could be made from.
          if (looked) indexOf(notes);
          const ids = new Set(
            notes
              .filter(({ start }) => start >= edit.from && start <= edit.from + edit.wide)
              .map(({ id }) => id),
          );
          notes = changedNotes(notes, ids, (note) => ({
            ...note,
            pitch: note.pitch + edit.pitch,
            start: Math.max(0, note.start + edit.ticks),
            end: Math.max(0, note.start + edit.ticks) + note.end - note.start,
          }));
        }
        const to = from + wide;
        const seen = notes.filter(({ start, end }) => start <= to && end >= from);
        expect(notesBetween(indexOf(notes), from, to)).toEqual(seen);
        expect(notes.map((note) => placeIn(indexOf(notes), note))).toEqual(notes.map((_, i) => i));
      },
    ),
  );
});
