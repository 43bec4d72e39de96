/** A thread that plays goes before all other work of the machine, as far as the system lets it. */
import { spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import os from 'node:os';

/** Low among the priorities of real time: sound servers have higher ones and are not to wait for us. */
const REAL_TIME = '10';
/** Milliseconds that the system's own program is given. */
const PATIENCE_MS = 2000;

/**
 * Gives the thread that calls the highest priority (Linux; elsewhere its process), and real time where the system grants
 * it, as Linux does to musicians with an `rtprio` limit: only that way it never waits for a turn of another program, which
 * may be milliseconds. Threads that it starts later have the same. Refusals are no failure.
 */
export function goFirst(): void {
  try {
    os.setPriority(0, os.constants.priority.PRIORITY_HIGHEST);
  } catch {
    // The system does not let us: it stays what it was.
  }
  if (process.platform !== 'linux') return;
  const thread = /\d+$/.exec(readlinkSync('/proc/thread-self'))?.[0];
  if (thread === undefined) return;
  // util-linux; where it is missing or refuses, the priority above is all there is.
  spawnSync('chrt', ['--rr', '--pid', REAL_TIME, thread], {
    stdio: 'ignore',
    timeout: PATIENCE_MS,
  });
}
