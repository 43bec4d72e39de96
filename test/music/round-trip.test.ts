/** What was read is what is written: nobody finds notes, sounds or words changed in a file that went through Melodrift. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { sharedData } from '../data.ts';
import { bytesOf, expectedSongs, manifest, pieceAt } from './files.ts';
import { anyPiece } from './pieces.ts';

/** What must come back; format, repairs and the place of End of Track are not part of it. */
function essence(piece: Piece): unknown {
  return {
    division: piece.division,
    tempos: piece.tempos,
    meters: piece.meters,
    keys: piece.keys,
    tracks: piece.tracks.map(({ name, notes, events }) => ({
      name,
      notes,
      events: events.map(({ tick, bytes }) => ({ tick, bytes: Array.from(bytes) })),
    })),
  };
}

function reread(piece: Piece): Piece {
  const again = readMidi(writeMidi(piece), piece.name);
  if (isProblem(again)) throw new Error(`refused what was written: ${again.code}`);
  expect(again.repaired).toEqual([]);
  return again;
}

test('any piece comes back with its notes, names and events', () => {
  fc.assert(
    fc.property(anyPiece, (piece) => {
      expect(essence(reread(piece))).toEqual(essence(piece));
    }),
    { numRuns: 300 },
  );
});

test('a pause longer than the format can say in one event survives', () => {
  const [first, second] = [
    { pitch: 60, velocity: 90, start: 0, end: 10, channel: 0 },
    { pitch: 62, velocity: 90, start: 0x0fffffff * 3, end: 0x0fffffff * 3 + 5, channel: 0 },
  ];
  const piece: Piece = {
    name: 'pause',
    format: 1,
    division: 32767,
    tracks: [{ name: 'Lead', notes: [first, second], events: [], end: 0 }],
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
  expect(essence(reread(piece))).toEqual(essence(piece));
});

test('an earlier note that would outlast a later one of its pitch is trimmed, and no note is lost', () => {
  const piece: Piece = {
    name: 'edited',
    format: 1,
    division: 480,
    tracks: [
      {
        name: '',
        notes: [
          { pitch: 60, velocity: 80, start: 0, end: 960, channel: 0 },
          { pitch: 60, velocity: 90, start: 240, end: 480, channel: 0 },
        ],
        events: [],
        end: 960,
      },
    ],
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
  expect(reread(piece).tracks[0]?.notes.map(({ velocity, end }) => [velocity, end])).toEqual([
    [80, 480],
    [90, 480],
  ]);
});

const data = sharedData();
describe.skipIf(data === null)('real songs', () => {
  const songs = data === null ? [] : expectedSongs(data).map(([file]) => file);
  test.each(songs)('%s comes back with its notes, names and events', (file) => {
    const piece = pieceAt(join(data ?? '', 'songs', file));
    expect(essence(reread(piece))).toEqual(essence(piece));
  });

  test('so does every damaged file that is accepted', () => {
    const folder = join(data ?? '', 'malformed', 'generated');
    for (const { file } of manifest(folder)) {
      const piece = readMidi(bytesOf(join(folder, file)), file);
      if (!isProblem(piece)) expect(essence(reread(piece)), file).toEqual(essence(piece));
    }
  });
});
