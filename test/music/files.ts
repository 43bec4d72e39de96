/** Words for reading test files: bytes, manifests, and what a piece amounts to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readMidi } from '#main/music/midi-file.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';

const entry = z.object({
  file: z.string(),
  expect: z.enum(['load', 'partial', 'either', 'reject']),
  why: z.string(),
  notes: z.number().optional(),
  seconds: z.number().optional(),
});

/** What must happen with each file of a folder. */
export function manifest(folder: string): readonly z.infer<typeof entry>[] {
  const text = readFileSync(join(folder, 'MANIFEST.json'), 'utf8');
  return z.object({ files: z.array(entry) }).parse(JSON.parse(text)).files;
}

const figures = z.object({
  seconds: z.number(),
  frames: z.number(),
  cells: z.number(),
  pitches: z.number(),
});
const song = figures.extend({
  tracks: z.number(),
  ticks_per_beat: z.number(),
  tempo_events: z.number(),
  notes: z.number(),
  drum_notes: z.number(),
  segments50: z.number(),
  max_at_once: z.number(),
  silent_frames: z.number(),
  with_drums: figures,
});

/** What independent counting found in each song, by its path within `songs`. */
export function expectedSongs(data: string): readonly (readonly [string, z.infer<typeof song>])[] {
  const text = readFileSync(join(data, 'songs', 'EXPECTED.json'), 'utf8');
  return Object.entries(
    z.object({ songs: z.record(z.string(), song) }).parse(JSON.parse(text)).songs,
  );
}

/** The bytes of a file. */
export function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

/** Reads a file that must be accepted. */
export function pieceAt(path: string): Piece {
  const piece = readMidi(bytesOf(path), 'song');
  if (isProblem(piece)) throw new Error(`${path} was refused: ${piece.code}`);
  return piece;
}

/** How many notes a piece has, drums and notes of no length included. */
export function countNotes(piece: Piece): number {
  return piece.tracks.reduce((sum, track) => sum + track.notes.length, 0);
}
