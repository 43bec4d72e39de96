/** How the app is packed for each system: what goes in, what stays outside the archive, which fuses are blown. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import type { Configuration } from 'electron-builder';

/** Packages that run outside the bundles; all they need comes along, everything else was bundled and stays behind. */
const RUNNING = [
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-node',
  'jzz',
  'jazz-midi',
];

type Manifest = Readonly<
  Partial<Record<'dependencies' | 'optionalDependencies', Record<string, string>>>
>;

function needs(root: string, name: string): readonly string[] {
  const file = path.join(root, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return [];
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  return Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
}

/** The names and all that they need, directly or not. */
function closure(root: string, names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  const ahead = [...names];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (all.has(name)) continue;
    all.add(name);
    ahead.push(...needs(root, name));
  }
  return all;
}

/** Production packages that were bundled, as patterns that keep them out of the package. */
function leftBehind(root: string): readonly string[] {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const running = closure(root, RUNNING);
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  const all = closure(root, declared);
  return [...all].filter((name) => !running.has(name)).map((name) => `!node_modules/${name}/**`);
}

/** What a packed app can never be made to do. The inspector stays only where tests drive the app by it. */
async function blowFuses(program: string, forTests: boolean): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    resetAdHocDarwinSignature: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: forTests,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
}

const programOf = (folder: string, system: string): string =>
  path.join(folder, { darwin: 'Melodrift.app', win32: 'Melodrift.exe' }[system] ?? 'melodrift');

/** electron-builder's settings. `forTests` leaves the inspector on. */
export function packing(root: string, forTests: boolean): Configuration {
  const dist = path.join(root, 'node_modules', 'electron', 'dist');
  return {
    appId: 'app.melodrift',
    productName: 'Melodrift',
    executableName: 'melodrift',
    directories: { output: path.join(root, 'dist'), buildResources: path.join(root, 'resources') },
    electronDist: dist,
    electronVersion: readFileSync(path.join(dist, 'version'), 'utf8').trim(),
    npmRebuild: false,
    asar: true,
    files: [
      'package.json',
      'LICENSE',
      'build/**',
      ...leftBehind(root),
      '!**/*.{map,md,d.ts,d.cts,d.mts,ts,tsbuildinfo}',
      '!**/{test,tests,__tests__,example,examples,docs,binding,scripts}/**',
      '!node_modules/@tensorflow/*/src/**',
    ],
    asarUnpack: [
      'node_modules/@tensorflow/tfjs-node/{lib,deps}/**',
      'node_modules/jazz-midi/**',
      '**/*.node',
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
