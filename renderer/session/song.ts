/** A song of the project, from bytes to the facts that a list shows. */
import { offGridShare } from '#main/music/grid.ts';
import type { KeyName } from '#main/music/common-key.ts';
import { estimateKey, type Key } from '#main/music/key.ts';
import { barsUntil, meterMap } from '#main/music/meter.ts';
import { readMidi } from '#main/music/midi-file.ts';
import type { Seconds } from '#main/music/note.ts';
import { assignParts } from '#main/music/parts.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem, type Problem } from '#main/music/problem.ts';
import { secondsOf } from '#main/music/tempo-map.ts';
import type { SongInput } from '#main/protocol/music.ts';
import type { Song } from '#main/project/project.ts';

/** A file that has a name and bytes. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file without its `.mid`. */
export function songName(file: string): string {
  return file.replace(/\.(midi?|kar|rmi)$/iu, '');
}

/** SHA-256 in hex: the identity of a song. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A song before it is in the project, where it gets its colour. */
export type NewSong = Omit<Song, 'colour'>;

/** Reads a file as a song, or says why not. */
export async function readSong(file: NamedBytes): Promise<NewSong | Problem> {
  const name = songName(file.name);
  const piece = readMidi(file.bytes, name);
  if (isProblem(piece)) return piece;
  const hash = await hashOf(file.bytes);
  return { hash, name, bytes: file.bytes, piece, parts: assignParts(piece), key: null };
}

/** What an engine needs of a song. */
export function songInputOf(song: Song): SongInput {
  return {
    hash: song.hash,
    name: song.name,
    bytes: Uint8Array.from(song.bytes),
    parts: [...song.parts],
    ...(song.key === null ? {} : { key: song.key }),
  };
}

/** The key of a song: as the person named it, or as it is estimated; null where nothing pitched sounds. */
export function keyOf({ key, piece }: Pick<Song, 'key' | 'piece'>): KeyName | null {
  return key ?? factsOf(piece).key;
}

/** What a list shows of a song. */
export interface SongFacts {
  readonly bars: number;
  readonly seconds: Seconds;
  readonly notes: number;
  readonly bpm: number;
  /** Null where nothing pitched sounds. */
  readonly key: Key | null;
  /** Share of onsets that miss a grid of sixteenths. */
  readonly offGrid: number;
}

const facts = new WeakMap<Piece, SongFacts>();

/** The facts of a piece, counted once. */
export function factsOf(piece: Piece): SongFacts {
  const kept = facts.get(piece);
  if (kept !== undefined) return kept;
  let end = 0;
  let notes = 0;
  for (const track of piece.tracks) {
    notes += track.notes.length;
    for (const note of track.notes) end = Math.max(end, note.end);
  }
  const counted = {
    bars: barsUntil(meterMap(piece), end).length,
    seconds: secondsOf(piece),
    notes,
    bpm: 60e6 / (piece.tempos[0]?.microsecondsPerQuarter ?? 500000),
    key: estimateKey(piece),
    offGrid: offGridShare(piece, 4),
  };
  facts.set(piece, counted);
  return counted;
}
