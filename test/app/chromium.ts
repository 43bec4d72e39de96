/** The app in Chromium, through the door on this machine that `npm start` opens where there is no display. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { launch } from 'puppeteer-core';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { builtPages, openDoor } from '#main/engine/server.ts';
import { connect } from '#main/protocol/connect.ts';
import { hosts } from '#main/protocol/hosts.ts';
import { socketWire } from '#main/protocol/socket.ts';
import { dropBy } from './person.ts';
import { at, ROOT } from './walk.ts';
import type { Browser, KeyInput, Page } from 'puppeteer-core';
import type { Client } from '#main/protocol/contract.ts';
import type { Opened, Person } from './person.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--autoplay-policy=no-user-gesture-required',
];

/** Someone before a page of Chromium. */
export function personAt(page: Page): Person {
  return {
    ask: (expression) => page.evaluate(expression) as Promise<never>,
    click: async (selector) => {
      await page.waitForSelector(selector);
      await page.click(selector);
    },
    twice: ({ x, y }) => page.mouse.click(x, y, { count: 2 }),
    hold: async ({ x, y }) => {
      await page.mouse.move(x, y);
      await page.mouse.down();
    },
    glide: ({ x, y }) => page.mouse.move(x, y, { steps: 3 }),
    letGo: () => page.mouse.up(),
    keys: async (...together) => {
      const keys = together as KeyInput[];
      for (const key of keys) await page.keyboard.down(key);
      for (const key of keys.toReversed()) await page.keyboard.up(key);
    },
    write: (text) => page.keyboard.type(text),
    drop: async (files) => {
      const client = await page.createCDPSession();
      await dropBy((name, about) => client.send(name, about), files);
      await client.detach();
    },
    picture: async (file) => void (await page.screenshot({ path: `${file}.png` as const })),
  };
}

/** Goes to the app's address, whose token leaves it by a second loading. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector(at('library'));
}

/** A wire of our own to the supervisor, by the cookie that the page was given. */
async function watcher(browser: Browser, address: string): Promise<Client<typeof hosts>> {
  const { origin } = new URL(address);
  const cookie = (await browser.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/wire/hosts`, {
    headers: { origin, cookie },
  });
  return connect(hosts, socketWire(socket));
}

/** The app in a browser, with the browser's own hand on the page. */
export interface OpenedInChromium extends Opened {
  readonly page: Page;
}

/** Opens it; what is downloaded goes to `folder`. `preferences` are as if they had been chosen before. */
export async function openInChromium(
  folder: string,
  preferences: Readonly<Record<string, unknown>> = {},
): Promise<OpenedInChromium> {
  const door = await openDoor({ pages: () => builtPages(path.join(ROOT, 'build/renderer')) });
  const browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ARGS,
    defaultViewport: { width: 1440, height: 900 },
  });
  const page = await browser.newPage();
  await page.evaluateOnNewDocument((kept) => {
    if (localStorage.length === 0) localStorage.setItem('melodrift.preferences', kept);
  }, JSON.stringify(preferences));
  await visit(page, door.address);
  const client = await page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const watch = await watcher(browser, door.address);
  return {
    page,
    person: personAt(page),
    pid: async (host) =>
      (await watch.states({})).hosts.find((each) => each.host === host)?.pid ?? null,
    saved: async (ending, act) => {
      const before = new Set(await readdir(folder));
      await act();
      const fresh = async (): Promise<string | undefined> =>
        (await readdir(folder)).find((name) => !before.has(name) && name.endsWith(ending));
      await vi.waitUntil(async () => (await fresh()) !== undefined, 20_000);
      return path.join(folder, (await fresh()) ?? '');
    },
    close: async () => {
      watch.close();
      await browser.close();
      await door.close();
    },
  };
}
