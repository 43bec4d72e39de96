/** A window that crashes: it comes back, a dump and a line in the log say so, both stay here, and neither holds her music. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { personAt } from '../app/chromium.ts';
import { at, command, exists, picture, until, words } from '../app/walk.ts';
import { lookAt, startAlone } from './alone.ts';
import { withWord } from './processes.ts';
import { screen } from './screen.ts';
import type { Screen } from './screen.ts';

/** A song's name that nothing else in the app could hold. */
const SECRET = 'Zwölfuhrläuten-Xylophonquark';

let folder = '';
let shown: Screen;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  shown = await screen();
});
afterAll(async () => {
  for (const pid of await withWord(folder)) process.kill(pid, 'SIGKILL');
  await shown.off();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function dumps(): Promise<readonly string[]> {
  const home = path.join(folder, 'home');
  const names = await readdir(home, { recursive: true });
  return names.filter((name) => name.endsWith('.dmp')).map((name) => path.join(home, name));
}

test('leaves a dump and a readable line, on this machine only, without a name of a song', async () => {
  const { endpoint, page } = await startAlone(folder, shown.display);
  const me = personAt(page);
  await me.click(at('song-row'));
  await command(me, 'Rename the chosen');
  await until(me, `document.activeElement?.matches('${at('library')} input')`);
  await me.write(SECRET);
  await me.keys('Enter');
  await until(me, `document.querySelector('${at('library')}').textContent.includes('${SECRET}')`);
  const session = await page.createCDPSession();
  // It has no answer: who would give it is gone.
  void session.send('Page.crash').catch(() => undefined);
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
