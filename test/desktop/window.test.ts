/** The packaged window: what a page of ours may not do, whatever is put into it. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { at, demoIsOpen, until } from '../app/walk.ts';
import { openPacked } from './packed.ts';
import type { Packed } from './packed.ts';

let app: Packed;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  app = await openPacked(folder);
  await app.session.electron.execute((electron) => {
    const sent: string[] = [];
    Object.assign(globalThis, { sent });
    electron.session.defaultSession.webRequest.onSendHeaders(({ url }) => void sent.push(url));
  });
  await demoIsOpen(app.person);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('every window is sandboxed, isolated and without Node', async () => {
  const found = await app.session.electron.execute((electron) =>
    electron.webContents.getAllWebContents().map((each) => {
      // Electron has it, its types do not.
      const ask: unknown = Reflect.get(each, 'getLastWebPreferences');
      return typeof ask === 'function' ? (ask.call(each) as unknown) : null;
    }),
  );
  expect(found).toHaveLength(1);
  for (const preferences of found)
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
    });
});

test('the page has no Node and no Electron', async () => {
  const found = await app.session.execute(() =>
    ['require', 'process', 'module', 'electron'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
  expect(await app.session.execute(() => crossOriginIsolated)).toBe(true);
});

test('inline scripts and eval do not run', async () => {
  const ran = await app.session.execute(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inline = true';
    document.head.append(script);
    return 'inline' in window;
  });
  expect(ran).toBe(false);
  const policy = await app.session.execute(() =>
    fetch('app://melodrift/').then((answer) => answer.headers.get('content-security-policy')),
  );
  expect(policy).not.toContain("'unsafe-eval'");
});

test('nothing leads the window away or opens another, and nothing leaves the machine', async () => {
  const outcome = await app.session.execute(async () => {
    const opened = window.open('https://example.com/');
    location.href = 'https://example.com/';
    const fetched = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    return { opened: opened !== null, fetched };
  });
  expect(outcome).toEqual({ opened: false, fetched: false });
  expect(await app.session.getUrl()).toBe('app://melodrift/');
  expect(await app.session.getWindowHandles()).toHaveLength(1);
  const sent = await app.session.electron.execute(() =>
    JSON.stringify(Reflect.get(globalThis, 'sent')),
  );
  const foreign = z.array(z.string()).parse(JSON.parse(sent));
  expect(foreign.filter((url) => !/^(app|blob|data):/.test(url))).toEqual([]);
});

test.each(['midi', 'geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'])(
  'the permission %s is denied',
  async (name) => {
    const state = await app.session.execute(
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
    const status = await app.session.execute(
      (wanted) => fetch(`app://melodrift/${wanted}`).then((answer) => answer.status),
      target,
    );
    expect(status).toBe(404);
  },
);

test.skipIf(existsSync('/dev/snd/seq'))(
  'where the system has no MIDI the list of ports says so, and nothing is in trouble',
  async () => {
    const me = app.person;
    await me.click(at('output'));
    await until(me, `document.body.textContent.includes('No MIDI ports found')`);
    await me.keys('Escape');
    const states = `document.querySelector('${at('status-output')}').dataset.state`;
    expect(await me.ask<string>(states)).not.toBe('trouble');
  },
);

test('on stage the system keeps the screen awake, and no longer than that', async () => {
  const me = app.person;
  /** Whether a wish of ours is in force; the system numbers them. */
  const held = () =>
    app.session.electron.execute((electron) =>
      [0, 1, 2, 3].some((id) => electron.powerSaveBlocker.isStarted(id)),
    );
  const staged = `document.querySelector('${at('status-output')}').textContent.includes('Stage')`;
  expect(await held()).toBe(false);
  await me.keys('Control', 'Shift', 'l');
  await until(me, staged);
  await expect.poll(held).toBe(true);
  await me.keys('Control', 'Shift', 'l');
  await until(me, `!(${staged})`);
  await expect.poll(held).toBe(false);
});
