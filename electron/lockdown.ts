/** What no page of ours may ever do, said once for every web contents there will be. */
import { app, session } from 'electron';
import { APP_ORIGIN } from '#main/protocol/greeting.ts';

/** Denies every permission, every way out of the page, and every request that leaves the machine. */
export function lockDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = url.startsWith(`${APP_ORIGIN}/`) || /^(blob|data|devtools):/.test(url);
    answer({ cancel: !own });
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
