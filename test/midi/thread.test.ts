/** The sender thread as the process has it: it plays on while the process is busy, and its end is noticed. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { now } from '#main/midi/clock.ts';
import { startSender, type SenderThread } from '#main/midi/thread.ts';
import { scoreOf } from './test-stage.ts';

let folder = '';
let log = '';
let thread: SenderThread;
let broken: Error[] = [];
const signal = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  log = path.join(folder, 'port.jsonl');
  broken = [];
  thread = startSender(log, (error) => broken.push(error));
});
afterAll(async () => {
  await thread.end();
  await rm(folder, { recursive: true, force: true });
});

const sent = (): readonly string[] => {
  try {
    return readFileSync(log, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
};

/** Keeps this thread busy, so that none of its messages, timers and promises moves, until `done` or for ten seconds. */
function busyUntil(done: () => boolean): boolean {
  const end = now() + 10;
  while (now() < end) if (done()) return true;
  return false;
}

test('plays on while the process around it does nothing but compute: a busy process never delays a note', async () => {
  const { service } = thread.join();
  const score = scoreOf([
    [0.05, 0.1, 60],
    [0.15, 0.2, 62],
  ]);
  await thread.conduct.alive({});
  const at = now() + 1;
  await service.play({ output: 'Memory', score, origin: at, at }, signal);
  expect(busyUntil(() => sent().length === 4)).toBe(true);
  await service.stop({}, signal);
});

test('a window that closes ends its notes, and a bell wakes the thread out of its waiting', async () => {
  const { client, service } = thread.join();
  const before = sent().length;
  const at = now();
  await service.play({ output: 'Memory', score: scoreOf([[0, 3600, 60]]), origin: at, at }, signal);
  await expect.poll(sent).toHaveLength(before + 1);
  client.close();
  await expect.poll(sent).toHaveLength(before + 2);
});

test('devices of a log come and go by its list, and everybody is told', async () => {
  const { client } = thread.join();
  const told: string[][] = [];
  client.on('ports', ({ outputs }) => told.push(outputs.map(({ id }) => id)));
  expect((await client.ports({})).outputs).toEqual([{ id: 'Memory', name: 'Memory' }]);
  await writeFile(`${log}.ports`, 'Synth\nSynth\n');
  await expect.poll(() => told, { timeout: 10_000 }).toContainEqual(['Synth', 'Synth #2']);
});

test('where another thread sees devices come and go, everybody is told too', async () => {
  const { client } = thread.join();
  const told: string[][] = [];
  client.on('ports', ({ outputs }) => told.push(outputs.map(({ id }) => id)));
  await client.ports({});
  await thread.conduct.look({});
  await expect.poll(() => told, { timeout: 10_000 }).toContainEqual(['Synth', 'Synth #2']);
});

test('its death is told, so that another process can end what it left on', async () => {
  await thread.conduct.alive({});
  await thread.end();
  await expect.poll(() => broken.length).toBeGreaterThan(0);
});
