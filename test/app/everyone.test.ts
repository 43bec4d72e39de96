/** What somebody loses who does not see, point or own a large screen: axe on every view, and nothing cut off. */
import path from 'node:path';
import { launch } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtPages, openDoor } from '#main/engine/server.ts';
import { findings } from './axe.ts';
import { personAt } from './chromium.ts';
import { command, ROOT } from './walk.ts';
import type { Door } from '#main/engine/server.ts';
import type { Browser } from 'puppeteer-core';

let door: Door;
let browser: Browser;

beforeAll(async () => {
  door = await openDoor({ pages: () => builtPages(path.join(ROOT, 'build/renderer')) });
  browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});
afterAll(async () => {
  await browser.close();
  await door.close();
});

/** Names of the primary actions that do not lie whole within the window. */
const OUTSIDE = `['play', 'learn-button', 'keep-sketch', 'palette'].filter((id) => {
  const box = document.querySelector('[data-testid="' + id + '"]').getBoundingClientRect();
  return box.width === 0 || box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
})`;

/** Presses what a view is opened by; Escape closes it again. */
const VIEWS: readonly (readonly [view: string, open: string])[] = [
  ['songs with their parts', `document.querySelector('[data-testid=song-row] button').click()`],
  ['search', `document.querySelector('[data-testid=search]').click()`],
  ['sketches', `document.querySelector('[data-testid=tab-sketches]').click()`],
  ['memories', `document.querySelector('[data-testid=memory-A]').click()`],
  ['sound of a lane', `document.querySelector('[data-testid=instrument]').click()`],
  ['palette', `document.querySelector('[data-testid=palette]').click()`],
  ['key sheet', `window.dispatchEvent(new KeyboardEvent('keydown', { key: '?', shiftKey: true }))`],
];

/** Sheets, by the first words of their commands in the languages of the window. */
const SHEETS: readonly (readonly [sheet: string, en: string, zh: string])[] = [
  ['about', 'About Melodrift', '关于'],
  ['recent', 'Recent projects', '最近的项目'],
];

test.each([
  ['dark', 'en', 1440, 900],
  ['light', 'zh-Hans', 1440, 900],
  ['light', 'en', 1024, 700],
  ['dark', 'zh-Hans', 720, 450],
] as const)(
  'in %s and %s at %i by %i axe finds nothing, and no action is out of reach',
  async (theme, locale, width, height) => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('response', (answer) => {
      if (answer.status() >= 400) troubles.push(`${String(answer.status())} ${answer.url()}`);
    });
    await page.setViewport({ width, height });
    // What is half faded in has not the contrast that it will have.
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.evaluateOnNewDocument(
      `localStorage.setItem('melodrift.preferences', '${JSON.stringify({ theme, locale })}')`,
    );
    await page.goto(door.address);
    await page.waitForSelector('[data-testid=map-view]', { timeout: 60_000 });
    await page.waitForFunction(
      "document.querySelectorAll('[data-testid=song-row]').length >= 8 && document.getAnimations().length === 0",
      { timeout: 60_000, polling: 100 },
    );
    expect(await findings(page), 'first run').toEqual([]);
    expect(await page.evaluate(OUTSIDE)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.focus('.pad .hand');
    await page.keyboard.press('Home');
    await page.waitForSelector('[data-testid=instrument]', { timeout: 60_000 });
    for (const [view, open] of VIEWS) {
      await page.evaluate(open);
      expect(await findings(page), view).toEqual([]);
      await page.keyboard.press('Escape');
    }
    for (const [sheet, en, zh] of SHEETS) {
      await command(personAt(page), locale === 'en' ? en : zh);
      await page.waitForSelector('[role=dialog]');
      expect(await findings(page), sheet).toEqual([]);
      await page.keyboard.press('Escape');
      await page.waitForFunction(`document.querySelector('[role=dialog]') === null`);
    }
    // Colours that tell parts are said in words too.
    await command(personAt(page), locale === 'en' ? 'Map colours: the part' : '地图颜色：突出');
    await page.waitForSelector('[data-testid=colour-key]');
    expect(await findings(page), 'the map by parts').toEqual([]);
    // Without a pointer a sheet is all there is until it is closed, and then she is where she was.
    await page.focus('.pad .hand');
    await page.keyboard.press('?');
    await page.waitForSelector('[data-testid=key-sheet]');
    for (const key of ['Tab', 'Tab', 'Tab'] as const) await page.keyboard.press(key);
    expect(await page.evaluate(`document.activeElement.closest('[role=dialog]') !== null`)).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      `document.querySelector('[role=dialog]') === null && document.activeElement.matches('.pad .hand')`,
    );
    expect(troubles).toEqual([]);
    await context.close();
  },
);
