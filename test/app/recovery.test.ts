/** A window that dies with unsaved work: what was drawn is offered at the next start and comes back note for note. */
import { expect, test } from 'vitest';
import { opened } from './opened.ts';
import { personAt, visit } from './chromium.ts';
import { draw, editsKept, EDITS, notes } from './drawn.ts';
import { at, exists, picture, until, words } from './walk.ts';
import type { Page } from 'puppeteer-core';
import type { Person } from './person.ts';

const app = opened({ learnOnDrop: false });

interface Piece {
  readonly id: string;
  /** In base 64. */
  readonly text: string;
}

/** The pieces of unsaved work that the browser keeps. */
const KEPT = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('melodrift', 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('autosaves').objectStore('autosaves').getAll();
    asked.onsuccess = () =>
      resolve(asked.result.map(({ id, bytes }) => ({ id, text: new Uint8Array(bytes).toBase64() })));
    opening.result.close();
  };
})`;

const pieces = (she: Person): Promise<readonly Piece[]> => she.ask(KEPT);

/** What each piece of unsaved work holds, as a number of edits. */
const kept = async (she: Person): Promise<readonly (number | null)[]> =>
  (await pieces(she)).map(({ text }) => editsKept(Buffer.from(text, 'base64')));

/** The page dies without a word, and another opens the same address. */
async function again(page: Page): Promise<Page> {
  const next = await page.browser().newPage();
  const address = page.url();
  await page.close({ runBeforeUnload: false });
  await next.bringToFront();
  await visit(next, address);
  return next;
}

test('what was drawn before the window died comes back note for note, and discarded it is gone for good', async () => {
  await draw(app.person);
  const before = await notes(app.person);
  expect(before.length).toBeGreaterThan(0);
  await expect.poll(() => kept(app.person)).toEqual([EDITS]);
  const [own] = await pieces(app.person);

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
  // What was offered goes once the page that took it keeps it as its own; till then it would be offered twice.
  await expect.poll(async () => (await pieces(she)).some(({ id }) => id === own?.id)).toBe(false);
  expect(await kept(she)).toEqual([EDITS]);

  const third = await again(second);
  const last = personAt(third);
  await until(last, exists(at('recovery')), 60);
  await last.click(at('recovery-discard'));
  await until(last, `!(${exists(at('recovery'))})`);
  await expect.poll(() => kept(last)).toEqual([]);
});
