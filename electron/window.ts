/** The window: sandboxed, remembered in size, shown when it has something to show. */
import path from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { systemClock } from '#main/protocol/clock.ts';
import { APP_ORIGIN, STOPPED } from '#main/protocol/greeting.ts';
import { PageLife } from './page-life.ts';

/** Backgrounds of both themes, so that nothing flashes before the page is drawn. */
const DARK = '#14161a';
const LIGHT = '#f6f6f4';

/** Opens the window, and begins the life of its page. `folder` is where the built frame lies. */
export function openWindow(folder: string): {
  readonly window: BrowserWindow;
  readonly page: PageLife;
} {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: app.name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? DARK : LIGHT,
    webPreferences: {
      preload: path.join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // Music goes on when the window is covered.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  const page = new PageLife({
    load: (what) => {
      if (window.isDestroyed()) return;
      // A page that dies while it is loaded is told by the event below.
      void window
        .loadURL(`${APP_ORIGIN}/${what === 'stopped' ? STOPPED : ''}`)
        .catch(() => undefined);
    },
    clock: systemClock,
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') page.died();
  });
  page.begin();
  return { window, page };
}
