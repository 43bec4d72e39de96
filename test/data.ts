/** Where tests find the music that is not part of the repository: songs, benchmarks and damaged files that lie beside it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of shared data, or null where this machine has none; tests that need it are then skipped, visibly. */
export function sharedData(): string | null {
  const root = join(import.meta.dirname, '..');
  const places = [
    process.env['MELODRIFT_DATA'],
    join(root, '..', 'shared', 'data'),
    join(root, '..', '..', 'shared', 'data'),
  ];
  return places.find((place) => place !== undefined && existsSync(place)) ?? null;
}
