/** Bars, beats, seconds, keys, roles and names are what a musician would say they are. */
import { describe, expect, test } from 'vitest';
import { pieceOfPhrase, spreadChannels } from '#main/music/arrangement.ts';
import { offGridShare } from '#main/music/grid.ts';
import { estimateKey } from '#main/music/key.ts';
import { barNumber, barsUntil, meterMap, placeAt } from '#main/music/meter.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { decodeText, encodeText, harmless } from '#main/music/midi/text.ts';
import type { Note } from '#main/music/note.ts';
import { assignParts } from '#main/music/parts.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';
import { secondsAt, tempoMap, tickAt } from '#main/music/tempo-map.ts';
import { writeMidi } from '#main/music/write-midi.ts';

const line = (pitches: readonly number[], channel: number, length = 480): readonly Note[] =>
  pitches.map((pitch, i) => ({
    pitch,
    velocity: 90,
    start: i * 480,
    end: i * 480 + length,
    channel,
  }));

function pieceOf(tracks: readonly { name: string; notes: readonly Note[] }[]): Piece {
  return {
    name: 'piece',
    format: 1,
    division: 480,
    tracks: tracks.map((track) => ({ ...track, events: [], end: 9600 })),
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
}

describe('time', () => {
  const map = tempoMap({
    division: 480,
    tempos: [
      { tick: 0, microsecondsPerQuarter: 500_000 },
      { tick: 960, microsecondsPerQuarter: 1_000_000 },
    ],
  });
  test.each([
    [0, 0],
    [480, 0.5],
    [960, 1],
    [1440, 2],
  ])('tick %i sounds at %d s and back', (tick, seconds) => {
    expect(secondsAt(map, tick)).toBe(seconds);
    expect(tickAt(map, seconds)).toBe(tick);
  });
});

describe('bars', () => {
  const map = meterMap({
    division: 480,
    meters: [
      { tick: 0, numerator: 3, denominator: 4 },
      { tick: 2880, numerator: 6, denominator: 8 },
    ],
  });
  test.each([
    [0, 1, 1, 0],
    [1930, 2, 2, 10],
    [2879, 2, 3, 479],
    [2880, 3, 1, 0],
    [2880 + 1440 + 240, 4, 2, 0],
  ])('tick %i is bar %i, beat %i, tick %i', (tick, bar, beat, rest) => {
    expect(placeAt(map, tick)).toEqual({ bar, beat, tick: rest });
  });
  test('bar lines follow the meters', () => {
    expect(barsUntil(map, 5000).map(({ tick }) => tick)).toEqual([0, 1440, 2880, 4320]);
    expect(barNumber(map, 4)).toMatchObject({ tick: 4320, numerator: 6 });
  });
});

describe('what a piece is', () => {
  test('a C major and an A minor scale are told apart', () => {
    const major = pieceOf([{ name: '', notes: line([60, 64, 67, 72, 60, 62, 64, 65, 67, 60], 0) }]);
    const minor = pieceOf([{ name: '', notes: line([57, 60, 64, 69, 68, 69, 71, 72, 64, 57], 0) }]);
    expect(estimateKey(major)).toMatchObject({ tonic: 0, minor: false });
    expect(estimateKey(minor)).toMatchObject({ tonic: 9, minor: true });
    expect(estimateKey(pieceOf([{ name: '', notes: line([36], 9) }]))).toBeNull();
  });

  test('onsets on the grid, beside it and in triplets', () => {
    const at = (starts: readonly number[]) =>
      pieceOf([
        {
          name: '',
          notes: starts.map((start) => ({
            pitch: 60,
            velocity: 90,
            start,
            end: start + 9,
            channel: 0,
          })),
        },
      ]);
    expect(offGridShare(at([0, 120, 245, 360]), 4)).toBe(0);
    expect(offGridShare(at([0, 160, 320, 480]), 4)).toBe(0.5);
    expect(offGridShare(at([0, 160, 320, 480]), 6)).toBe(0);
    expect(offGridShare(at([]), 4)).toBe(0);
  });

  test('drums, bass, chords and melody find their roles', () => {
    const chords = [0, 4, 7].flatMap((up) => line([60 + up, 65 + up], 2));
    const tracks = [
      { name: 'tempo', notes: [] },
      { name: '', notes: line([36, 38], 9) },
      { name: '', notes: line([36, 43, 41], 1) },
      { name: '', notes: chords.toSorted((a, b) => a.start - b.start || a.pitch - b.pitch) },
      { name: '', notes: line([72, 74, 76], 3) },
    ];
    expect(assignParts(pieceOf(tracks))).toEqual([null, 'drums', 'bass', 'chords', 'melody']);
  });
});

describe('names', () => {
  test.each([
    ['UTF-8', encodeText('Größe 钢琴 🎹'), 'Größe 钢琴 🎹'],
    ['GBK', Uint8Array.of(0xb8, 0xd6, 0xc7, 0xd9), '钢琴'],
    ['Shift-JIS', Uint8Array.of(0x83, 0x73, 0x83, 0x41, 0x83, 0x6d), 'ピアノ'],
    ['Latin-1', Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65), 'Grüße'],
  ])('%s is read as its writer meant it', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });
  test('nothing in a name steers a terminal or turns the reading direction', () => {
    expect(harmless('Lead\u202egnp\u001b[31m\r\n\u200b')).toBe('Leadgnp [31m');
  });
});

describe('what we make', () => {
  test('a phrase becomes a file with its tempo, names, programs and drums on channel 10', () => {
    const phrase = {
      notes: [
        { part: 'melody', pitch: 72, velocity: 90, start: 0, end: 480 },
        { part: 'drums', pitch: 36, velocity: 100, start: 0, end: 120 },
      ],
      length: 3840,
      bpm: 96,
      programs: { melody: 11 },
    } as const;
    const piece = readMidi(writeMidi(pieceOfPhrase(phrase, '歌')), '歌.mid');
    if (isProblem(piece)) throw new Error(piece.code);
    expect(piece.tempos).toEqual([{ tick: 0, microsecondsPerQuarter: 625_000 }]);
    expect(piece.tracks.map(({ name, end }) => [name, end])).toEqual([
      ['歌', 3840],
      ['melody', 3840],
      ['drums', 3840],
    ]);
    expect(piece.tracks[1]?.events.map(({ bytes }) => Array.from(bytes))).toEqual([[0xc0, 11]]);
    expect(piece.tracks[2]?.notes[0]?.channel).toBe(9);
  });

  test('twenty lanes share channels by program, and never the drums', () => {
    const lanes = Array.from({ length: 20 }, (_, i) => ({
      name: '',
      part: 'chords' as const,
      program: i % 10,
      notes: [],
    }));
    const channels = spreadChannels(lanes);
    expect(channels).not.toContain(9);
    expect(channels.slice(0, 10)).toEqual(channels.slice(10));
    expect(new Set(channels).size).toBe(10);
  });
});
