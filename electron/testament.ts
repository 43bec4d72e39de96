/** What the process of the ports had in use, kept on disk: where this one is killed too, the next start still silences it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Testament } from '#main/protocol/supervisor.ts';

/**
 * A testament in a small file. It is written in the moment in which it changes, since nobody may be there a moment later;
 * that is when a port or a channel is used for the first time, not at each note. A disk that refuses costs only this.
 */
export function testamentAt(file: string): Testament {
  return {
    left: () => {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as unknown;
      } catch {
        // None, or not whole: nothing was left.
        return null;
      }
    },
    keep: (left) => {
      try {
        if (left === null) return rmSync(file, { force: true });
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify(left));
      } catch {
        // A full or lost disk: the process of the ports itself still ends what it left, unless all die at once.
      }
    },
  };
}
