/** What was played is what is written: every note, the pedal and the wheels, round by round, as one step of the history. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addTake, onGrid, takeOf, type TakenEvent } from '#main/project/take.ts';
import { emptyProject } from '#main/project/models.ts';
import { addEmptySketch } from '#main/project/sketches.ts';

const LOOP = 1920;
const played = fc
  .array(
    fc.record({
      pitch: fc.integer({ min: 60, max: 64 }),
      velocity: fc.integer({ min: 1, max: 127 }),
      start: fc.integer({ min: 0, max: 90 }).map((step) => step * 20),
      span: fc.integer({ min: 1, max: 30 }).map((step) => step * 20),
      round: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 20 },
  )
  .map((drawn) =>
    drawn.filter(({ pitch, start, span, round }, index) =>
      drawn
        .slice(0, index)
        .every(
          (other) =>
            other.pitch !== pitch ||
            other.round !== round ||
            start >= other.start + other.span ||
            other.start >= start + span,
        ),
    ),
  )
  // A key that is held into the next round is not struck there before it is let go.
  .map((drawn) => drawn.filter(({ start, span }) => start + span <= LOOP));

test('notes that were played in any rounds of a loop come back with their places, lengths and force', () => {
  fc.assert(
    fc.property(played, (notes) => {
      const events: TakenEvent[] = notes
        .flatMap(({ pitch, velocity, start, span, round }) => [
          { round, tick: start, order: 1, bytes: [0x90, pitch, velocity] },
          { round, tick: start + span, order: 0, bytes: [0x80, pitch, 64] },
        ])
        .sort((a, b) => a.round - b.round || a.tick - b.tick || a.order - b.order);
      const take = takeOf(events, { round: 3, tick: LOOP, to: LOOP });
      const plain = notes.map(({ pitch, velocity, start, span }) => ({
        pitch,
        velocity,
        start,
        end: start + span,
      }));
      const written = (list: readonly object[]): string[] =>
        list.map((n) => JSON.stringify(n)).sort();
      expect(written(take.notes)).toEqual(written(plain));
    }),
  );
});

describe('a take', () => {
  const end = { round: 1, tick: 700, to: LOOP };

  test('ends a key that is held past the turn at the turn, and one that is held at the end with it', () => {
    const { notes } = takeOf(
      [
        { round: 0, tick: 1800, bytes: [0x90, 60, 90] },
        { round: 1, tick: 100, bytes: [0x80, 60, 64] },
        { round: 1, tick: 600, bytes: [0x90, 62, 80] },
      ],
      end,
    );
    expect(notes).toEqual([
      { pitch: 60, velocity: 90, start: 1800, end: LOOP },
      { pitch: 62, velocity: 80, start: 600, end: 700 },
    ]);
  });

  test('keeps pedal, wheels and pressure, and no commands to a channel or programs; what was let go before is nothing', () => {
    const { notes, events } = takeOf(
      [
        { round: 0, tick: 10, bytes: [0x80, 60, 64] },
        { round: 0, tick: 20, bytes: [0xb0, 64, 127] },
        { round: 0, tick: 30, bytes: [0xe0, 0, 70] },
        { round: 0, tick: 40, bytes: [0xd0, 50] },
        { round: 0, tick: 50, bytes: [0xb0, 123, 0] },
        { round: 0, tick: 60, bytes: [0xc0, 5] },
      ],
      end,
    );
    expect(notes).toEqual([]);
    expect(events).toEqual([
      { tick: 20, bytes: [0xb0, 64, 127] },
      { tick: 30, bytes: [0xe0, 0, 70] },
      { tick: 40, bytes: [0xd0, 50] },
    ]);
  });

  test('lies over what a lane has', () => {
    const project = addEmptySketch(emptyProject(''), 'Take', LOOP);
    const [sketch] = project.sketches;
    const notes = [{ pitch: 60, velocity: 90, start: 0, end: 100 }];
    const once = addTake(project, sketch?.id ?? '', 'bass', {
      notes,
      events: [{ tick: 50, bytes: [0xb0, 64, 0] }],
    });
    const twice = addTake(once, sketch?.id ?? '', 'bass', {
      notes: [{ pitch: 64, velocity: 90, start: 0, end: 100 }],
      events: [{ tick: 0, bytes: [0xb0, 64, 127] }],
    });
    const bass = twice.sketches[0]?.lanes.find(({ id }) => id === 'bass');
    expect(bass?.notes.map(({ pitch }) => pitch)).toEqual([60, 64]);
    expect(bass?.events.map(({ tick }) => tick)).toEqual([0, 50]);
  });
});

test('drawn to a grid every note begins on a line within the loop, near where it was played, as long as it was', () => {
  fc.assert(
    fc.property(
      played,
      fc.constantFrom(480, 240, 160, 120),
      fc.constantFrom(0, 960),
      (notes, ticks, from) => {
        const loop = { from, to: from + LOOP };
        for (const { pitch, velocity, start, span, round } of notes) {
          const events = [
            { round, tick: from + start, bytes: [0x90, pitch, velocity] },
            { round, tick: from + start + 1, bytes: [0xb0, 64, 127] },
            { round, tick: from + start + span, bytes: [0x80, pitch, 0] },
          ];
          const take = takeOf(onGrid(events, ticks, loop), { round: 5, tick: from, to: loop.to });
          const [note] = take.notes;
          expect(take.notes).toHaveLength(1);
          const begun = note?.start ?? NaN;
          expect(begun % ticks).toBe(0);
          expect(begun).toBeGreaterThanOrEqual(from);
          // Round the loop the end is next to the beginning.
          const away = Math.abs(begun - from - start);
          expect(Math.min(away, LOOP - away)).toBeLessThanOrEqual(ticks / 2);
          expect(note?.end).toBe(Math.min(begun + span, loop.to));
          expect(take.events).toEqual([{ tick: from + start + 1, bytes: [0xb0, 64, 127] }]);
        }
      },
    ),
  );
});

test('a note just before the end of a loop is the first beat of the next round, held as long as it was', () => {
  const early = [
    { round: 0, tick: 1900, bytes: [0x90, 60, 90] },
    { round: 1, tick: 100, bytes: [0x80, 60, 0] },
  ];
  const loop = { from: 0, to: 1920 };
  const end = { round: 1, tick: 200, to: 1920 };
  expect(takeOf(onGrid(early, 120, loop), end).notes).toMatchObject([{ start: 0, end: 120 }]);
  // The take ends before the round does: it is not held through a round that nobody played.
  const [struck] = early;
  if (struck === undefined) throw new Error('a note');
  const short = takeOf(onGrid([struck], 120, loop), { round: 0, tick: 1910, to: 1920 }).notes;
  expect(short).toHaveLength(1);
  expect((short[0]?.end ?? 0) - (short[0]?.start ?? 0)).toBeLessThan(60);
});
