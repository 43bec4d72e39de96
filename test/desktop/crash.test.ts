/** A window that crashes: it comes back, a dump and a line in the log say so, both stay here, and neither holds her music. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { connect } from 'puppeteer-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pack } from '#main/project/bundle.ts';
import { open } from '#main/project/history.ts';
import { emptyProject, setProject } from '#main/project/models.ts';
import { findings } from '../app/axe.ts';
import { personAt } from '../app/chromium.ts';
import { at, command, exists, picture, until, words } from '../app/walk.ts';
import { lookAt, startAlone } from './alone.ts';
import { withWord } from './processes.ts';
import { screen } from './screen.ts';
import type { Page } from 'puppeteer-core';
import type { Screen } from './screen.ts';

/** A song's name that nothing else in the app could hold. */
const SECRET = 'Zwölfuhrläuten-Xylophonquark';

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

async function dumps(): Promise<readonly string[]> {
  const home = path.join(folder, 'home');
  const names = await readdir(home, { recursive: true });
  return names.filter((name) => name.endsWith('.dmp')).map((name) => path.join(home, name));
}

/** The page crashes. */
async function die(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  // It has no answer: who would give it is gone.
  void session.send('Page.crash').catch(() => undefined);
  // Nor has the one that is gone: a page that answers now is the next.
  await vi.waitUntil(async () => !(await answers(page)), { timeout: 30_000, interval: 50 });
}

/** Whether a page answers at all, with the app or what stands in its place. */
async function answers(page: Page): Promise<boolean> {
  const asked = page.evaluate(`${exists(at('library'))} || ${exists(at('stopped'))}`);
  const late = new AbortController();
  const never = vi.waitUntil(() => late.signal.aborted, 2000).then(() => false);
  try {
    return (await Promise.race([asked, never])) === true;
  } catch {
    return false;
  } finally {
    late.abort();
  }
}

/** The page that was loaded after the last one died. */
const anew = (endpoint: string): Promise<Page> =>
  vi.waitFor(
    async () => {
      const browser = await connect({ browserWSEndpoint: endpoint, defaultViewport: null });
      const [page] = await browser.pages();
      if (page !== undefined && (await answers(page))) return page;
      await browser.disconnect();
      throw new Error('no page answers');
    },
    { timeout: 60_000, interval: 200 },
  );

const tempo = async (page: Page, bpm: string): Promise<void> =>
  until(personAt(page), `document.querySelector('${at('tempo')}')?.value === '${bpm}'`, 60);

test('leaves a dump and a readable line, on this machine only, without a name of a song', async () => {
  const { endpoint, page } = await startAlone(folder, shown.display);
  const me = personAt(page);
  await me.click(at('song-row'));
  await command(me, 'Rename the chosen');
  await until(me, `document.activeElement?.matches('${at('library')} input')`);
  await me.write(SECRET);
  await me.keys('Enter');
  await until(me, `document.querySelector('${at('library')}').textContent.includes('${SECRET}')`);
  await die(page);
  await expect.poll(async () => (await dumps()).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const back = await vi.waitFor(() => lookAt(endpoint), { timeout: 90_000 });
  const log = await readFile(path.join(folder, 'home/logs/melodrift.log'), 'utf8');
  expect(log).toMatch(/^\d{4}-\d\d-\d\d [\d:.]+Z Melodrift [\d.]+ on linux/mu);
  expect(log).toMatch(/^\d{4}-\d\d-\d\d [\d:.]+Z window: its page is gone, (crashed|killed)/mu);
  expect(log).toMatch(/answering \(process \d+\): running/u);
  expect(log).not.toContain(SECRET);
  const [dump = ''] = await dumps();
  const bytes = await readFile(dump);
  for (const form of ['utf8', 'utf16le', 'latin1'] as const)
    expect(bytes.includes(Buffer.from(SECRET, form))).toBe(false);

  const she = personAt(back);
  // What she had not saved is offered; she looks what happened first.
  await command(she, 'About Melodrift');
  await until(she, exists(at('crash')));
  expect(await words(she, at('log'))).toContain('its page is gone');
  expect(await words(she, at('about'))).toContain('electron');
  expect(await words(she, at('about'))).not.toContain(SECRET);
  await picture(she, 'about');
});

test('comes back with the project that was open; what crashes again and again stops, says what is safe, and starts fresh', async () => {
  const file = path.join(folder, 'Nightly.melodrift');
  await writeFile(file, pack(open(setProject(emptyProject('Nightly'), { bpm: 91 }))));
  const { child, endpoint, page } = await startAlone(folder, shown.display, {}, [file]);
  await tempo(page, '91.0');
  let now = page;
  for (let death = 1; death <= 3; death += 1) {
    await die(now);
    now = await anew(endpoint);
    await tempo(now, '91.0');
    await until(personAt(now), `document.body.textContent.includes('is back, with Nightly')`);
  }
  expect(await readdir(path.join(folder, 'home/autosaves'))).toEqual([]);
  await picture(personAt(now), 'crashed-and-back');
  await now.evaluate(() => {
    localStorage.setItem(
      'melodrift.preferences',
      JSON.stringify({ theme: 'dark', locale: 'zh-Hans' }),
    );
  });
  await die(now);
  now = await anew(endpoint);
  const she = personAt(now);
  await until(she, exists(at('stopped')), 60);
  expect(await words(she, at('stopped'))).toContain('您的文件是安全的');
  expect(await words(she, at('stopped-again'))).toContain('Nightly.melodrift');
  await picture(she, 'stopped');
  expect(await findings(now)).toEqual([]);
  await she.click(at('stopped-fresh'));
  // The demo, not the project.
  await until(she, exists(at('library')), 60);
  now = await lookAt(endpoint);
  expect(await now.$eval(at('tempo'), (field) => (field as HTMLInputElement).value)).not.toBe(
    '91.0',
  );
  const began = performance.now();
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect((performance.now() - began) / 1000).toBeLessThan(3);
});
