/** Other beats under the same music: nobody hears a note earlier or later, and what she taps is where the bars are. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offGridShare } from '#main/music/grid.ts';
import { barAt, meterMap } from '#main/music/meter.ts';
import { readMidi } from '#main/music/midi-file.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';
import { canHave, inTriplets, retimed, steadyBeats, TWENTY_HERTZ } from '#main/music/retime.ts';
import { beatsOfTaps, onsetsOf } from '#main/music/taps.ts';
import { secondsAt, tempoMap } from '#main/music/tempo-map.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { anyPiece } from './pieces.ts';

/** Every note with its times in seconds, by pitch, channel and time: notes that come to one tick may stand in another order. */
const heard = (piece: Piece) => {
  const map = tempoMap(piece);
  return piece.tracks.map(({ notes }) =>
    notes
      .map(({ pitch, velocity, channel, start, end }) => ({
        pitch,
        velocity,
        channel,
        start: secondsAt(map, start),
        end: secondsAt(map, end),
      }))
      .sort(
        (a, b) => a.pitch - b.pitch || a.channel - b.channel || a.start - b.start || a.end - b.end,
      ),
  );
};

/** Both sound alike, the second later by one constant time. @returns that time */
function expectSame(before: Piece, after: Piece, within: number): number {
  const [one, two] = [heard(before), heard(after)];
  const later = (two.flat()[0]?.start ?? 0) - (one.flat()[0]?.start ?? 0);
  expect(two.map((notes) => notes.length)).toEqual(one.map((notes) => notes.length));
  for (const [track, notes] of one.entries())
    for (const [index, note] of notes.entries()) {
      const again = two[track]?.[index];
      expect(again).toMatchObject({ pitch: note.pitch, velocity: note.velocity });
      expect(Math.abs((again?.start ?? 0) - note.start - later)).toBeLessThan(within);
      expect(Math.abs((again?.end ?? 0) - note.end - later)).toBeLessThan(within);
    }
  return later;
}

const beats = fc
  .record({
    first: fc.double({ min: 0, max: 20, noNaN: true }),
    steps: fc.array(fc.double({ min: 0.12, max: 6, noNaN: true }), { minLength: 1, maxLength: 40 }),
    quarters: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ first, steps, quarters }) => {
    const times = [first];
    for (const step of steps) times.push((times.at(-1) ?? 0) + step);
    return { times, quarters };
  })
  .filter(canHave);

/** Any piece whose ticks are two milliseconds or more: shorter ones fall together on other beats, and with them the order of their notes. */
const pieces = anyPiece.map((piece) => ({
  ...piece,
  tempos: piece.tempos.map((tempo) => ({
    ...tempo,
    microsecondsPerQuarter: Math.max(
      tempo.microsecondsPerQuarter,
      Math.min(0xffffff, Math.max(50_000, 2000 * piece.division)),
    ),
  })),
}));

/** Two ticks of the slowest beat, and the rounding of tempos. */
const TICKS = (2 * 6) / 3840 + 1e-4;

test('whatever beats a piece is given, its notes sound as before, later by one time that is less than a bar', () => {
  fc.assert(
    fc.property(pieces, beats, (piece, given) => {
      const after = retimed(piece, given);
      const later = expectSame(piece, after, TICKS);
      const [first = 0] = given.times;
      const quarter = after.tempos[0]?.microsecondsPerQuarter ?? 0;
      expect(later).toBeGreaterThan(-TICKS);
      expect(later).toBeLessThan((quarter / 1e6) * given.quarters + TICKS);
      // Each beat is a whole quarter, and the first begins a bar.
      const map = tempoMap(after);
      const start = later < TICKS && first < 1e-3 ? 0 : first + later;
      const lead = Math.round((start * 1e6) / quarter);
      expect(barAt(meterMap(after), lead * 3840).tick).toBe(lead * 3840);
      for (const [index, time] of given.times.entries())
        expect(
          Math.abs(secondsAt(map, (lead + index) * 3840) - (time - first) - (lead * quarter) / 1e6),
        ).toBeLessThan(1e-4);
    }),
  );
});

