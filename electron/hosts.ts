/** Starts the app's processes as Electron's utility processes, and hands their ports to the window. */
import os from 'node:os';
import path from 'node:path';
import { MessageChannelMain, utilityProcess } from 'electron';
import { engineEnvironment } from '#main/protocol/environment.ts';
import { gate } from '#main/protocol/gate.ts';
import { life } from '#main/protocol/hosts.ts';
import { portWire } from '#main/protocol/port.ts';
import type { MessagePortMain } from 'electron';
import type { Handover } from '#main/protocol/child.ts';
import type { HostName } from '#main/protocol/hosts.ts';
import type { Child } from '#main/protocol/supervisor.ts';

/** A utility process that ports can be handed to. */
export interface Utility extends Child<MessagePortMain> {
  readonly hand: (name: string, port: MessagePortMain) => void;
}

/** Starts the process of `host` from the folder of builds; `staged`: it is to leave a core to the music. */
export function forkUtility(builds: string, host: HostName, staged: boolean): Utility {
  const program = path.join(builds, host === 'midi' ? 'midi' : 'engine', 'process.js');
  const child = utilityProcess.fork(program, [host], {
    serviceName: `Melodrift ${host}`,
    stdio: 'inherit',
    env: { ...process.env, ...engineEnvironment(host, staged, os.availableParallelism()) },
  });
  const gone = gate();
  child.on('exit', gone.open);
  const hand = (name: string, port: MessagePortMain): void => {
    child.postMessage({ open: name } satisfies Handover, [port]);
  };
  const open = (name: string): MessagePortMain => {
    const { port1, port2 } = new MessageChannelMain();
    hand(name, port2);
    return port1;
  };
  return {
    pid: () => child.pid ?? null,
    hand,
    open,
    life: portWire(open(life.name)),
    exited: gone.opened,
    kill: (force) => {
      if (force && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
}

/** A port from the learn engine straight to the answer engine, past window and main. */
export function marry(learning: Utility, answering: Utility): void {
  const { port1, port2 } = new MessageChannelMain();
  learning.hand('weights', port1);
  answering.hand('weights', port2);
}
