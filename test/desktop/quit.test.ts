/** The packaged app goes: a signal ends every note, keeps every edit and asks nobody; a person who closes the window is asked. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { personAt } from '../app/chromium.ts';
import { draw } from '../app/drawn.ts';
import { hanging, PORT_LOG, sentTo, strikes } from '../app/port-log.ts';
import { at, demoIsOpen, exists, until, words } from '../app/walk.ts';
import { startAlone } from './alone.ts';
import { openPacked } from './packed.ts';
import { lives, withWord } from './processes.ts';
import { screen } from './screen.ts';
import type { Packed } from './packed.ts';
import type { Screen } from './screen.ts';

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

const gone = (): Promise<boolean> =>
  vi.waitUntil(async () => (await withWord(folder)).length === 0, {
    timeout: 10_000,
    interval: 20,
  });
const kept = async (): Promise<number> =>
  (await readdir(path.join(folder, 'home/autosaves')).catch(() => [])).filter((name) =>
    name.endsWith('.autosave'),
  ).length;

test.each(['SIGTERM', 'SIGHUP'] as const)(
  '%s while it plays, learns and holds unsaved edits: notes off, work kept, gone within three seconds, offered at the next start',
  async (signal) => {
    const log = path.join(folder, 'port.jsonl');
    const { child, page } = await startAlone(folder, shown.display, { [PORT_LOG]: log });
    const me = personAt(page);
    await me.click(at('output'));
    await page.waitForSelector('[data-menu-item]');
    await (await page.$$('[data-menu-item]'))[1]?.click();
    await draw(me);
    await me.click(at('learn-button'));
    await until(me, `Number(document.querySelector('${at('facts')}')?.dataset.step ?? 0) >= 1`, 90);
    await vi.waitUntil(async () => hanging(await sentTo(log)) > 0, {
      timeout: 60_000,
      interval: 5,
    });
    const began = performance.now();
    child.kill(signal);
    await gone();
    expect((performance.now() - began) / 1000).toBeLessThan(3);
    expect(strikes(await sentTo(log)).length).toBeGreaterThan(0);
    expect(hanging(await sentTo(log))).toBe(0);
    expect(await kept()).toBe(1);

    const next = await startAlone(folder, shown.display);
    await next.page.waitForSelector(at('recovery'), { timeout: 60_000 });
    expect(await words(personAt(next.page), at('recovery-difference'))).toContain('1 sketch added');
  },
);

describe('a person who closes the window', () => {
  let app: Packed;
  let midi = 0;
  beforeEach(async () => {
    app = await openPacked(folder);
    await demoIsOpen(app.person);
    midi = (await app.pid('midi')) ?? 0;
    await draw(app.person);
    await expect.poll(kept).toBe(1);
  });
  afterEach(() => app.crash());

  /** As the button of its frame does. */
  const close = (): Promise<void> =>
    app.session.electron.execute((electron) => {
      electron.BrowserWindow.getAllWindows()[0]?.close();
    });
  // Main itself waits at its very end for the driver that looks into it.
  const ends = (): Promise<boolean> =>
    vi.waitUntil(async () => !(await lives(midi)), { timeout: 10_000, interval: 20 });

  test('is asked before unsaved work goes; cancelled it stays, discarded it goes for good', async () => {
    const me = app.person;
    await close();
    await until(me, exists(at('unsaved')));
    await me.click(at('unsaved-cancel'));
    await until(me, `!(${exists(at('unsaved'))})`);
    expect(await lives(midi)).toBe(true);
    await close();
    await until(me, exists(at('unsaved')));
    const began = performance.now();
    await me.click(at('unsaved-discard'));
    await ends();
    expect((performance.now() - began) / 1000).toBeLessThan(3);
    expect(await kept()).toBe(0);
  });

  test('and is asked when a signal comes, is not waited for; the work is there at the next start', async () => {
    await close();
    await until(app.person, exists(at('unsaved')));
    const began = performance.now();
    process.kill(app.main, 'SIGTERM');
    await ends();
    expect((performance.now() - began) / 1000).toBeLessThan(3);
    expect(await kept()).toBe(1);
  });
});
