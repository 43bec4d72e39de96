/** Every song becomes the same frames that independent counting found: the model hears what is in the file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fileTracks, type Piece } from '#main/music/piece.ts';
import { assignParts } from '#main/music/parts.ts';
import { columnsOf } from '#main/segments/columns.ts';
import { cut } from '#main/segments/cut.ts';
import { rollOf } from '#main/segments/roll.ts';
import type { Roll } from '#main/segments/representation.ts';
import { sharedData } from '../data.ts';
import { countNotes, expectedSongs, pieceAt } from '../music/files.ts';
import { FRAMES } from './layouts.ts';

const data = sharedData();

function framesOf(piece: Piece, drums: boolean): Roll {
  const representation = { ...FRAMES, drums };
  const parts = assignParts(piece);
  const columns = columnsOf([{ piece, parts }], representation);
  return rollOf(piece, parts, representation, columns);
}

function figuresOf({ steps, columns, cells }: Roll) {
  const perFrame = Array.from({ length: steps }, (_, step) =>
    cells
      .subarray(step * columns.length, (step + 1) * columns.length)
      .reduce((sum, cell) => sum + cell, 0),
  );
  return {
    frames: steps,
    pitches: columns.length,
    cells: perFrame.reduce((sum, count) => sum + count, 0),
    max_at_once: Math.max(0, ...perFrame),
    silent_frames: perFrame.filter((count) => count === 0).length,
  };
}

describe.skipIf(data === null)('songs', () => {
  const songs = data === null ? [] : expectedSongs(data);
  test.each(songs)('%s', (file, expected) => {
    const piece = pieceAt(join(data ?? '', 'songs', file));
    expect(countNotes(piece)).toBe(expected.notes);
    expect(fileTracks(piece)).toBe(expected.tracks);
    expect(piece.division).toBe(expected.ticks_per_beat);

    const roll = framesOf(piece, false);
    const { frames, pitches, cells, max_at_once, silent_frames } = expected;
    expect(figuresOf(roll)).toEqual({ frames, pitches, cells, max_at_once, silent_frames });
    expect(cut(0, piece, roll, FRAMES).length).toBe(expected.segments50);

    const withDrums = figuresOf(framesOf(piece, true));
    expect(withDrums).toMatchObject({
      frames: expected.with_drums.frames,
      pitches: expected.with_drums.pitches,
      cells: expected.with_drums.cells,
    });
  });
});

const reference = z.object({
  file: z.string(),
  frames: z.number(),
  cells: z.number(),
  runs: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
});

/** Runs of frames a key is on, as the reference rolls write them. */
function runsOf({ steps, columns, cells }: Roll): Record<string, [number, number][]> {
  const runs: Record<string, [number, number][]> = {};
  columns.forEach(({ pitch }, column) => {
    const own: [number, number][] = [];
    for (let step = 0; step < steps; step++) {
      if (cells[step * columns.length + column] === 0) continue;
      const last = own.at(-1);
      if (last?.[1] === step) last[1] = step + 1;
      else own.push([step, step + 1]);
    }
    runs[String(pitch)] = own;
  });
  return runs;
}

describe.skipIf(data === null)('reference rolls', () => {
  const folder = join(data ?? '', 'benchmarks', 'reference-rolls');
  const files = data === null ? [] : readdirSync(folder);
  test.each(files)('%s is the same in every frame', (file) => {
    const roll = reference.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const own = framesOf(pieceAt(join(data ?? '', roll.file)), false);
    expect(own.steps).toBe(roll.frames);
    expect(runsOf(own)).toEqual(roll.runs);
  });
});
