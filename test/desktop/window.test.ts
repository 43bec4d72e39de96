/** Electron's own window: what a page of ours may not do, and that the same job is done in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { connect } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DEMO_MODEL,
  decoded,
  demoIsOpen,
  drag,
  place,
  ROOT,
  screenshot,
  sounding,
} from '../app/walk.ts';
import type { ChildProcess } from 'node:child_process';
import type { Browser, Page } from 'puppeteer-core';

/** The packaged app where there is one, else the same builds under the development Electron. */
const PACKED = path.join(ROOT, 'dist/linux-unpacked/melodrift');
const program = existsSync(PACKED)
  ? [PACKED]
  : [path.join(ROOT, 'node_modules/electron/dist/electron'), ROOT];
/** As root the system's sandbox cannot be had; the window's own settings stay. */
const rootless = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

let app: ChildProcess;
let browser: Browser;
let page: Page;
let folder = '';
const asked: string[] = [];

/** The address that Electron prints for who wants to steer it. */
function steering(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (piece: Buffer): void => {
      said += piece.toString('utf8');
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(said)));
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  const [file = '', ...words] = program;
  const flags = [
    '--disable-gpu',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
    ...rootless,
  ];
  app = spawn('xvfb-run', ['-a', file, ...flags, ...words], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  browser = await connect({ browserWSEndpoint: await steering(app), defaultViewport: null });
  const target = await browser.waitForTarget((each) => each.url().startsWith('app://'));
  const found = await target.page();
  if (found === null) throw new Error('there is no window');
  page = found;
  page.on('request', (request) => void asked.push(request.url()));
  await demoIsOpen(page);
});
afterAll(async () => {
  const gone = once(app, 'exit');
  if (app.pid !== undefined) process.kill(-app.pid, 'SIGTERM');
  await gone;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('the page has no Node and no Electron', async () => {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'electron'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('inline scripts and eval do not run', async () => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inline = true';
    document.head.append(script);
    return 'inline' in window;
  });
  expect(ran).toBe(false);
  const policy = await page.evaluate(() =>
    fetch('app://melodrift/').then((answer) => answer.headers.get('content-security-policy')),
  );
  expect(policy).not.toContain("'unsafe-eval'");
});

test('nothing leads the window away or opens another, and nothing leaves the machine', async () => {
  const outcome = await page.evaluate(async () => {
    const opened = window.open('https://example.com/');
    location.href = 'https://example.com/';
    const fetched = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    return { opened: opened !== null, fetched };
  });
  expect(outcome).toEqual({ opened: false, fetched: false });
  expect(page.url()).toBe('app://melodrift/');
  expect(await browser.pages()).toHaveLength(1);
});

test.each(['midi', 'geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'])(
  'the permission %s is denied',
  async (name) => {
    const state = await page.evaluate(
      (wanted) =>
        navigator.permissions
          .query({ name: wanted as PermissionName })
          .then((answer) => answer.state),
      name,
    );
    expect(state).not.toBe('granted');
  },
);

test.each(['..%2fpackage.json', 'assets/..%5c..%5cpackage.json', '.hidden.json'])(
  'app:// does not serve %s',
  async (target) => {
    const status = await page.evaluate(
      (wanted) => fetch(`app://melodrift/${wanted}`).then((answer) => answer.status),
      target,
    );
    expect(status).toBe(404);
  },
);

test('a drag over the map makes a phrase, and a place gives what the command line gives', async () => {
  await drag(page);
  await expect
    .poll(async () => (await sounding(page)).length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  const wanted = await decoded(DEMO_MODEL, 0.3, -0.2, path.join(folder, 'cli.mid'));
  await place(page, 0.3, -0.2);
  await expect.poll(() => sounding(page), { timeout: 20_000 }).toEqual(wanted);
  await screenshot(page, 'window');
});

test('the window asked for nothing but its own files', () => {
  const foreign = asked.filter((url) => !/^(app|blob|data):/.test(url));
  expect(foreign.filter((url) => !url.startsWith('https://example.com/'))).toEqual([]);
});
