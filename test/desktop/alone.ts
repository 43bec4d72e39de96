/** The packaged app without anybody's hand on its main process: as people run it, with a look at its page. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { connect } from 'puppeteer-core';
import { vi } from 'vitest';
import { z } from 'zod';
import { TEST_PROGRAM } from '#setup/packing.ts';
import { at } from '../app/walk.ts';
import { FLAGS } from './packed.ts';
import type { ChildProcess } from 'node:child_process';
import type { Page } from 'puppeteer-core';

/** The app and its page. */
export interface Alone {
  readonly child: ChildProcess;
  /** Where puppeteer finds it. */
  readonly endpoint: string;
  readonly page: Page;
}

/** The address that Electron prints for who wants to look at the page. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString('utf8');
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(said)));
  });
}

const targets = z.array(z.object({ title: z.string() }));

/** Whether the page is there, by the title that is written in it. */
async function isLoaded(endpoint: string): Promise<boolean> {
  const listed = await fetch(`http://${new URL(endpoint).host}/json`);
  return targets.parse(await listed.json()).some(({ title }) => title.startsWith('Melodrift'));
}

/** What the app is started with when `folder` is its home. */
export const launching = (folder: string): readonly string[] => [
  ...FLAGS,
  `--user-data-dir=${path.join(folder, 'home')}`,
];

/** Starts it, and waits until its demo is there; where it is given `files` to open, until the window is. */
export async function startAlone(
  folder: string,
  display: string,
  environment: Readonly<Record<string, string>> = {},
  files: readonly string[] = [],
): Promise<Alone> {
  const child = spawn(TEST_PROGRAM, [...launching(folder), '--remote-debugging-port=0', ...files], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment, DISPLAY: display },
  });
  const endpoint = await address(child);
  return { child, endpoint, page: await lookAt(endpoint, files.length === 0) };
}

/** Hands a file over by a second launch, as a double-click does, which ends at once. @returns its exit code */
export async function handOver(folder: string, display: string, file: string): Promise<number> {
  const second = spawn(TEST_PROGRAM, [...launching(folder), file], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display },
  });
  const [code]: unknown[] = await once(second, 'exit');
  return Number(code);
}

/** The app's page, looked at anew; with `music` songs and a map are there. */
export async function lookAt(browserWSEndpoint: string, music = true): Promise<Page> {
  // Whoever comes while the page is still being loaded may look at what was there before, for good.
  await vi.waitUntil(() => isLoaded(browserWSEndpoint), 60_000);
  const browser = await connect({ browserWSEndpoint, defaultViewport: null });
  try {
    const target = await browser.waitForTarget((each) => each.url().startsWith('app://'));
    const page = await target.page();
    if (page === null) throw new Error('there is no window');
    // One that died several times of late asks first: whoever looks wants it back as it was.
    await page.waitForSelector(`${at('library')}, ${at('stopped-again')}`, { timeout: 60_000 });
    await (await page.$(at('stopped-again')))?.click();
    await page.waitForSelector(at('library'), { timeout: 60_000 });
    if (!music) return page;
    await page.waitForSelector(at('song-row'), { timeout: 60_000 });
    await page.waitForSelector('.pad input[type=number]', { timeout: 60_000 });
    return page;
  } catch (error) {
    await browser.disconnect();
    throw error;
  }
}
