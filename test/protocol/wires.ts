/** Every wire there is, made anew, for the one suite that all of them must pass. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { MessageChannel as ThreadChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import { linkWire } from '#main/protocol/link.ts';
import { loop } from '#main/protocol/loop.ts';
import { portWire } from '#main/protocol/port.ts';
import { socketWire } from '#main/protocol/socket.ts';
import { strands } from '#main/protocol/strands.ts';
import { EventEmitter } from 'node:events';
import type { Wire } from '#main/protocol/contract.ts';
import type { EmitterPort } from '#main/protocol/port.ts';

/** Both ends of a wire and what takes them down afterwards. */
export interface Pair {
  readonly near: Wire;
  readonly far: Wire;
  readonly end: () => void | Promise<void>;
}

/** Two joined ports with the manners of Electron's `MessagePortMain`: an emitter, silent until started. */
function emitterPorts(): readonly [EmitterPort, EmitterPort] {
  const { port1, port2 } = new ThreadChannel();
  const make = (port: typeof port1): EmitterPort => {
    const emitter = new EventEmitter();
    port.on('close', () => emitter.emit('close'));
    return Object.assign(emitter, {
      postMessage: (message: unknown) => port.postMessage(message),
      start: () =>
        void port.on('message', (data: unknown) => emitter.emit('message', { data, ports: [] })),
      close: () => port.close(),
    });
  };
  return [make(port1), make(port2)];
}

async function sockets(): Promise<Pair> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const connection = once(server, 'connection');
  const socket = new WebSocket(`ws://127.0.0.1:${String(address.port)}`);
  const near = socketWire(socket);
  const [accepted] = (await connection) as [WebSocket];
  return { near, far: socketWire(accepted), end: () => void server.close() };
}

/** A child that sends back what it is told, so that near and far both live here but every message crosses twice. */
async function children(): Promise<Pair> {
  const child = fork(new URL('./echo-child.ts', import.meta.url), { serialization: 'advanced' });
  await once(child, 'spawn');
  const cable = linkWire(child);
  const open = strands(cable);
  return {
    near: open('near'),
    far: open('far'),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      cable.close();
      await exit;
    },
  };
}

export const wires: Readonly<Record<string, () => Pair | Promise<Pair>>> = {
  loop: () => {
    const [near, far] = loop();
    return { near, far, end: () => near.close() };
  },
  'port of a page': () => {
    const { port1, port2 } = new MessageChannel();
    const near = portWire(port1);
    return { near, far: portWire(port2), end: () => near.close() };
  },
  'port of a worker thread': () => {
    const { port1, port2 } = new ThreadChannel();
    const near = portWire(port1);
    return { near, far: portWire(port2), end: () => near.close() };
  },
  'port of Electron': () => {
    const [one, two] = emitterPorts();
    const near = portWire(one);
    return { near, far: portWire(two), end: () => near.close() };
  },
  socket: sockets,
  'channel of a child process': children,
};
