/** The machine sleeps, wakes and ends the session, as Linux says it: no note hangs, no work is lost, the ports are back. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { personAt } from '../app/chromium.ts';
import { draw } from '../app/drawn.ts';
import { hanging, PORT_LOG, sentTo, strikes } from '../app/port-log.ts';
import { at } from '../app/walk.ts';
import { lookAt, startAlone } from './alone.ts';
import { withWord } from './processes.ts';
import { screen } from './screen.ts';
import { hasBus, systemBus } from './system-bus.ts';
import type { Screen } from './screen.ts';
import type { SystemBus } from './system-bus.ts';

const there = await hasBus();

let folder = '';
let shown: Screen;
let bus: SystemBus;
beforeEach(async () => {
  if (!there) return;
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
  shown = await screen();
  bus = await systemBus(folder);
});
afterEach(async () => {
  if (!there) return;
  for (const pid of await withWord(path.join(folder, 'home'))) process.kill(pid, 'SIGKILL');
  await bus.off();
  await shown.off();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test.skipIf(!there)(
  'asleep its notes are off and its work is kept; awake it plays on; at the end of the session it is gone within three seconds',
  async () => {
    const port = path.join(folder, 'port.jsonl');
    const { page, endpoint } = await startAlone(folder, shown.display, {
      [PORT_LOG]: port,
      DBUS_SYSTEM_BUS_ADDRESS: bus.address,
    });
    const me = personAt(page);
    const log = (): Promise<string> =>
      readFile(path.join(folder, 'home/logs/melodrift.log'), 'utf8');
    const kept = async (): Promise<readonly string[]> =>
      (await readdir(path.join(folder, 'home/autosaves'))).filter((name) =>
        name.endsWith('.autosave'),
      );
    const sounds = (than: number): Promise<boolean> =>
      vi.waitUntil(
        async () => {
          const sent = await sentTo(port);
          return strikes(sent).length > than && hanging(sent) > 0;
        },
        { timeout: 60_000, interval: 5 },
      );
    await me.click(at('output'));
    await page.waitForSelector('[data-menu-item]');
    await (await page.$$('[data-menu-item]'))[1]?.click();
    await draw(me);
    await sounds(0);

    await bus.tell('PrepareForSleep', true);
    await vi.waitUntil(async () => hanging(await sentTo(port)) === 0, 5000);
    await vi.waitUntil(async () => (await log()).includes('the machine sleeps'), 5000);
    await expect.poll(kept).toHaveLength(1);
    const asleep = strikes(await sentTo(port)).length;

    await bus.tell('PrepareForSleep', false);
    await vi.waitUntil(async () => (await log()).includes('the machine is awake'), 5000);
    // It paused where it was and does not begin by itself.
    expect(strikes(await sentTo(port))).toHaveLength(asleep);
    // The look that was taken before the sleep is of a frame that is no more.
    await personAt(await lookAt(endpoint, false)).click(at('play'));
    await sounds(asleep);

    const began = performance.now();
    await bus.tell('PrepareForShutdown', true);
    await vi.waitUntil(async () => (await withWord(path.join(folder, 'home'))).length === 0, {
      timeout: 10_000,
      interval: 20,
    });
    expect((performance.now() - began) / 1000).toBeLessThan(3);
    expect(hanging(await sentTo(port))).toBe(0);
    expect(await kept()).toHaveLength(1);
  },
);
