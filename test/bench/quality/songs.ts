/** The sets of songs that are learned for the table of goals; null where this machine has not got them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { SongInput } from '#main/protocol/music.ts';
import { sharedData } from '../../data.ts';

const DEMO = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'songs');

function songAt(path: string): SongInput {
  const bytes = new Uint8Array(readFileSync(path));
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { hash, name: basename(path, extname(path)), bytes };
}

function songsIn(folder: string): readonly SongInput[] {
  const names = readdirSync(folder).filter((name) => extname(name).toLowerCase() === '.mid');
  return names.sort().map((name) => songAt(join(folder, name)));
}

/** The eight demo songs. */
export const demoSongs = (): readonly SongInput[] => songsIn(DEMO);

/** One demo song. */
export const oneSong = (): readonly SongInput[] => demoSongs().slice(0, 1);

/** All songs of a folder beside the repository. */
export function songsOf(folder: string): readonly SongInput[] | null {
  const data = sharedData();
  const path = data === null ? null : join(data, 'songs', folder);
  return path === null || !existsSync(path) ? null : songsIn(path);
}

/** A rock song with drums and a piano rag. */
export function twoKinds(): readonly SongInput[] | null {
  const rag = songsOf('ragtime-pd')?.find(({ name }) => name === 'maple-leaf-rag');
  const rock = demoSongs().find(({ name }) => name === 'd_e1m3');
  return rag === undefined || rock === undefined ? null : [rock, rag];
}
