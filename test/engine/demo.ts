/** The demo songs as an engine is given them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SongInput } from '#main/protocol/music.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'songs');

/** The first `count` demo songs, by name. */
export function demoSongs(count = 8): SongInput[] {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.mid'))
    .sort();
  return files.slice(0, count).map((file) => {
    const bytes = new Uint8Array(readFileSync(join(FOLDER, file)));
    const hash = createHash('sha256').update(bytes).digest('hex');
    return { hash, name: basename(file, '.mid'), bytes };
  });
}
