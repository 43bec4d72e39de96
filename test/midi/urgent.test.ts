/** The thread that plays goes before the learning and whatever else the machine has to do: real time where the system grants it. */
import { fork, spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Whether the system grants real time to a program of ours, as `goFirst` asks for it. */
const granted =
  process.platform === 'linux' && spawnSync('chrt', ['--rr', '10', 'true']).status === 0;

test.skipIf(!granted)(
  'a thread that goes first is of real time, and no other of its process is',
  async () => {
    const child = fork(path.join(import.meta.dirname, 'real', 'urgent-thread.ts'));
    const said = await new Promise((told, failed) => {
      child.once('message', told);
      child.once('exit', (code) => failed(new Error(`ended with ${String(code)}`)));
    });
    child.disconnect();
    expect(said).toEqual({
      thread: { policy: 'SCHED_RR', priority: 10 },
      process: { policy: 'SCHED_OTHER', priority: 0 },
    });
  },
);
