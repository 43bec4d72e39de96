/** The window: sandboxed, remembered in size, shown when it has something to show. */
import path from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { systemClock } from '#main/protocol/clock.ts';
import { APP_ORIGIN, STOPPED } from '#main/protocol/greeting.ts';
import { readBounds, reachable, writeBounds, type Bounds } from './bounds.ts';
import { errorWords, type Log } from './log.ts';
import { PageLife } from './page-life.ts';

/** Backgrounds of both themes, so that nothing flashes before the page is drawn. */
const DARK = '#14161a';
const LIGHT = '#f6f6f4';

/** Seconds after which a window that was moved or stretched has come to rest. */
const REST = 0.5;

/** Opens the window where it was, and begins the life of its page. `folder` is where the built frame lies. */
export function openWindow(
  folder: string,
  log: Log,
): {
  readonly window: BrowserWindow;
  readonly page: PageLife;
} {
  const place = path.join(app.getPath('userData'), 'window.json');
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { maximized = false, ...bounds } = reachable(readBounds(place), screens) ?? {};
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...bounds,
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
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  keepPlace(window, (now) => {
    try {
      writeBounds(place, now);
    } catch (error) {
      log.write(`window: its place is not kept, ${errorWords(error)}`);
    }
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  const page = new PageLife({
    load: (what) => {
      if (window.isDestroyed()) return;
      void window
        .loadURL(`${APP_ORIGIN}/${what === 'stopped' ? STOPPED : ''}`)
        // A page that dies while it is loaded is told by the event below too.
        .catch((error: unknown) => log.write(`window: not loaded, ${errorWords(error)}`));
    },
    clock: systemClock,
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') page.died();
  });
  page.begin();
  return { window, page };
}

/** Tells where the window is, each time when it has come to rest. */
function keepPlace(window: BrowserWindow, keep: (bounds: Bounds) => void): void {
  let cancel = (): void => undefined;
  const moved = (): void => {
    cancel();
    cancel = systemClock.after(REST, () => {
      if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
      keep({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    });
  };
  window.on('resize', moved);
  window.on('move', moved);
}
