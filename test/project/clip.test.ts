/** The clipboard of notes: what is copied is pasted exactly, and nothing else that lies there can do harm. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipOf, clipOfText, pastedAt, textOfClip } from '#main/project/clip.ts';
import type { LaneNote } from '#main/project/project.ts';

const note = fc
  .record({
    id: fc.nat(),
    pitch: fc.integer({ min: 0, max: 127 }),
    velocity: fc.integer({ min: 1, max: 127 }),
    start: fc.nat(100_000),
    length: fc.integer({ min: 1, max: 5000 }),
  })
  .map(({ length, ...rest }): LaneNote => ({ ...rest, end: rest.start + length }));

test('what is copied is pasted note for note where it was copied from, and elsewhere as far off the grid', () => {
  fc.assert(
    fc.property(
      fc.array(note, { minLength: 1, maxLength: 30 }),
      fc.constantFrom(1, 80, 120, 480),
      fc.nat(50_000),
      (notes, grid, lines) => {
        const clip = clipOf(notes, grid);
        if (clip === null) throw new Error('nothing was copied');
        const read = clipOfText(textOfClip(clip));
        expect(read).toEqual(clip);
        const first = Math.min(...notes.map(({ start }) => start));
        const origin = Math.floor(first / grid) * grid;
        expect(pastedAt(clip, origin)).toEqual(notes.map(({ id: _, ...rest }) => rest));
        const moved = pastedAt(clip, lines * grid);
        expect(Math.min(...moved.map(({ start }) => start)) % grid).toBe(first % grid);
      },
    ),
  );
  expect(clipOf([], 120)).toBeNull();
});

test('any text that is no clip gives none and breaks nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(clipOfText(text)).toBeNull();
    }),
  );
  const good = textOfClip({
    notes: [{ pitch: 60, velocity: 90, start: 0, end: 120 }],
    length: 120,
  });
  for (const bad of [
    good.slice(0, -1),
    good.replace('60', '200'),
    good.replace('60', '60.5'),
    good.replace('[0,', '[-5,'),
    good.replace('[0,', '[500,'),
    good.replace('notes-1', 'notes-9'),
    good.replace('[[0,120,60,90]]', '[]'),
  ])
    expect(clipOfText(bad), bad).toBeNull();
  // A text may be damaged in any one letter: it is read as notes that MIDI can hold, or not at all.
  fc.assert(
    fc.property(
      fc.nat(good.length - 1),
      fc.string({ minLength: 1, maxLength: 1 }),
      (at, letter) => {
        const clip = clipOfText(good.slice(0, at) + letter + good.slice(at + 1));
        for (const { pitch, velocity, start, end } of clip?.notes ?? [])
          expect(
            pitch <= 127 && velocity >= 1 && velocity <= 127 && start >= 0 && end > start,
          ).toBe(true);
      },
    ),
  );
});
