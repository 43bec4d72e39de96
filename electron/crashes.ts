/** Crash dumps: written by the system's own handler into a folder of the app's, never sent anywhere, listed for a person. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { nullIfMissing } from './disk.ts';
import type { Crash } from '#main/protocol/desktop.ts';

/** The dumps below a folder, the latest first. */
export async function crashesIn(folder: string): Promise<readonly Crash[]> {
  const names = (await readdir(folder, { recursive: true }).catch(nullIfMissing)) ?? [];
  const dumps = await Promise.all(
    names
      .filter((name) => name.endsWith('.dmp'))
      .map(async (name) => {
        const about = await stat(path.join(folder, name)).catch(nullIfMissing);
        if (about === null) return [];
        return [{ name: path.basename(name), at: about.mtimeMs, bytes: about.size }];
      }),
  );
  return dumps.flat().sort((a, b) => b.at - a.at);
}
