/** A sketch goes by keys alone from one running app to another that knows nothing of it, and there it is the same music. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInChromium } from './chromium.ts';
import { draw, notes } from './drawn.ts';
import { at, command, demoIsOpen, exists, picture, until, words } from './walk.ts';
import type { OpenedInChromium } from './chromium.ts';

let here: OpenedInChromium;
let there: OpenedInChromium;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  here = await openInChromium(folder, { learnOnDrop: false, theme: 'light' });
  there = await openInChromium(folder, { learnOnDrop: false, theme: 'dark', locale: 'zh-Hans' });
  await demoIsOpen(here.person);
  await demoIsOpen(there.person);
});
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await rm(folder, { recursive: true, force: true });
});

/** Browsers without a screen have a clipboard each: what one holds is put into the other's, as the system's own would be. */
async function carry(): Promise<string> {
  for (const { page } of [here, there]) {
    const { origin } = new URL(page.url());
    const wanted = ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write'] as const;
    await page.browserContext().overridePermissions(origin, [...wanted]);
    await page.bringToFront();
  }
  const text = await here.person.ask<string>('navigator.clipboard.readText()');
  await there.person.ask(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  return text;
}
const focus = ({ page }: OpenedInChromium, row: string): Promise<void> =>
  page.focus(`${at(row)} .main`);
const count = ({ person }: OpenedInChromium, row: string): Promise<number> =>
  person.ask(`document.querySelectorAll('${at(row)}').length`);

test('a sketch is copied where its row has the focus, and pasted in another app note for note', async () => {
  await draw(here.person);
  await focus(here, 'sketch-row');
  await here.person.keys('Control', 'c');
  await until(here.person, exists(at('toast')));
  expect(await words(here.person, at('toast'))).toContain('is copied');
  await picture(here.person, 'clipboard-copied');
  expect(await carry()).toContain('melodrift-sketch-1');
  await focus(there, 'song-row');
  await there.person.keys('Control', 'v');
  await until(there.person, exists(at('sketch-row')));
  await expect.poll(() => notes(there.person)).not.toEqual([]);
  await picture(there.person, 'clipboard-pasted-dark-zh');
  // The table says places and pitches in the language of each window: the numbers in it are the same.
  const numbers = async (app: OpenedInChromium): Promise<unknown> =>
    (await notes(app.person)).map((row) => row.match(/\d+/gu));
  expect(await numbers(there)).toEqual(await numbers(here));
  await there.person.keys('Control', 'z');
  await expect.poll(() => count(there, 'sketch-row')).toBe(0);
});

test('a song is copied and pasted as a sketch, from the palette too', async () => {
  await here.person.click(at('tab-songs'));
  await focus(here, 'song-row');
  await here.person.keys('Control', 'c');
  expect(await carry()).toMatch(/^data:audio\/midi;name=d_ddtblu/u);
  await command(there.person, '将音乐粘贴为草稿');
  await expect.poll(() => count(there, 'sketch-row')).toBe(1);
  expect(await words(there.person, at('sketch-row'))).toContain('d_ddtblu');
});

test('files that were copied in a file manager come in as songs, and words are said to be no music', async () => {
  const { person } = there;
  const told = (fill: string): Promise<void> =>
    person.ask(`(() => {
      const clipboardData = new DataTransfer();
      ${fill}
      const about = { clipboardData, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new ClipboardEvent('paste', about));
    })()`);
  const bytes = 'TVRoZAAAAAYAAAABAGBNVHJrAAAADACQPECDAJA8AAD/LwA=';
  await person.click(at('tab-songs'));
  const before = await count(there, 'song-row');
  await told(`
    const bytes = Uint8Array.from(atob('${bytes}'), (sign) => sign.charCodeAt(0));
    clipboardData.items.add(new File([bytes], 'from a folder.mid', { type: 'audio/midi' }));
  `);
  await until(
    person,
    `document.querySelector('${at('library')}').textContent.includes('from a folder')`,
  );
  // The demo's songs make room for the first of one's own.
  expect(await count(there, 'song-row')).toBeLessThan(before);
  await told(`clipboardData.setData('text/plain', 'words');`);
  await until(
    person,
    `(document.querySelector('${at('toast')}')?.textContent ?? '').includes('剪贴板中没有音乐')`,
  );
  await picture(person, 'clipboard-no-music-dark-zh');
});
