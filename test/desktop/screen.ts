/** A virtual screen, for windows that nobody looks at. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A screen that is on. */
export interface Screen {
  /** What DISPLAY must be. */
  readonly display: string;
  readonly off: () => Promise<void>;
}

/** Turns one on; it finds a number that is free by itself. */
export async function screen(): Promise<Screen> {
  const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [said] = await once(child.stdio[3] as Readable, 'data');
  return {
    display: `:${String(said).trim()}`,
    off: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
