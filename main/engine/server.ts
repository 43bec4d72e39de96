/** The browser door: serves the same app to a browser on this machine, for where there is no display, for development and tests. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { systemClock } from '#main/protocol/clock.ts';
import { Household } from '#main/protocol/household.ts';
import { hostName, hosts } from '#main/protocol/hosts.ts';
import { pageFile, pageHeaders } from '#main/protocol/page.ts';
import { relay } from '#main/protocol/relay.ts';
import { Hall } from '#main/protocol/serve.ts';
import { socketWire } from '#main/protocol/socket.ts';
import { entrancePage, entranceScript } from './door/entrance.ts';
import { forkHost } from './door/forks.ts';
import { cookieFits, hostFits, newSecrets, originFits, same, setCookie } from './door/guard.ts';
import type { Duplex } from 'node:stream';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Wire } from '#main/protocol/contract.ts';
import type { Programs } from './door/forks.ts';

/** Serves a page's files to a browser that is let in. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

export interface DoorSettings {
  /** The page: made by `builtPages`, or a development server's. It is handed the HTTP server too. */
  readonly pages: (server: Server) => Pages | Promise<Pages>;
  /** The processes to fork; by default those beside this file. */
  readonly programs?: Programs;
  /** Port on the loopback address; 0 takes a free one. */
  readonly port?: number;
}

export interface Door {
  /** The address to open, token and all. */
  readonly address: string;
  /** Ends the processes and the server. */
  readonly close: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** A thousand songs in one message, and no more. */
const LARGEST_MESSAGE = 256 * 2 ** 20;
const sources: Programs = {
  engine: new URL('./process.ts', import.meta.url),
  midi: new URL('../midi/process.ts', import.meta.url),
};

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, pageHeaders).end();
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { ...pageHeaders, 'Content-Type': type }).end(body);
}

/** The pages of a folder that was built. */
export function builtPages(folder: string): Pages {
  return (request, response) => {
    const file = pageFile((request.url ?? '').replace(/[?#].*$/s, ''));
    if (file === null || request.method !== 'GET') return refuse(response, 404);
    readFile(path.join(folder, ...file.names)).then(
      (body) => send(response, file.type, body),
      () => refuse(response, 404),
    );
  };
}

/** Opens the door. The answer engine and the midi process start with it. */
export async function openDoor(settings: DoorSettings): Promise<Door> {
  const secrets = newSecrets();
  const hall = new Hall(hosts);
  const programs = settings.programs ?? sources;
  const household = new Household<Wire>({
    spawn: (host, staged) => forkHost(programs, host, staged),
    marry: (learning, answering) => relay(learning.open('weights'), answering.open('weights')),
    clock: systemClock,
    changed: (state) => hall.emit('host', state),
  });
  let pages: Pages = (_request, response) => refuse(response, 503);
  let port = 0;

  const enter = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!originFits(request.headers, true) || Number(request.headers['content-length']) > 100) {
      return refuse(response, 403);
    }
    if (!same(await text(request), secrets.token)) return refuse(response, 403);
    response
      .writeHead(204, { ...pageHeaders, 'Set-Cookie': setCookie(port, secrets.cookie) })
      .end();
  };
  const server = createServer((request, response) => {
    const { url, method, headers } = request;
    if (!hostFits(headers, port) || !originFits(headers, false)) refuse(response, 403);
    else if (cookieFits(headers, port, secrets.cookie)) pages(request, response);
    else if (url === '/enter' && method === 'POST') {
      enter(request, response).catch(() => refuse(response, 400));
    } else if (url === '/') send(response, 'text/html; charset=utf-8', entrancePage);
    else if (url === '/enter.js') send(response, 'text/javascript; charset=utf-8', entranceScript);
    else refuse(response, 403);
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const refuseSocket = (socket: Duplex, status: string): void => {
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  };
  /** What a socket of this name is joined to, once it is there: an open socket means a process that answers. */
  const meet = async (name: string): Promise<(wire: Wire) => void> => {
    if (name !== hosts.name) {
      const far = await household.join(hostName.parse(name));
      return (wire) => relay(wire, far);
    }
    // In this door a window joins a process by opening a socket of its name.
    const watching = {
      join: () => ({}),
      states: () => ({ hosts: household.states }),
      stage: async ({ on }: { readonly on: boolean }) => {
        await household.stage(on);
        return {};
      },
    };
    return (wire) => hall.enter(wire, watching);
  };
  server.on('upgrade', (request, socket, head) => {
    const { url = '', headers } = request;
    if (!url.startsWith('/wire/')) return;
    const name = url.slice('/wire/'.length);
    const known = name === hosts.name || hostName.safeParse(name).success;
    const fits =
      hostFits(headers, port) &&
      originFits(headers, true) &&
      cookieFits(headers, port, secrets.cookie);
    if (!known || !fits) return refuseSocket(socket, known ? '403 Forbidden' : '404 Not Found');
    // Who goes away while the process starts is no trouble.
    socket.on('error', () => socket.destroy());
    meet(name).then(
      (join) =>
        sockets.handleUpgrade(request, socket, head, (accepted) => join(socketWire(accepted))),
      () => refuseSocket(socket, '503 Service Unavailable'),
    );
  });

  pages = await settings.pages(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port ?? 0, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  ({ port } = address);
  household.start();
  return {
    address: `http://${LOOPBACK}:${String(port)}/#${secrets.token}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await household.stop(1);
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
