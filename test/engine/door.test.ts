/** The browser door: who else on this machine or on the web could hear, steer or read the app if it were left open. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { builtPages, openDoor } from '#main/engine/server.ts';
import { connect } from '#main/protocol/connect.ts';
import { hosts } from '#main/protocol/hosts.ts';
import { socketWire } from '#main/protocol/socket.ts';
import type { Door } from '#main/engine/server.ts';

let door: Door;
let folder = '';
let cookie = '';
let origin = '';
let token = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  await writeFile(path.join(folder, 'index.html'), '<p>app');
  await writeFile(path.join(folder, '..', 'outside.txt'), 'secret');
  // Processes that do not start: only the door itself is tried here.
  const nobody = new URL('./nobody.ts', import.meta.url);
  door = await openDoor({
    pages: () => builtPages(folder),
    programs: { engine: nobody, midi: nobody },
  });
  const address = new URL(door.address);
  origin = address.origin;
  token = address.hash.slice(1);
  cookie = (await ask('POST', '/enter', { origin }, token)).cookie;
});
afterAll(async () => {
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly cookie: string;
  readonly body: string;
}

/** Asks by the bare client: `fetch` would not let a test lie about its host and origin. */
function ask(
  method: string,
  target: string,
  headers: Record<string, string>,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(origin, { method, path: target, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const [set = ''] = response.headers['set-cookie'] ?? [];
        resolve({ status: response.statusCode ?? 0, cookie: set.split(';')[0] ?? '', body: text });
      });
    });
    asked.on('error', reject).end(body);
  });
}

test('the app is only for who has the cookie, which only the token gives', async () => {
  expect((await ask('GET', '/index.html', {})).status).toBe(403);
  expect((await ask('GET', '/', {})).body).not.toContain('app');
  expect((await ask('GET', '/', { cookie })).body).toBe('<p>app');
});

test.each([
  ['no token', ''],
  ['a wrong token', 'x'.repeat(43)],
  ['half a token', 'half'],
])('%s opens nothing', async (_name, wrong) => {
  const answer = await ask('POST', '/enter', { origin }, wrong);
  expect(answer).toMatchObject({ status: 403, cookie: '' });
});

test.each<[string, () => Record<string, string>]>([
  ['a foreign origin', () => ({ origin: 'http://evil.example', cookie })],
  ['a foreign host name that leads here', () => ({ host: 'evil.example', cookie })],
  ['an origin of another port', () => ({ origin: 'http://127.0.0.1:1', cookie })],
])('%s gets nothing, cookie or not', async (_name, headers) => {
  expect((await ask('GET', '/', headers())).status).toBe(403);
});

test('the token is refused from a foreign page', async () => {
  expect((await ask('POST', '/enter', { origin: 'http://evil.example' }, token)).status).toBe(403);
  expect((await ask('POST', '/enter', {}, token)).status).toBe(403);
});

test.each(['/../outside.txt', '/..%2foutside.txt', '/%2e%2e/outside.txt'])(
  '%s stays outside',
  async (target) => {
    expect((await ask('GET', target, { cookie })).status).toBe(404);
  },
);

describe('a socket', () => {
  const open = (name: string, headers: Record<string, string>): Promise<WebSocket | null> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/wire/${name}`, { headers });
      socket.on('open', () => resolve(socket));
      socket.on('error', () => resolve(null));
    });

  test('opens for the page and answers', async () => {
    const socket = await open('hosts', { origin, cookie });
    if (socket === null) throw new Error('refused');
    const client = connect(hosts, socketWire(socket));
    expect((await client.states({})).hosts.map(({ host }) => host)).toEqual([
      'learning',
      'answering',
      'midi',
    ]);
    client.close();
  });

  test('stays shut without cookie, without origin, from elsewhere, and for unknown names', async () => {
    expect(await open('hosts', { origin })).toBeNull();
    expect(await open('hosts', { cookie })).toBeNull();
    expect(await open('hosts', { origin: 'http://evil.example', cookie })).toBeNull();
    expect(await open('files', { origin, cookie })).toBeNull();
  });
});