test('it is written as a file and read again with every note and event', () => {
  fc.assert(
    fc.property(pieces, beats, (piece, given) => {
      for (const after of [retimed(piece, given), inTriplets(piece)]) {
        const again = readMidi(writeMidi(after), 'piece');
        if (isProblem(again)) throw new Error(again.code);
        const sorted = ({ tracks }: Piece) => heard({ ...after, tracks });
        expect(sorted(again)).toEqual(sorted(after));
        expect(again.tracks.map(({ notes }) => notes.length)).toEqual(
          after.tracks.map(({ notes }) => notes.length),
        );
        expect(again.tempos).toEqual(after.tempos);
      }
    }),
    { numRuns: 60 },
  );
});

const songs = readdirSync('resources/demo/songs')
  .filter((name) => name.endsWith('.mid'))
  .map((name): Piece => {
    const bytes = new Uint8Array(readFileSync(`resources/demo/songs/${name}`));
    const piece = readMidi(bytes, name);
    if (isProblem(piece)) throw new Error(piece.code);
    return piece;
  });

test('a song that has its beats already stays on every place of its bars', () => {
  for (const piece of songs.filter(({ tempos }) => tempos.length === 1)) {
    const bpm = 60e6 / (piece.tempos[0]?.microsecondsPerQuarter ?? 1);
    const after = retimed(piece, steadyBeats(bpm, 0, piece.meters[0]?.numerator ?? 4));
    for (const [track, { notes }] of piece.tracks.entries())
      for (const [index, { start }] of notes.entries())
        expect((after.tracks[track]?.notes[index]?.start ?? -1) / 3840).toBeCloseTo(
          start / piece.division,
          2,
        );
  }
});

/** Quarters at a tempo of their own, written in a file that counts at another, as a free recording is. */
function played(bpm: number, first: number, parts: number): Piece {
  const beat = (60 / bpm) * 960;
  const notes = Array.from({ length: 64 }, (_, index) => {
    const start = Math.round(first * 960 + (index * beat) / parts);
    return { pitch: 60 + (index % 12), velocity: 90, start, end: start + 100, channel: 0 };
  });
  return {
    name: 'played',
    format: 0,
    division: 480,
    tracks: [{ name: '', notes, events: [], end: 1e6 }],
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
}

test('a free recording lies on the grid when its tempo and first beat are said, or tapped by an uneven hand', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 60, max: 200, noNaN: true }),
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.array(fc.double({ min: -0.03, max: 0.03, noNaN: true }), { minLength: 12, maxLength: 12 }),
      (bpm, first, errors) => {
        const piece = played(bpm, first, 2);
        expect(offGridShare(retimed(piece, steadyBeats(bpm, first, 4)), 4)).toBe(0);
        const taps = errors.map((error, index) => first + (index * 60) / bpm + error);
        const times = beatsOfTaps(onsetsOf(piece), taps);
        expect(offGridShare(retimed(piece, { times, quarters: 4 }), 4)).toBeLessThan(0.1);
      },
    ),
  );
});

test('triplets miss a grid of sixteenths until they are counted as such, and sound the same', () => {
  const piece = played(120, 0, 3);
  expect(offGridShare(piece, 4)).toBeGreaterThan(0.6);
  const after = inTriplets(piece);
  expect(offGridShare(after, 4)).toBe(0);
  expect(after.meters).toEqual([{ tick: 0, numerator: 12, denominator: 8 }]);
  expectSame(piece, after, 1e-3);
  for (const song of songs) expectSame(song, inTriplets(song), 5e-3);
});

test('in steps of a twentieth of a second a second has twenty', () => {
  const after = retimed(played(97, 0, 1), TWENTY_HERTZ);
  const map = tempoMap(after);
  expect(secondsAt(map, after.division * 5)).toBe(1);
});
