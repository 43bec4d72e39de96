/** The desktop contract in Electron: dialogs, files, looks, menu. Paths stay here; the window gets names and handles. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
  app,
  clipboard,
  dialog,
  nativeImage,
  nativeTheme,
  powerSaveBlocker,
  shell,
} from 'electron';
import { safeWholeName } from '#main/protocol/file-name.ts';
import { Failure } from '#main/protocol/failure.ts';
import { Autosaves } from './autosaves.ts';
import { copyFileAt } from './clipboard-file.ts';
import { crashesIn } from './crashes.ts';
import { Documents } from './documents.ts';
import { dragPicture, HandOuts } from './handouts.ts';
import { setMenu } from './menu.ts';
import { RecentProjects } from './recent.ts';
import type { BrowserWindow, FileFilter } from 'electron';
import type { Emit, Service } from '#main/protocol/contract.ts';
import { placeKind } from '#main/protocol/desktop.ts';
import type { FileKind, desktop } from '#main/protocol/desktop.ts';
import type { Farewell } from './farewell.ts';
import { errorWords, type Log } from './log.ts';
import type { PageLife } from './page-life.ts';
import type { Places } from './places.ts';

const endings: Readonly<Record<FileKind, readonly string[]>> = {
  midi: ['mid', 'midi', 'kar', 'rmi'],
  project: ['melodrift'],
  model: ['safetensors'],
  bank: ['sf2', 'sf3', 'dls'],
  audio: ['wav'],
  any: ['*'],
};
const filters = (kind: FileKind): FileFilter[] => [
  {
    name: kind === 'any' ? '*' : endings[kind].map((each) => `.${each}`).join(' '),
    extensions: [...endings[kind]],
  },
];

/** Bytes of the log that are shown and sent. */
const SHOWN_LOG = 64 * 1024;

const looks = (): { dark: boolean; locale: string } => ({
  dark: nativeTheme.shouldUseDarkColors,
  locale: app.getLocale(),
});

