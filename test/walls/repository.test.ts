/** What the repository promises about itself: its files have rooms, its packages are pinned, free and known. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { architecture, withGraph } from './graph.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function read<T>(file: string, shape: z.ZodType<T>): T {
  return shape.parse(JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
}

const Named = z.record(z.string(), z.string());
const manifest = read(
  'package.json',
  z.object({ dependencies: Named, optionalDependencies: Named, devDependencies: Named }),
);
const lock = read(
  'package-lock.json',
  z.object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        license: z.string().optional(),
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  }),
);
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Install scripts that are known; set-up runs none of them but TensorFlow's own, where it must. */
const KNOWN_SCRIPTS = [
  ...['@tensorflow/tfjs-node', 'core-js', 'edgedriver'],
  ...['electron-winstaller', 'esbuild', 'geckodriver'],
  '@julusian/midi',
];

describe('the lock file', () => {
  it('names no address: else a clone depends on one registry’s host', () => {
    expect(locked.filter(([, each]) => each.resolved !== undefined)).toEqual([]);
  });

  it.each(['linux-x64-gnu', 'darwin-arm64', 'darwin-x64', 'win32-x64-msvc'])(
    'holds the bundler’s native part for %s: else the app cannot be built there',
    (target) => {
      expect(Object.keys(lock.packages)).toContain(`node_modules/@rolldown/binding-${target}`);
    },
  );

  it('has no install script that nobody looked at', () => {
    const unknown = locked
      .filter(([, each]) => each.hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
      .filter((name) => !KNOWN_SCRIPTS.includes(name));
    expect(unknown).toEqual([]);
  });

  it('ships nothing under the GPL', () => {
    const bound = locked.filter(
      ([, each]) => each.dev !== true && /\bA?GPL/.test(each.license ?? ''),
    );
    expect(bound.map(([path, { license }]) => `${path} ${license ?? ''}`)).toEqual([]);
  });
});

describe('package.json', () => {
  it('pins every package exactly: else two clones run different code', () => {
    const all = { ...manifest.dependencies, ...manifest.optionalDependencies };
    const loose = Object.entries({ ...all, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe('files', () => {
  const files = existsSync(join(ROOT, '.git'))
    ? execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')
    : readdirSync(ROOT);

  it('all stand in a room: a file without one shows a missing noun', () => {
    const fits =
      /^(main|electron|renderer|resources|test|setup)\/|^(package|package-lock|tsconfig)\.json$|^[A-Z]+\.md$|^LICENSE$|^\./;
    expect(files.filter((file) => !fits.test(file))).toEqual([]);
  });

  it('are in no folder whose name says nothing', () => {
    const empty = /(^|\/)(utils?|helpers?|common|shared|lib|services|stores|types)\//;
    expect(files.filter((file) => empty.test(file))).toEqual([]);
  });
});

describe('sentences', () => {
  const folder = join(ROOT, 'resources', 'messages');

  it.each(readdirSync(join(folder, 'en')))('of %s exist in both languages', (file) => {
    const keys = (locale: string): readonly string[] =>
      Object.keys(read(join('resources/messages', locale, file), z.record(z.string(), z.unknown())))
        .filter((key) => key !== '$schema')
        .sort();
    expect(keys('zh-Hans')).toEqual(keys('en'));
  });
});

describe('ARCHITECTURE.md', () => {
  it('shows the rooms as they are; `npm run fixtures` draws them again', () => {
    expect(architecture()).toBe(withGraph(architecture()));
  });
});
