/** Songs in one key: what is alike in them then lies on the same pitches. */
import type { Key } from './key.ts';
import { DRUM_CHANNEL, type Note, type Pitch } from './note.ts';
import type { Part } from './part.ts';
import type { Piece } from './piece.ts';

/** A key as a person names it. */
export type KeyName = Pick<Key, 'tonic' | 'minor'>;

/** The tonics of the key that all come to, and of its relative: C major and A minor have the same notes. */
const COMMON = { major: 0, minor: 9 } as const;

/** Semitones, -6 to 5, by which music of a key is moved to be in C major or A minor; 0 where it has no key. */
export function towardsCommonKey(key: KeyName | null): number {
  if (key === null) return 0;
  const tonic = key.minor ? COMMON.minor : COMMON.major;
  return ((tonic - key.tonic + 18) % 12) - 6;
}

/** A pitch moved by semitones; where that leaves the range of pitches, an octave back. */
export function movedPitch(pitch: Pitch, semitones: number): Pitch {
  const at = pitch + semitones;
  if (at < 0) return at + 12;
  return at > 127 ? at - 12 : at;
}

/** A piece moved by semitones, its drums aside. @param parts the role of each track */
export function movedPiece(
  piece: Piece,
  parts: readonly (Part | null)[],
  semitones: number,
): Piece {
  if (semitones === 0) return piece;
  const moved = (note: Note): Note =>
    note.channel === DRUM_CHANNEL ? note : { ...note, pitch: movedPitch(note.pitch, semitones) };
  return {
    ...piece,
    tracks: piece.tracks.map((track, index) =>
      parts[index] === 'drums' ? track : { ...track, notes: track.notes.map(moved) },
    ),
  };
}