/** The service for one window. `places` holds the paths behind its handles; `farewell` hears what it says to going. */
export function desktopService(
  { window, page }: { readonly window: BrowserWindow; readonly page: Pick<PageLife, 'begin'> },
  places: Places,
  emit: Emit<typeof desktop>,
  farewell: Pick<Farewell, 'answer' | 'done'>,
  log: Log,
): Service<typeof desktop> {
  nativeTheme.on('updated', () => emit('look', looks()));

  const documents = new Documents(places);
  const own = (name: string): string => path.join(app.getPath('userData'), name);
  const autosaves = new Autosaves(own('autosaves'));
  const recent = new RecentProjects(own('recent.json'), places, Date.now);
  const folders = {
    autosaves: own('autosaves'),
    log: own('logs'),
    crashes: app.getPath('crashDumps'),
    handed_out: own('handed-out'),
  };
  const handOuts = new HandOuts(folders.handed_out, Date.now);
  void handOuts.tidy().catch((error: unknown) => log.write(`handed out: ${errorWords(error)}`));
  const handedOut = (handle: string): string => {
    const place = places.at(handle);
    if (place === undefined) throw new Failure('desktop_gone');
    return place;
  };
  // What a page that is loaded again goes on with.
  let here: { readonly handle: string; readonly name: string } | null = null;
  let fresh = false;
  const tellRecent = async (): Promise<void> => emit('recent', { projects: await recent.list() });
  const placeFor = async (kind: FileKind, name: string): Promise<string | null> => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: path.join(app.getPath('documents'), safeWholeName(name)),
      filters: filters(kind),
    });
    return canceled || filePath === '' ? null : filePath;
  };
  let blocker: number | null = null;
  return {
    about: () => ({
      door: 'electron',
      version: app.getVersion(),
      platform: `${process.platform} ${process.arch}`,
      runtime: {
        electron: process.versions.electron ?? '',
        chromium: process.versions['chrome'] ?? '',
        node: process.versions.node,
      },
      look: looks(),
    }),
    diagnostics: async () => ({
      log: await log.tail(SHOWN_LOG),
      crashes: await crashesIn(app.getPath('crashDumps')),
      places: placeKind.options.map((what) => ({ what, folder: folders[what] })),
    }),
    note: ({ code }) => {
      log.write(`window: ${code}`);
      return {};
    },
    showPlace: async ({ what }) => {
      await mkdir(folders[what], { recursive: true });
      await shell.openPath(folders[what]);
      return {};
    },
    copyText: async ({ text }) => {
      await clipboard.writeText(text);
      return {};
    },
    open: async ({ kind, folder }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: app.getPath('documents'),
        properties: folder ? ['openDirectory'] : ['openFile', 'multiSelections'],
        filters: filters(kind),
      });
      return canceled ? null : places.chosen(filePaths);
    },
    read: async ({ handle, keep }) => ({ bytes: await documents.read(handle, keep) }),
    backup: async ({ handle }) => documents.backup(handle),
    save: async ({ kind, name, bytes, handle, over }) => {
      const known = handle === undefined ? undefined : places.at(handle);
      const place = known ?? (await placeFor(kind, name));
      if (place === null) return null;
      const way = { handle, backup: kind === 'project', over };
      return { name: path.basename(place), handle: await documents.save(place, bytes, way) };
    },
    handOut: async ({ name, bytes }) => ({
      handle: places.keep(await handOuts.put(name, bytes)),
      address: null,
    }),
    drag: ({ handle }) => {
      const icon = nativeImage.createFromBitmap(dragPicture(), { width: 32, height: 32 });
      window.webContents.startDrag({ file: handedOut(handle), icon });
      return {};
    },
    copyFile: async ({ handle }) => {
      await copyFileAt(handedOut(handle));
      return { copied: true };
    },
    reveal: ({ handle }) => {
      const place = places.at(handle);
      if (place !== undefined) shell.showItemInFolder(place);
      return { shown: place !== undefined };
    },
    recentProjects: async () => ({ projects: await recent.list() }),
    rememberProject: async ({ handle }) => {
      const place = handle === null ? undefined : places.at(handle);
      here = handle === null || place === undefined ? null : { handle, name: path.basename(place) };
      if (place === undefined) return {};
      fresh = false;
      await recent.add(place);
      // The system's own lists: the dock's on macOS, the task bar's on Windows.
      app.addRecentDocument(place);
      await tellRecent();
      return {};
    },
    forgetProject: async ({ handle }) => {
      await recent.forget(handle);
      await tellRecent();
      return {};
    },
    resuming: () => ({ project: here, fresh }),
    startAgain: ({ fresh: wanted }) => {
      fresh = wanted;
      log.write(`window: started again${fresh ? ', fresh' : ''}`);
      page.begin();
      return {};
    },
    keepUnsaved: async ({ id, part, bytes }) => {
      await autosaves.keep(id, bytes, part, here === null ? null : documents.lying(here.handle));
      return {};
    },
    unsavedLeft: async ({ own }) => ({ left: await autosaves.left(own) }),
    readUnsaved: async ({ id }) => {
      const from = await autosaves.readFrom(id);
      const handle = from === null ? null : await documents.again(from);
      return {
        bytes: await autosaves.read(id),
        run: await autosaves.readRun(id),
        file: from === null || handle === null ? null : { name: path.basename(from.place), handle },
      };
    },
    keepAwake: ({ on }) => {
      if (on && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep');
      if (!on && blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
      return { held: blocker !== null && powerSaveBlocker.isStarted(blocker) };
    },
    setTheme: ({ theme }) => {
      nativeTheme.themeSource = theme;
      return {};
    },
    setTitle: ({ title, edited }) => {
      window.setTitle(edited ? `• ${title}` : title);
      window.setDocumentEdited(edited);
      return {};
    },
    setMenu: ({ menus }) => {
      setMenu(menus, (id) => emit('command', { id }));
      return {};
    },
    answerClosing: ({ answer }) => {
      farewell.answer(answer);
      return {};
    },
    leave: () => {
      farewell.done();
      return {};
    },
  };
}
