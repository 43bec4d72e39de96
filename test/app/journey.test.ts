/** The main job in a browser, end to end: what a musician loses when any part of the way is broken. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import toneMidi from '@tonejs/midi';
import { launch } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { builtPages, openDoor } from '#main/engine/server.ts';
import { connect } from '#main/protocol/connect.ts';
import { hosts } from '#main/protocol/hosts.ts';
import { socketWire } from '#main/protocol/socket.ts';
import {
  DEMO_MODEL,
  decoded,
  demoIsOpen,
  drag,
  place,
  press,
  ROOT,
  screenshot,
  sounding,
} from './walk.ts';
import type { Browser, Page } from 'puppeteer-core';
import type { Client } from '#main/protocol/contract.ts';
import type { HostName, HostState } from '#main/protocol/hosts.ts';
import type { Door } from '#main/engine/server.ts';

let door: Door;
let browser: Browser;
let page: Page;
let folder = '';
let watch: Client<typeof hosts>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  door = await openDoor({ pages: () => builtPages(path.join(ROOT, 'build/renderer')) });
  browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
    ],
    defaultViewport: { width: 1440, height: 900 },
  });
  page = await browser.newPage();
  await page.goto(door.address);
  await demoIsOpen(page);
  const { origin } = new URL(door.address);
  const cookie = (await browser.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/wire/hosts`, {
    headers: { origin, cookie },
  });
  watch = connect(hosts, socketWire(socket));
});
afterAll(async () => {
  watch.close();
  await browser.close();
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

async function host(name: HostName): Promise<HostState> {
  const found = (await watch.states({})).hosts.find((each) => each.host === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

async function kill(name: HostName): Promise<void> {
  const { pid } = await host(name);
  if (pid === null) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGKILL');
}

/** Another phrase than `old` sounds. */
async function changed(old: unknown): Promise<void> {
  await expect.poll(() => sounding(page), { timeout: 20_000 }).not.toEqual(old);
}

test('dragging over the map makes a phrase that is seen', async () => {
  expect(await sounding(page)).toEqual([]);
  await drag(page);
  await changed([]);
  expect((await sounding(page)).length).toBeGreaterThan(0);
  await screenshot(page, 'map-dragged');
});

test('the phrase at a place is what the model says there, as the command line writes it', async () => {
  const wanted = await decoded(DEMO_MODEL, 0.3, -0.2, path.join(folder, 'cli.mid'));
  expect(wanted.length).toBeGreaterThan(0);
  await place(page, 0.3, -0.2);
  await expect.poll(() => sounding(page), { timeout: 20_000 }).toEqual(wanted);
});

test('playing is heard', async () => {
  await page.$eval('[data-testid="play"]', (button) => (button as HTMLElement).click());
  await page.waitForFunction(
    "Number(document.querySelector('[data-testid=meter]').dataset.level) > 0.01",
    {
      timeout: 30_000,
    },
  );
});

test('a kept phrase is a sketch; keeping can be undone; its file is read by another reader', async () => {
  const phrase = await sounding(page);
  await press(page, 'keep-sketch');
  await page.click('[data-testid="tab-sketches"]');
  await page.waitForSelector('[data-testid="sketch-row"]');
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await press(page, 'export');
  const exported = async (): Promise<string | undefined> =>
    (await readdir(folder)).find((name) => name.endsWith('.mid') && name !== 'cli.mid');
  await expect.poll(exported, { timeout: 20_000 }).toBeDefined();
  const read = new toneMidi.Midi(await readFile(path.join(folder, (await exported()) ?? '')));
  const pitches = read.tracks
    .flatMap(({ notes }) => notes.map(({ midi }) => midi))
    .sort((a, b) => a - b);
  expect(pitches).toEqual(phrase.map(({ pitch }) => pitch).sort((a, b) => a - b));
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyZ');
  await page.keyboard.up('Control');
  await page.waitForFunction("document.querySelector('[data-testid=sketch-row]') === null");
});

test('an answer engine that is killed comes back with its model, and the map plays on', async () => {
  await place(page, 0.3, -0.2);
  const before = await sounding(page);
  await kill('answering');
  await expect.poll(async () => (await host('answering')).deaths).toBe(1);
  await place(page, -0.5, 0.1);
  await changed(before);
  await expect
    .poll(() => sounding(page), { timeout: 20_000 })
    .toEqual(await decoded(DEMO_MODEL, -0.5, 0.1, path.join(folder, 'cli.mid')));
});

test('songs are learned natively, on what the music leaves over, and the map then answers otherwise', async () => {
  const before = await sounding(page);
  await page.click('[data-testid="tab-songs"]');
  await press(page, 'learn-button');
  await expect.poll(async () => (await host('learning')).pid, { timeout: 20_000 }).not.toBeNull();
  await page.waitForSelector('[data-testid="reconstruction"]', { timeout: 60_000 });
  const { pid } = await host('learning');
  expect(await readFile(`/proc/${String(pid)}/maps`, 'utf8')).toContain('libtensorflow');
  expect((await readFile(`/proc/${String(pid)}/stat`, 'utf8')).split(') ')[1]?.split(' ')[16]).toBe(
    '19',
  );
  await screenshot(page, 'learning');
  await press(page, 'learn-stop');
  await page.waitForSelector('[data-testid="learn-button"]', { timeout: 60_000 });
  await place(page, -0.4, 0.1);
  await place(page, -0.5, 0.1);
  await changed(before);
});

test('a learn engine that is killed while it learns leaves the window alive and saying so', async () => {
  await press(page, 'learn-button');
  await page.waitForSelector('[data-testid="reconstruction"]', { timeout: 60_000 });
  await kill('learning');
  await expect.poll(async () => (await host('learning')).deaths).toBe(1);
  await page.waitForSelector('[data-testid="toast"], [data-testid="learn-button"]', {
    timeout: 30_000,
  });
  const before = await sounding(page);
  await place(page, 0.6, 0.5);
  await changed(before);
  await screenshot(page, 'learn-engine-killed');
});
