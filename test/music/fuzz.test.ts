/** However a file is damaged, the app neither hangs nor crashes, and shows no impossible note. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { bytesOf } from './files.ts';

const song = bytesOf(join(import.meta.dirname, '../../resources/demo/songs/d_e2m5.mid'));

const damage = fc.array(
  fc.record({
    at: fc.nat({ max: song.length - 1 }),
    value: fc.integer({ min: 0, max: 255 }),
    how: fc.constantFrom('change', 'drop', 'insert'),
  }),
  { minLength: 1, maxLength: 40 },
);

function readsSoundly(bytes: Uint8Array): void {
  const before = performance.now();
  const piece = readMidi(bytes, 'fuzz');
  expect(performance.now() - before).toBeLessThan(2000);
  if (isProblem(piece)) return;
  for (const { notes, end } of piece.tracks) {
    let last = 0;
    for (const note of notes) {
      const sound =
        note.pitch >= 0 &&
        note.pitch < 128 &&
        note.velocity > 0 &&
        note.velocity < 128 &&
        note.start >= last &&
        note.end >= note.start &&
        note.end <= end;
      if (!sound) expect.fail(JSON.stringify(note));
      last = note.start;
    }
  }
}

test('a song with bytes changed, dropped and added', () => {
  fc.assert(
    fc.property(damage, (wounds) => {
      const bytes = Array.from(song);
      for (const { at, value, how } of wounds) {
        if (how === 'change') bytes[at] = value;
        else bytes.splice(at, how === 'drop' ? 1 : 0, ...(how === 'drop' ? [] : [value]));
      }
      readsSoundly(Uint8Array.from(bytes));
    }),
    { numRuns: 300 },
  );
});

test('a song cut anywhere', () => {
  for (let length = 0; length < song.length; length += 37) readsSoundly(song.subarray(0, length));
});

test('any bytes after a sound header', () => {
  const header = song.subarray(0, 14);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (rest) => {
      const track = Uint8Array.of(
        0x4d,
        0x54,
        0x72,
        0x6b,
        0,
        0,
        rest.length >> 8,
        rest.length & 255,
      );
      readsSoundly(Uint8Array.from([...header, ...track, ...rest]));
    }),
    { numRuns: 300 },
  );
});
