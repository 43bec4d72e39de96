/** A whole song as a sketch: what a person loses of her file when she opens it in the roll, plays a part of it and writes it again. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { assignParts } from '#main/music/parts.ts';
import type { KeptEvent, Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { pieceOfSelection, pieceOfSketch } from '#main/project/export.ts';
import { open } from '#main/project/history.ts';
import { emptyProject } from '#main/project/models.ts';
import type { Sketch } from '#main/project/project.ts';
import { setLane } from '#main/project/sketches.ts';
import { keepSong, sketchOfSong } from '#main/project/whole-song.ts';
import { sharedData } from '../data.ts';
import { bytesOf, expectedSongs } from '../music/files.ts';
import { anyPiece } from '../music/pieces.ts';

function reread(piece: Piece): Piece {
  const again = readMidi(writeMidi(piece), piece.name);
  if (isProblem(again)) throw new Error(again.code);
  return again;
}

const sketchOf = (piece: Piece): Sketch =>
  sketchOfSong(
    { piece, parts: assignParts(piece), hash: 'h' },
    { id: 's', name: piece.name, firstNote: 1 },
  );

const events = (list: readonly KeptEvent[]): readonly string[] =>
  list.map(({ tick, bytes }) => `${String(tick)}: ${bytes.join(' ')}`).sort();

/** All that must come back, however it is shared out among tracks: notes with their channels, events, and the course. */
function essence({ tracks, division, tempos, meters, keys }: Piece): unknown {
  return {
    division,
    tempos,
    meters,
    keys,
    notes: tracks.flatMap(({ notes }) => notes.map((note) => JSON.stringify(note))).toSorted(),
    events: events(tracks.flatMap((track) => track.events)),
  };
}

test('what is written of a song that was opened in the roll is what its file said', () => {
  fc.assert(
    fc.property(anyPiece, (any) => {
      const piece = reread(any);
      expect(essence(reread(pieceOfSketch(sketchOf(piece))))).toEqual(essence(piece));
    }),
  );
});

const data = sharedData();

it.skipIf(data === null)('and so for every song there is', () => {
  for (const [file] of expectedSongs(data ?? '')) {
    const read = readMidi(bytesOf(join(data ?? '', 'songs', file)), file);
    if (isProblem(read)) throw new Error(`${file}: ${read.code}`);
    const piece = reread(read);
    expect(essence(reread(pieceOfSketch(sketchOf(piece)))), file).toEqual(essence(piece));
  }
});

const SONG: Piece = {
  name: 'Song',
  format: 1,
  division: 96,
  tracks: [
    {
      name: 'words',
      notes: [],
      events: [
        { tick: 0, bytes: Uint8Array.of(0xff, 0x02, 2, 0x4d, 0x65) },
        { tick: 384, bytes: Uint8Array.of(0xff, 0x06, 5, 0x56, 0x65, 0x72, 0x73, 0x65) },
      ],
      end: 960,
    },
    {
      name: 'Lead',
      notes: [
        { pitch: 60, velocity: 90, start: 0, end: 96, channel: 2 },
        { pitch: 62, velocity: 90, start: 480, end: 576, channel: 2 },
      ],
      events: [
        { tick: 0, bytes: Uint8Array.of(0xc2, 33) },
        { tick: 0, bytes: Uint8Array.of(0xb2, 7, 100) },
        { tick: 48, bytes: Uint8Array.of(0xe2, 0, 80) },
        { tick: 480, bytes: Uint8Array.of(0xb2, 1, 64) },
      ],
      end: 960,
    },
  ],
  tempos: [
    { tick: 0, microsecondsPerQuarter: 500_000 },
    { tick: 384, microsecondsPerQuarter: 400_000 },
  ],
  meters: [
    { tick: 0, numerator: 4, denominator: 4 },
    { tick: 384, numerator: 13, denominator: 16 },
  ],
  keys: [{ tick: 0, sharps: -3, minor: true }],
  repaired: [],
};

test('a song becomes lanes with its names, instruments and events, markers of its own, and its tempos and meters', () => {
  const sketch = sketchOf(SONG);
  expect(sketch).toMatchObject({
    bpm: 120,
    meter: { numerator: 4, denominator: 4 },
    markers: [{ tick: 1920, name: 'Verse' }],
    course: {
      tempos: [{ tick: 1920, bpm: 150 }],
      meters: [{ tick: 1920, numerator: 13, denominator: 16 }],
    },
    // The bar of 13/16 in which the last note ends.
    length: 1920 + 1560,
  });
  expect(sketch.lanes).toMatchObject([
    { name: 'Lead', program: 33, channel: 2, volume: 1, events: { length: 4 } },
  ]);
});

test('a fader and an instrument chosen by hand change what the file said of them, and nothing else', () => {
  const project = keepSong(
    emptyProject(''),
    {
      piece: SONG,
      parts: [null, 'melody'],
      hash: 'h',
      name: 'Song',
      bytes: new Uint8Array(),
      colour: 1,
      key: null,
    },
    'Song',
  );
  const id = project.sketches[0]?.id ?? '';
  const lane = project.sketches[0]?.lanes[0]?.id ?? '';
  const [sketch] = setLane(project, id, lane, { volume: 0.5, program: 40 }).sketches;
  if (sketch === undefined) throw new Error('no sketch');
  expect(events(pieceOfSketch(sketch).tracks[1]?.events ?? [])).toEqual([
    '0: 178 7 50',
    '0: 194 40',
    '480: 178 1 64',
    '48: 226 0 80',
  ]);
});

test('a song in the roll is in the project when that is opened again', () => {
  const song = { piece: SONG, parts: [null, 'melody'], hash: 'h', name: 'S', colour: 1 } as const;
  const rest = { bytes: new Uint8Array(), key: null };
  const project = keepSong(emptyProject('P'), { ...song, ...rest }, 'S');
  const read = unpack(pack(open(project)));
  if ('kind' in read) throw new Error(read.code);
  expect(read.history.project.sketches).toEqual(project.sketches);
});

test('a selection that is written begins with the tempo, meter, instrument and bend that hold there', () => {
  const sketch = sketchOf(SONG);
  const last = sketch.lanes[0]?.notes.at(-1);
  const piece = pieceOfSelection(sketch, new Set([last?.id ?? 0]));
  expect(piece.tempos).toEqual([{ tick: 0, microsecondsPerQuarter: 400_000 }]);
  expect(piece.meters).toEqual([{ tick: 0, numerator: 13, denominator: 16 }]);
  expect(piece.keys).toEqual([{ tick: 0, sharps: -3, minor: true }]);
  expect(piece.tracks[1]?.notes).toMatchObject([{ pitch: 62, start: 96, end: 192 }]);
  expect(events(piece.tracks[1]?.events ?? [])).toEqual([
    '0: 178 7 100',
    '0: 194 33',
    '0: 226 0 80',
    '96: 178 1 64',
  ]);
});
