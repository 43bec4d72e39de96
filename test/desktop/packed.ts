/** The packaged app in its own window on a virtual screen, driven by WebdriverIO and its Electron service. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cleanupWdioSession, startWdioSession } from '@wdio/electron-service';
import { vi } from 'vitest';
import { TEST_PROGRAM } from '#setup/packing.ts';
import { dropBy } from '../app/person.ts';
import { ROOT } from '../app/walk.ts';
import { withWord } from './processes.ts';
import { screen } from './screen.ts';
import type { HostName } from '#main/protocol/hosts.ts';
import type { Opened, Person, Spot } from '../app/person.ts';

type Session = Awaited<ReturnType<typeof startWdioSession>>;

/** As root the system's sandbox cannot be had; the window's own settings stay. */
export const FLAGS = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

const DRIVER = process.env['CHROMEDRIVER'] ?? '/usr/bin/chromedriver';

/** Names of keys as WebDriver spells them. */
const KEYS: Readonly<Record<string, string>> = {
  Control: '\uE009',
  Shift: '\uE008',
  Enter: '\uE007',
  Escape: '\uE00C',
};

/** Ends a process, unless it ended by itself since it was found. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function personAt(session: Session): Person {
  const send = (name: string, about: object): Promise<unknown> =>
    session.sendCommandAndGetResult(name, about);
  // By the browser's own protocol: WebDriver's pointer becomes another with each call, and what is held is let go.
  const mouse = (type: string, { x, y }: Spot, buttons: number, clickCount = 0): Promise<unknown> =>
    send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons, clickCount });
  let here: Spot = { x: 0, y: 0 };
  return {
    ask: (expression) => session.execute(`return (${expression})`) as Promise<never>,
    click: async (selector) => {
      const found = session.$(selector);
      await found.waitForClickable({ timeout: 30_000 });
      await found.click();
    },
    twice: async (spot) => {
      for (const count of [1, 2]) {
        await mouse('mousePressed', spot, 1, count);
        await mouse('mouseReleased', spot, 0, count);
      }
    },
    hold: async (spot) => {
      here = spot;
      await mouse('mouseMoved', spot, 0);
      await mouse('mousePressed', spot, 1, 1);
    },
    glide: async (spot) => {
      here = spot;
      await mouse('mouseMoved', spot, 1);
    },
    letGo: async () => void (await mouse('mouseReleased', here, 0, 1)),
    keys: (...together) => session.keys(together.map((key) => KEYS[key] ?? key)),
    write: (text) => session.keys([...text]),
    drop: (files) => dropBy(send, files),
    picture: async (file) => void (await session.saveScreenshot(`${file}.png`)),
  };
}

/** The packaged app, open, and the driver's own hand on Electron's main process. */
export interface Packed extends Opened {
  readonly session: Session;
  readonly main: number;
  /** Kills every process of the app, without a word to any. */
  readonly crash: () => Promise<void>;
}

/** Opens it with `folder` as its home; what is saved goes there too. */
export async function openPacked(folder: string): Promise<Packed> {
  const { display, off } = await screen();
  process.env['DISPLAY'] = display;
  const version = await readFile(path.join(ROOT, 'node_modules/electron/dist/version'), 'utf8');
  // The driver is of the system's own browser, whose version need not be that of Electron's.
  const driver = { binary: DRIVER, disableBuildCheck: true };
  const session = await startWdioSession([
    {
      browserName: 'electron',
      // Said, or the service would ask the app itself with `--version`, which opens it.
      browserVersion: version.trim(),
      'wdio:enforceWebDriverClassic': true,
      'wdio:chromedriverOptions': driver,
      'wdio:electronServiceOptions': {
        appBinaryPath: TEST_PROGRAM,
        appArgs: [...FLAGS, `--user-data-dir=${path.join(folder, 'home')}`],
      },
    },
  ]);
  const main = await session.electron.execute(() => process.pid);
  const pid = async (host: HostName): Promise<number | null> => {
    const name = `Melodrift ${host}`;
    return session.electron.execute(
      (electron, wanted) =>
        electron.app.getAppMetrics().find((each) => each.name === wanted)?.pid ?? null,
      name,
    );
  };
  return {
    session,
    main,
    person: personAt(session),
    pid,
    saved: async (ending, act) => {
      const file = path.join(folder, `saved-${String(Date.now())}${ending}`);
      await session.electron.execute((electron, place) => {
        // The system's own dialog is no page that could be clicked: it is answered in its stead.
        electron.dialog.showSaveDialog = () =>
          Promise.resolve({ canceled: false, filePath: place });
      }, file);
      await act();
      return file;
    },
    crash: async () => {
      for (const each of await withWord(path.join(folder, 'home'))) end(each);
      await vi.waitUntil(async () => (await withWord(folder)).length === 0, 10_000);
      await session.deleteSession();
      await off();
    },
    close: async () => {
      await cleanupWdioSession(session);
      // Node waits at its end for who inspects it; that the app goes by itself is tried without a driver.
      process.kill(main, 'SIGKILL');
      await vi.waitUntil(async () => (await withWord(folder)).length === 0, 10_000);
      await session.deleteSession();
      await off();
    },
  };
}
