/** Starts the app's processes under plain Node, for the browser door. */
import { fork } from 'node:child_process';
import os from 'node:os';
import { linkWire } from '#main/protocol/link.ts';
import { life } from '#main/protocol/hosts.ts';
import { strands } from '#main/protocol/strands.ts';
import { gate } from '#main/protocol/gate.ts';
import { engineEnvironment } from '#main/protocol/environment.ts';
import type { Wire } from '#main/protocol/contract.ts';
import type { HostName } from '#main/protocol/hosts.ts';
import type { Child } from '#main/protocol/supervisor.ts';

/** The files that the processes start from. */
export interface Programs {
  readonly engine: URL;
  readonly midi: URL;
}

/**
 * Forks the process of `host`; what it prints goes to standard error, the log of a server.
 * @param staged whether it is to leave a core to the music
 */
export function forkHost(programs: Programs, host: HostName, staged = false): Child<Wire> {
  const child = fork(host === 'midi' ? programs.midi : programs.engine, [host], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, ...engineEnvironment(host, staged, os.availableParallelism()) },
  });
  const gone = gate();
  // What it said last may come after the news of its end.
  child.on('exit', () => {
    if (child.connected) child.once('disconnect', gone.open);
    else gone.open();
  });
  child.on('error', gone.open);
  const open = strands(linkWire(child));
  return {
    pid: () => child.pid ?? null,
    open,
    life: open(life.name),
    exited: gone.opened,
    kill: (force) => void child.kill(force ? 'SIGKILL' : 'SIGTERM'),
  };
}
