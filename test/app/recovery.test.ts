/** A window that dies with unsaved work: what was drawn is offered at the next start and comes back note for note. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInChromium, personAt, visit } from './chromium.ts';
import { at, demoIsOpen, drag, exists, picture, spotIn, until, words } from './walk.ts';
import type { Page } from 'puppeteer-core';
import type { OpenedInChromium } from './chromium.ts';
import type { Person } from './person.ts';

let app: OpenedInChromium;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  app = await openInChromium(folder, { learnOnDrop: false });
  await demoIsOpen(app.person);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Every note of the roll as the table for screen readers says it. */
const notes = (me: Person): Promise<readonly string[]> =>
  me.ask(
    `[...document.querySelectorAll('.roll table tbody tr')].map((row) => row.textContent.trim())`,
  );
/** How many pieces of unsaved work the browser keeps. */
const KEPT = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('melodrift', 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('autosaves').objectStore('autosaves').count();
    asked.onsuccess = () => resolve(asked.result);
    opening.result.close();
  };
})`;

/** Draws a note into a kept phrase, without saving. */
async function draw(me: Person): Promise<void> {
  await drag(me, [0.4, 0.6], [0.6, 0.35]);
  await me.click(at('keep-sketch'));
  await me.click(at('tab-sketches'));
  await until(me, exists(at('sketch-row')));
  const rows = (): Promise<string> =>
    me.ask(`document.querySelector('.roll table').getAttribute('aria-rowcount')`);
  const kept = await rows();
  await me.twice(await spotIn(me, at('roll'), 0.6, 0.3));
  await expect.poll(rows).not.toBe(kept);
}

/** The page dies without a word, and another opens the same address. */
async function again(page: Page): Promise<Page> {
  const next = await page.browser().newPage();
  const address = page.url();
  await page.close({ runBeforeUnload: false });
  await next.bringToFront();
  await visit(next, address);
  return next;
}

test('what was drawn a second before the window died comes back note for note, and discarded it is gone for good', async () => {
  await draw(app.person);
  const before = await notes(app.person);
  expect(before.length).toBeGreaterThan(0);
  // A second is what she was promised.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await app.person.ask<number>(KEPT)).toBe(1);

  const second = await again(app.page);
  const she = personAt(second);
  await until(she, exists(at('recovery')), 60);
  expect(await words(she, at('recovery-difference'))).toContain('1 sketch added');
  await picture(she, 'recovery-offered');
  await she.click(at('recovery-recover'));
  await until(she, `!(${exists(at('recovery'))})`);
  await she.click(at('tab-sketches'));
  await she.click(at('sketch-row'));
  await expect.poll(() => notes(she)).toEqual(before);
  await expect.poll(() => she.ask<number>(KEPT), { timeout: 20_000 }).toBe(1);

  const third = await again(second);
  const last = personAt(third);
  await until(last, exists(at('recovery')), 60);
  await last.click(at('recovery-discard'));
  await until(last, `!(${exists(at('recovery'))})`);
  await expect.poll(() => last.ask<number>(KEPT)).toBe(0);
});
