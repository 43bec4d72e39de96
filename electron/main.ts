/** Electron's main process: the order in which things come up and go down. It never waits and knows no music. */
import path from 'node:path';
import { app, crashReporter, ipcMain, MessageChannelMain, powerMonitor } from 'electron';
import { systemClock } from '#main/protocol/clock.ts';
import { desktop } from '#main/protocol/desktop.ts';
import { APP_ORIGIN, hello, placeOfDropped } from '#main/protocol/greeting.ts';
import { Household } from '#main/protocol/household.ts';
import { hosts } from '#main/protocol/hosts.ts';
import { portWire } from '#main/protocol/port.ts';
import { Hall } from '#main/protocol/serve.ts';
import { desktopService } from './desktop.ts';
import { Farewell } from './farewell.ts';
import { givenFiles } from './given.ts';
import { forkUtility, marry } from './hosts.ts';
import { lockDown } from './lockdown.ts';
import { errorWords, Log } from './log.ts';
import { Places } from './places.ts';
import { declareScheme, serveScheme } from './scheme.ts';
import { testamentAt } from './testament.ts';
import { openWindow } from './window.ts';
import type { BrowserWindow, MessagePortMain, WebFrameMain } from 'electron';
import type { HostState } from '#main/protocol/hosts.ts';
import type { Service, Wire } from '#main/protocol/contract.ts';
import type { Utility } from './hosts.ts';
import type { PageLife } from './page-life.ts';

/** Seconds that the processes have for their last notes. */
const GRACE = 0.5;

const builds = path.join(app.getAppPath(), 'build');
const desktops = new Hall(desktop);
const watchers = new Hall(hosts);
const places = new Places();
const log = new Log(path.join(app.getPath('userData'), 'logs', 'melodrift.log'), Date.now);
const household = new Household<MessagePortMain, Utility>({
  spawn: (host, staged) => forkUtility(builds, host, staged),
  marry,
  clock: systemClock,
  testament: testamentAt(path.join(app.getPath('userData'), 'ports-in-use.json')),
  changed: (state) => {
    log.write(hostLine(state));
    watchers.emit('host', state);
  },
});
let window: BrowserWindow | null = null;
let page: PageLife | null = null;
let service: Service<typeof desktop> | null = null;
let opening: readonly string[] = givenFiles(process.argv, process.cwd());

async function handOver(files: readonly string[]): Promise<void> {
  // While the app is stopped nobody could open them.
  if (page?.stopped === true) opening = [...opening, ...files];
  else if (files.length > 0) desktops.emit('opened', await places.chosen(files));
}

/** Sends one end of a new channel to the window, under `name`; the answer is the other. */
function portTo(target: BrowserWindow, name: string): Wire {
  const { port1, port2 } = new MessageChannelMain();
  target.webContents.postMessage(hello, name, [port2]);
  return portWire(port1);
}

/** Gives a page that says hello its ports; a page that was loaded again gets new ones. */
function welcome(target: BrowserWindow): void {
  const watching = {
    join: async ({ host }: { host: Parameters<typeof household.join>[0] }) => {
      const port = await household.join(host);
      target.webContents.postMessage(hello, host, [port]);
      return {};
    },
    states: () => ({ hosts: household.states }),
    stage: async ({ on }: { readonly on: boolean }) => {
      await household.stage(on);
      return {};
    },
  };
  farewell.renewed();
  watchers.enter(portTo(target, hosts.name), watching);
  watchers.enter(portTo(target, 'hosts-own'), watching);
  if (service !== null) desktops.enter(portTo(target, desktop.name), service);
  const files = opening;
  opening = [];
  void handOver(files);
}

const farewell = new Farewell({
  ask: () => {
    desktops.emit('closing', {});
    window?.focus();
  },
  tell: () => {
    log.write('going');
    desktops.emit('leaving', {});
  },
  end: () =>
    void household.stop(GRACE).then(() => {
      log.write('gone');
      app.exit(0);
    }),
  after: systemClock.after,
});

/** What became of a process, in one line. */
function hostLine({ host, state, pid, deaths, reason }: HostState): string {
  const who = pid === null ? host : `${host} (process ${String(pid)})`;
  return `${who}: ${state}${reason === null ? '' : `, ${reason}, deaths ${String(deaths)}`}`;
}

// Dumps of what crashes stay in a folder of the app's own; there is no address to which they could go.
crashReporter.start({ uploadToServer: false });
process.on('uncaughtExceptionMonitor', (error) => log.write(`main: ${errorWords(error)}`));
if (!app.requestSingleInstanceLock()) app.exit(0);
// Started without the system's sandbox (as root, in a container), asking for it would only end the process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareScheme();
app.on('second-instance', (_event, words, folder) => {
  void handOver(givenFiles(words, folder));
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
});
app.on('open-file', (event, file) => {
  event.preventDefault();
  if (window === null) opening = [...opening, file];
  else void handOver([file]);
});
app.on('window-all-closed', () => app.quit());
app.on('before-quit', (event) => {
  event.preventDefault();
  // Before there is a window there is nobody to ask.
  if (window === null) farewell.go();
  else farewell.wish();
});
/** The window, where it is its own page that speaks. */
function ownWindow(frame: WebFrameMain | null): BrowserWindow | null {
  if (window === null || window.isDestroyed()) return null;
  const own = frame === window.webContents.mainFrame && frame.origin === APP_ORIGIN;
  return own ? window : null;
}
ipcMain.on(hello, ({ senderFrame }) => {
  const own = ownWindow(senderFrame);
  if (own !== null) welcome(own);
});
ipcMain.handle(placeOfDropped, ({ senderFrame }, place: unknown) => {
  const own = ownWindow(senderFrame);
  return own !== null && typeof place === 'string' ? places.keep(place) : null;
});
app.on('render-process-gone', (_event, _contents, { reason, exitCode }) =>
  log.write(`window: its page is gone, ${reason}, code ${String(exitCode)}`),
);
app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
  log.write(`${type}: gone, ${reason}, code ${String(exitCode)}`),
);
void app.whenReady().then(() => {
  log.write(
    `Melodrift ${app.getVersion()} on ${process.platform} ${process.arch}, Electron ${process.versions.electron ?? ''}`,
  );
  lockDown();
  serveScheme(path.join(builds, 'renderer'));
  household.start();
  powerMonitor.on('suspend', () => {
    log.write('the machine sleeps');
    desktops.emit('sleeping', {});
    void household.rest();
  });
  powerMonitor.on('resume', () => {
    log.write('the machine is awake');
    desktops.emit('awake', {});
  });
  const opened = openWindow(path.join(builds, 'electron'), log);
  ({ window, page } = opened);
  service = desktopService(opened, places, desktops.emit, farewell, log);
  window.on('close', (event) => {
    // The window stays until what is unsaved is safe, or not wanted.
    event.preventDefault();
    farewell.wish();
  });
  // A window that went without a wish (its page closed itself) has nothing more to say.
  window.on('closed', () => {
    window = null;
    farewell.go();
    farewell.done();
  });
  // A session that ends asks nobody, nor does a signal. Only now, or Electron would put its own handlers over these.
  window.on('session-end', () => farewell.go());
  powerMonitor.on('shutdown', () => farewell.go());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => farewell.go());
});
