/** The package itself: what is in it, what it can never be made to do, and that it goes when it is told to. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fuses, readFuses, runningPackages } from '#electron/builder.ts';
import { presentElectron } from '#setup/parts/electron.ts';
import { TEST_PROGRAM, whyNoRelease } from '#setup/packing.ts';
import { personAt } from '../app/chromium.ts';
import { hanging, PORT_LOG, sentTo, strikes } from '../app/port-log.ts';
import { at, eightSongs, place, ROOT } from '../app/walk.ts';
import { handOver, startAlone } from './alone.ts';
import { mapped, withWord } from './processes.ts';
import { screen } from './screen.ts';
import type { Page } from 'puppeteer-core';
import type { Screen } from './screen.ts';

const FOLDER = path.dirname(TEST_PROGRAM);
const inside = (): readonly string[] =>
  listPackage(path.join(FOLDER, 'resources/app.asar'), { isPack: false });

describe('the package', () => {
  test('has every fuse as it was meant, read from its binary', async () => {
    const found = await readFuses(TEST_PROGRAM);
    expect(fuses(true)).toMatchObject(found);
    expect(found).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
    // What people get differs in the one fuse by which tests drive it.
    expect(fuses(false)).toEqual({ ...fuses(true), EnableNodeCliInspectArguments: false });
  });

  test('holds what runs and nothing else', () => {
    const files = inside().filter((file) => /\.[a-z]+$|\.so\.2$/.test(file));
    const packages = new Set(
      files
        .map((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
        .filter((name) => name !== undefined),
    );
    expect([...packages].sort()).toEqual(Object.keys(runningPackages('linux')).sort());
    const others = files.filter((file) => !/^\/(node_modules|build)\//.test(file));
    expect(others).toEqual(['/package.json']);
    expect(files.filter((file) => /\.(map|ts|md|cc|h)$/.test(file))).toEqual([]);
  });

  test('is no larger than Electron, TensorFlow and 60 MB of its own', async () => {
    const own = await stat(path.join(FOLDER, 'resources/app.asar'));
    expect(own.size).toBeLessThan(60e6);
  });

  test('brings the licence of everything in it', async () => {
    const text = await readFile(path.join(FOLDER, 'LICENCES.third-party.txt'), 'utf8');
    for (const name of [...Object.keys(runningPackages('linux')), 'svelte', 'tone', 'zod'])
      expect(text).toContain(`\n${name} `);
    expect(text).not.toMatch(/\(not said\)|\([^)]*\bA?GPL/);
    expect(text).toContain('Freedoom');
    for (const file of ['LICENSE.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect((await stat(path.join(FOLDER, file))).size).toBeGreaterThan(500);
  });
});

const electron = await presentElectron(ROOT);

describe('a release', () => {
  test.each([
    ['standin', 'native'],
    ['official', 'wasm'],
    [null, null],
  ] as const)('is refused with Electron %s and TensorFlow %s', (kind, backend) => {
    expect(whyNoRelease(kind, backend)).toContain('official Electron');
  });

  test('is made of the official Electron and native TensorFlow', () => {
    expect(whyNoRelease('official', 'native')).toBeNull();
  });

  test.skipIf(electron === 'official')(
    'is not made here, where Electron is a stand-in',
    async () => {
      const command = [path.join(ROOT, 'setup/run.mjs'), 'package', '--release'];
      const ended = promisify(execFile)(process.execPath, command, { cwd: ROOT });
      await expect(ended).rejects.toMatchObject({
        code: 3,
        stderr: expect.stringContaining('A release needs the official Electron') as string,
      });
    },
  );
});

describe('the app', () => {
  let folder = '';
  let shown: Screen;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
    shown = await screen();
  });
  afterEach(async () => {
    for (const pid of await withWord(folder)) process.kill(pid, 'SIGKILL');
    await shown.off();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const songs = (page: Page): Promise<number> =>
    page.$$eval('[data-testid="song-row"]', (rows) => rows.length);

  test('takes the files of a second launch, which ends at once; its native parts are loaded', async () => {
    const { page } = await startAlone(folder, shown.display);
    expect(await songs(page)).toBe(8);
    const [song = ''] = await eightSongs();
    expect(await handOver(folder, shown.display, song)).toBe(0);
    await expect.poll(() => songs(page), { timeout: 30_000 }).toBe(1);
    const maps = await Promise.all((await withWord(folder)).map(mapped));
    for (const part of ['jazz.node', 'libtensorflow_cc', 'tfjs_binding.node'])
      expect(maps.filter((map) => map.includes(part)).length).toBeGreaterThan(0);
  });

  test.each(['SIGTERM', 'closing the window'])(
    'is gone within three seconds of %s, with all its processes',
    async (how) => {
      const { child, page } = await startAlone(folder, shown.display);
      expect((await withWord(folder)).length).toBeGreaterThan(2);
      const began = performance.now();
      if (how === 'SIGTERM') child.kill('SIGTERM');
      else await page.evaluate('setTimeout(() => window.close())');
      await vi.waitUntil(async () => (await withWord(folder)).length === 0, {
        timeout: 10_000,
        interval: 50,
      });
      expect((performance.now() - began) / 1000).toBeLessThan(3);
    },
  );

  test.each(['SIGTERM', 'closing the window'])(
    'leaves no note on at a port after %s: a synthesizer would sound on with nothing left to stop it',
    async (how) => {
      const log = path.join(folder, 'port.jsonl');
      const { child, page } = await startAlone(folder, shown.display, { [PORT_LOG]: log });
      await page.click(at('output'));
      const rows = await page
        .waitForSelector('[data-menu-item]')
        .then(() => page.$$('[data-menu-item]'));
      await rows[1]?.click();
      await place(personAt(page), 0.3, -0.2);
      await vi.waitUntil(async () => hanging(await sentTo(log)) > 0, {
        timeout: 60_000,
        interval: 5,
      });
      if (how === 'SIGTERM') child.kill('SIGTERM');
      else await page.evaluate('setTimeout(() => window.close())');
      await vi.waitUntil(async () => (await withWord(folder)).length === 0, 10_000);
      expect(strikes(await sentTo(log)).length).toBeGreaterThan(0);
      expect(hanging(await sentTo(log))).toBe(0);
    },
  );
});
