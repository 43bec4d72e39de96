/** Songs that are learned in one key are moved by as little as can be, and back to the very notes that they were. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { movedPiece, movedPitch, towardsCommonKey } from '#main/music/common-key.ts';
import { estimateKey } from '#main/music/key.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { DRUM_CHANNEL } from '#main/music/note.ts';
import { assignParts } from '#main/music/parts.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';

const key = fc.record({ tonic: fc.integer({ min: 0, max: 11 }), minor: fc.boolean() });
const FILES = ['d_ddtblu', 'd_e1m3', 'd_the_da'];

function demoPiece(name: string): Piece {
  const piece = readMidi(new Uint8Array(readFileSync(`resources/demo/songs/${name}.mid`)), name);
  if (isProblem(piece)) throw new Error(piece.code);
  return piece;
}

describe('the common key', () => {
  it('is C major or its relative, by the shorter way', () => {
    fc.assert(
      fc.property(key, ({ tonic, minor }) => {
        const moved = towardsCommonKey({ tonic, minor });
        expect((tonic + moved + 12) % 12).toBe(minor ? 9 : 0);
        expect(moved).toBeGreaterThanOrEqual(-6);
        expect(moved).toBeLessThanOrEqual(5);
      }),
    );
    expect(towardsCommonKey(null), 'drums alone have no key').toBe(0);
  });

  it('keeps every pitch in range, and gives those of a piano back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 127 }),
        fc.integer({ min: -6, max: 5 }),
        (pitch, by) => {
          const moved = movedPitch(pitch, by);
          expect(moved).toBeGreaterThanOrEqual(0);
          expect(moved).toBeLessThanOrEqual(127);
          if (pitch >= 21 && pitch <= 108) expect(movedPitch(moved, -by)).toBe(pitch);
        },
      ),
    );
  });

  it.each(FILES)('is heard in %s once it is moved there, and its drums stay', (name) => {
    const piece = demoPiece(name);
    const parts = assignParts(piece);
    const before = estimateKey(piece);
    const moved = movedPiece(piece, parts, towardsCommonKey(before));
    const after = estimateKey(moved);
    expect([after?.tonic, after?.minor]).toEqual([before?.minor ? 9 : 0, before?.minor]);
    const drums = ({ tracks }: Piece) =>
      tracks.map(({ notes }) => notes.filter(({ channel }) => channel === DRUM_CHANNEL));
    expect(drums(moved)).toEqual(drums(piece));
  });
});
