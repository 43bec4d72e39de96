/** How the app is packed for each system: what goes in, what stays outside the archive, which fuses are blown. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { contents, OUTSIDE_ARCHIVE } from './packing/contents.ts';
import { blowFuses } from './packing/fuses.ts';
import type { Configuration } from 'electron-builder';

export { runningPackages } from './packing/contents.ts';
export { fuses, readFuses } from './packing/fuses.ts';

/** What is packed from where. */
export interface Packing {
  /** The repository, built. */
  readonly root: string;
  /** Where the package goes. */
  readonly output: string;
  /** Leaves the inspector on, by which tests drive the app. */
  readonly forTests: boolean;
  /** The system that it is for, which is the one it is packed on. */
  readonly system: string;
}

/** The program within an application folder. */
export const programOf = (folder: string, system: string): string =>
  path.join(folder, { darwin: 'Melodrift.app', win32: 'Melodrift.exe' }[system] ?? 'melodrift');

/** electron-builder's settings. */
export function packing({ root, output, forTests, system }: Packing): Configuration {
  const dist = path.join(root, 'node_modules', 'electron', 'dist');
  return {
    appId: 'app.melodrift',
    productName: 'Melodrift',
    executableName: 'melodrift',
    directories: { output, buildResources: path.join(root, 'resources') },
    electronDist: dist,
    electronVersion: readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, ''),
    // The page has its own two languages; these are the system's menus and dialogs.
    electronLanguages: ['en-US', 'zh-CN'],
    // Nothing is to be fetched, rebuilt or searched: the list of contents is complete.
    beforeBuild: () => Promise.resolve(false),
    asar: true,
    files: contents(system),
    asarUnpack: [...OUTSIDE_ARCHIVE],
    extraFiles: [
      { from: 'LICENSE', to: 'LICENSE.txt' },
      { from: 'build/licences.txt', to: 'LICENCES.third-party.txt' },
    ],
    afterPack: async ({ appOutDir, electronPlatformName }) => {
      // Electron's own example app, which only a development build starts.
      rmSync(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true });
      await blowFuses(programOf(appOutDir, electronPlatformName), forTests);
    },
    fileAssociations: [
      { ext: 'melodrift', name: 'Melodrift project', role: 'Editor' },
      { ext: ['mid', 'midi'], name: 'MIDI file', role: 'Viewer' },
    ],
    linux: { target: ['AppImage', 'deb'], category: 'AudioVideo' },
    win: { target: ['nsis'] },
    mac: { target: ['dmg', 'zip'], category: 'public.app-category.music', hardenedRuntime: true },
    publish: null,
  };
}
