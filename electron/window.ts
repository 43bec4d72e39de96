/** The window: sandboxed, remembered in size, shown when it has something to show. */
import path from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from '#main/protocol/greeting.ts';

/** Backgrounds of both themes, so that nothing flashes before the page is drawn. */
const DARK = '#14161a';
const LIGHT = '#f6f6f4';

/** Opens the window. `folder` is where the built frame lies. */
export function openWindow(folder: string): BrowserWindow {
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
  // A page that crashed is loaded again; the other processes have not noticed.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}
