/** Finds the files that a person named, folders searched through, and reads them without ever waiting on a pipe. */
import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { BUDGETS, readMidi } from '#main/music/midi-file.ts';
import type { Piece } from '#main/music/piece.ts';
import { isProblem, problem, type Problem } from '#main/music/problem.ts';

/** A file that was looked at: its piece, or why not. `stray` files lie in a folder and are neither MIDI nor named like it. */
export interface Judged {
  readonly file: string;
  readonly result: Piece | Problem;
  readonly stray: boolean;
}

const MIDI_NAMES = new Set(['.mid', '.midi', '.rmi', '.kar', '.smf']);

const detailOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** The bytes of a regular file of at most `most` bytes, or why they cannot be had. Opened without blocking, so that a pipe put in its place does not hang the run. */
export async function bytesOf(
  path: string,
  most: number = BUDGETS.bytes,
): Promise<Uint8Array | Problem> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const about = await handle.stat();
      if (!about.isFile()) return problem('not-a-file');
      if (about.size > most) return problem('too-large', String(most / 2 ** 20));
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    return problem('unreadable', detailOf(error));
  }
}

/** Reads one file as MIDI. */
export async function readSong(path: string): Promise<Piece | Problem> {
  const bytes = await bytesOf(path);
  return isProblem(bytes) ? bytes : readMidi(bytes, basename(path));
}

async function* judgeFolder(folder: string): AsyncGenerator<Judged> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { file: folder, result: problem('unreadable', detailOf(error)), stray: false };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* judgeFolder(file);
      continue;
    }
    const result = entry.isFile() ? await readSong(file) : problem('not-a-file');
    const named = MIDI_NAMES.has(extname(entry.name).toLowerCase());
    const alien = isProblem(result) && ['not-midi', 'not-a-file', 'empty'].includes(result.code);
    const other =
      isProblem(result) && ['audio-file', 'zip-archive', 'midi2-clip'].includes(result.code);
    yield { file, result, stray: !named && (alien || other) };
  }
}

/**
 * Judges every file that was named, by its bytes. A folder is searched through, hidden files too; links within it are not
 * followed (they may lead in circles), a link that was named is.
 */
export async function* judge(paths: readonly string[]): AsyncGenerator<Judged> {
  for (const path of paths) {
    let folder: boolean;
    try {
      folder = (await stat(path)).isDirectory();
    } catch (error) {
      yield { file: path, result: problem('unreadable', detailOf(error)), stray: false };
      continue;
    }
    if (folder) yield* judgeFolder(path);
    else yield { file: path, result: await readSong(path), stray: false };
  }
}
