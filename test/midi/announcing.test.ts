/** A process that dies at the very first note of a channel: unless it said before where that would be, the note hangs for good. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { forkHost } from '#main/engine/door/forks.ts';
import { Announcing, joined } from '#main/midi/announcing.ts';
import { now } from '#main/midi/clock.ts';
import { systemClock } from '#main/protocol/clock.ts';
import { connect } from '#main/protocol/connect.ts';
import { midi } from '#main/protocol/midi.ts';
import { Supervisor } from '#main/protocol/supervisor.ts';
import { scoreOf } from './test-stage.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', 'main');
const folder = mkdtempSync(path.join(os.tmpdir(), 'melodrift-'));
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('what is to be used is told before it is asked for, once, and the thread has the last word', async () => {
  const told: unknown[] = [];
  const announcing = new Announcing((estate) => void told.push(estate));
  const first = { output: 'A', channels: [0, 9] };
  const answer = await announcing.before('A', [0, 9], () => {
    told.push('asked');
    return Promise.resolve(1);
  });
  expect(answer).toBe(1);
  announcing.uses([first]);
  await announcing.before('A', [9], () => Promise.resolve());
  await announcing.before('B', [2], () => Promise.resolve());
  const both = [first, { output: 'B', channels: [2] }];
  expect(told).toEqual([[first], 'asked', [first], both]);
  await expect(
    announcing.before('C', [1], () => Promise.reject(new Error('no such port'))),
  ).rejects.toThrow('no such port');
  announcing.uses([]);
  expect(told.at(-1)).toEqual([]);
  expect(joined([first, { output: 'A', channels: [9, 3] }])).toEqual([
    { output: 'A', channels: [0, 9, 3] },
  ]);
});

test('killed at its first note, the process of the ports is followed by one that ends it', async () => {
  const log = path.join(folder, 'port.jsonl');
  vi.stubEnv('MELODRIFT_MIDI_LOG', log);
  const source = (file: string): URL => new URL(file, `file://${ROOT}/`);
  const programs = { engine: source('engine/process.ts'), midi: source('midi/process.ts') };
  const keeper = new Supervisor({
    host: 'midi',
    spawn: () => forkHost(programs, 'midi'),
    clock: systemClock,
    always: true,
    patience: 60,
    changed: () => undefined,
  });
  const sent = (): readonly (readonly number[])[] =>
    readFileSync(log, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { bytes: readonly number[] }).bytes);
  const client = connect(midi, (await keeper.need()).open('midi'));
  const at = now() + 0.02;
  void client
    .play({ output: 'Memory', score: scoreOf([[0, 60, 64]]), origin: at, at })
    // It dies before it can answer.
    .catch(() => undefined);
  await vi.waitFor(() => expect(sent()).toHaveLength(1), { timeout: 60_000, interval: 1 });
  const pid = keeper.state.pid;
  if (pid === null) throw new Error('it runs');
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(sent()).toContainEqual([0xb0, 123, 0]), { timeout: 60_000 });
  await vi.waitFor(() => expect(sent()).toContainEqual([0x80, 64, 64]), { timeout: 60_000 });
  await keeper.stop(10);
}, 180_000);
