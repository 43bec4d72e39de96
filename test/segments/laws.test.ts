/** What goes to the model comes back: no note moves, merges or disappears between a song, its windows and a phrase. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Note } from '#main/music/note.ts';
import type { Part } from '#main/music/part.ts';
import type { Piece } from '#main/music/piece.ts';
import { columnsOf } from '#main/segments/columns.ts';
import { cut, join } from '#main/segments/cut.ts';
import { splitHeldOut } from '#main/segments/held-out.ts';
import { notesOf } from '#main/segments/notes.ts';
import { rollOf } from '#main/segments/roll.ts';
import { FRAMES, GRID } from './layouts.ts';

const PARTS: readonly Part[] = ['melody', 'bass', 'drums'];

/** Notes of one pitch that follow one another, with or without a pause, on steps. */
const line = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 6 })), {
    maxLength: 12,
  })
  .map((gaps) => {
    let at = 0;
    return gaps.map(([pause, length]) => {
      const start = at + pause;
      at = start + length;
      return { start, end: at };
    });
  });

function pieceOf(
  lines: readonly (readonly { start: number; end: number }[])[][],
  ticksPerStep: number,
  pause: number,
): Piece {
  return {
    name: 'song',
    format: 1,
    division: 480,
    tracks: lines.map((pitches, track) => ({
      name: '',
      notes: pitches
        .flatMap((notes, i) =>
          notes.map(({ start, end }, n): Note => {
            const length = PARTS[track] === 'drums' ? 1 : end - start;
            const from = start + n * pause;
            return {
              pitch: 40 + 7 * i,
              velocity: 80,
              start: from * ticksPerStep,
              end: (from + length) * ticksPerStep,
              channel: PARTS[track] === 'drums' ? 9 : track,
            };
          }),
        )
        .sort((a, b) => a.start - b.start || a.pitch - b.pitch),
      events: [],
      end: 0,
    })),
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
}

const lines = fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), {
  minLength: 3,
  maxLength: 3,
});

function plain(piece: Piece, partOf: (track: number) => Part) {
  return piece.tracks
    .flatMap((track, i) =>
      track.notes.map(({ pitch, start, end }) => ({ part: partOf(i), pitch, start, end })),
    )
    .sort(
      (a, b) =>
        a.start - b.start || PARTS.indexOf(a.part) - PARTS.indexOf(b.part) || a.pitch - b.pitch,
    );
}

const bare = (notes: ReturnType<typeof notesOf>) =>
  notes.map(({ part, pitch, start, end }) => ({ part, pitch, start, end }));

describe('notes to cells to notes', () => {
  test('on the grid every note comes back, repeated ones apart', () => {
    fc.assert(
      fc.property(lines, (drawn) => {
        const piece = pieceOf(drawn, 120, 0);
        const columns = columnsOf([{ piece, parts: PARTS }], GRID);
        const { cells } = rollOf(piece, PARTS, GRID, columns);
        expect(bare(notesOf(cells, columns, GRID))).toEqual(plain(piece, (i) => PARTS[i] ?? 'all'));
      }),
    );
  });

  test('in frames every note comes back where a frame of silence parts it from the next', () => {
    fc.assert(
      fc.property(line, (drawn) => {
        const piece = pieceOf([[drawn]], 48, 1);
        const columns = columnsOf([{ piece, parts: ['melody'] }], FRAMES);
        const { cells } = rollOf(piece, ['melody'], FRAMES, columns);
        expect(bare(notesOf(cells, columns, FRAMES))).toEqual(plain(piece, () => 'all'));
      }),
    );
  });

  test('a note held over from before the window sounds from its start, unless it is asked for strictly', () => {
    const columns = [
      { part: 'melody', pitch: 60, kind: 'onset' },
      { part: 'melody', pitch: 60, kind: 'sustain' },
    ] as const;
    const cells = Uint8Array.of(0, 1, 0, 1, 0, 0, 0, 1);
    expect(bare(notesOf(cells, columns, GRID))).toEqual([
      { part: 'melody', pitch: 60, start: 0, end: 240 },
    ]);
    expect(notesOf(cells, columns, GRID, { tied: false })).toEqual([]);
  });
});

describe('windows', () => {
  test('joined windows are the song', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(4, 8, 16), (drawn, hop) => {
        const layout = { ...GRID, hop, steps: 16 };
        const piece = pieceOf(drawn, 120, 0);
        const columns = columnsOf([{ piece, parts: PARTS }], layout);
        const roll = rollOf(piece, PARTS, layout, columns);
        const segments = cut(0, piece, roll, layout);
        if (roll.steps === 0) expect(segments).toEqual([]);
        expect(join(segments, roll.steps, columns.length)).toEqual(roll.cells);
      }),
    );
  });

  test('windows start on beats of their own bar, in every meter', () => {
    const piece: Piece = {
      ...pieceOf([[[{ start: 0, end: 200 }]]], 120, 0),
      meters: [
        { tick: 0, numerator: 3, denominator: 4 },
        { tick: 480 * 9, numerator: 7, denominator: 8 },
      ],
    };
    const columns = columnsOf([{ piece, parts: ['melody'] }], GRID);
    const roll = rollOf(piece, ['melody'], GRID, columns);
    const segments = cut(0, piece, roll, GRID);
    expect(
      segments
        .slice(0, 4)
        .map(({ start, onBar, barPosition, barSteps }) => [start, onBar, barPosition, barSteps]),
    ).toEqual([
      [0, true, 0, 12],
      [4, false, 4, 12],
      [8, false, 8, 12],
      [12, true, 0, 12],
    ]);
    const sevens = segments.filter(({ barSteps }) => barSteps === 14).slice(0, 5);
    expect(sevens.map(({ start }) => start - 36)).toEqual([0, 4, 8, 12, 14]);
    expect(sevens.map(({ tick }) => tick)).toEqual([4320, 4800, 5280, 5760, 6000]);
    const bars = cut(0, piece, roll, { ...GRID, hop: 12 });
    expect(bars.slice(0, 3).map(({ start, onBar }) => [start, onBar])).toEqual([
      [0, true],
      [12, true],
      [24, true],
    ]);
  });

  test('no window that is learned overlaps one that is held out', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(0, 0.15, 0.5), (drawn, share) => {
        const layout = { ...GRID, steps: 8 };
        const piece = pieceOf(drawn, 120, 0);
        const columns = columnsOf([{ piece, parts: PARTS }], layout);
        const roll = rollOf(piece, PARTS, layout, columns);
        const segments = cut(0, piece, roll, layout);
        const { training, heldOut } = splitHeldOut(segments, [roll.steps], 8, share);
        const firstHeldOut = Math.min(...heldOut.map(({ start }) => start));
        for (const { start } of training) expect(start + 8).toBeLessThanOrEqual(firstHeldOut);
        if (heldOut.length === 0) expect(training).toEqual(segments);
      }),
    );
  });
});

test('columns hold the fewest pitches that cover the music', () => {
  const piece = pieceOf(
    [[[{ start: 0, end: 98 }], [{ start: 0, end: 1 }], [{ start: 4, end: 5 }]]],
    120,
    0,
  );
  const songs = [{ piece, parts: ['melody'] as const }];
  expect(columnsOf(songs, GRID).length).toBe(6);
  expect(columnsOf(songs, { ...GRID, coverage: 0.98 })).toEqual([
    { part: 'melody', pitch: 40, kind: 'onset' },
    { part: 'melody', pitch: 40, kind: 'sustain' },
  ]);
  expect(columnsOf(songs, { ...GRID, coverage: 0.985 }).length).toBe(4);
});
