/** The ports in use outlive the app: what the next start reads is what was written, and a broken file is no harm. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testamentAt } from '#electron/testament.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('is there for the next start in the moment in which it is kept, and gone after an end in order', () => {
  const file = path.join(folder, 'home', 'ports.json');
  const left = [{ output: 'Synthé 1', channels: [0, 9] }];
  expect(testamentAt(file).left()).toBe(null);
  testamentAt(file).keep(left);
  expect(testamentAt(file).left()).toEqual(left);
  testamentAt(file).keep(null);
  expect(testamentAt(file).left()).toBe(null);
  expect(existsSync(file)).toBe(false);
});

test('half a file, and a place that cannot be written, stop nobody from starting', async () => {
  const file = path.join(folder, 'ports.json');
  await writeFile(file, '[{"output":"Syn');
  expect(testamentAt(file).left()).toBe(null);
  const nowhere = testamentAt(path.join(file, 'below a file', 'ports.json'));
  nowhere.keep([]);
  expect(nowhere.left()).toBe(null);
});
