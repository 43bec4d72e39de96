/** Crash dumps: written by the system's own handler into a folder of the app's, never sent anywhere, listed for a person. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Crash } from '#main/protocol/desktop.ts';

/** The dumps below a folder, the latest first. */
export async function crashesIn(folder: string): Promise<readonly Crash[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const dumps = await Promise.all(
    names
      .filter((name) => name.endsWith('.dmp'))
      .map(async (name) => {
        const about = await stat(path.join(folder, name)).catch(() => null);
        return { name: path.basename(name), at: about?.mtimeMs ?? 0, bytes: about?.size ?? 0 };
      }),
  );
  return dumps.sort((a, b) => b.at - a.at);
}
