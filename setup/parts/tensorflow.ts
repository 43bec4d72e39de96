// Native TensorFlow: Google's own library from a Python wheel, and tfjs-node's own binding compiled against it here.
import { copyFile, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../supply/cache.mjs';
import { forget, npmArchive, scratch, unpack, wheel } from '../supply/download.mjs';
import { SetupFailure } from '../supply/failure.mjs';
import { digestOf } from '../supply/hash.mjs';
import { find, lastWords, run } from '../supply/program.mjs';
import { say } from '../supply/say.mjs';
import { exists, whole } from '../supply/whole.mjs';
import { NODE_HEADERS } from './headers.ts';

/** The smallest wheel that holds the C++ library and its C headers; it needs glibc 2.17. */
const LIBRARY = {
  name: 'tensorflow-cpu',
  version: '2.13.1',
  sha256: '87be6e61314b2c0fa062f71e26e41d6a17e162ffe4da72c820fe8f1fc94d97fe',
  bytes: 186_594_601,
  why: 'native TensorFlow',
  selection: [
    ...['--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311'],
    ...['--platform', 'manylinux_2_17_x86_64', '--platform', 'manylinux2014_x86_64'],
  ],
} as const;

const BINDING_VERSION = '4.22.0';
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;
const BINDING = 'lib/napi-v8/tfjs_binding.node';
const FILES = [...LIBRARIES.map((name) => `deps/lib/${name}`), BINDING];

/** Which TensorFlow a tree ends up with: `wasm` means that the native one could not be had here. */
export type Backend = 'native' | 'wasm';

/**
 * Makes `@tensorflow/tfjs-node` in `root` loadable, from the cache where possible.
 *
 * @param root the repository's root, its packages installed
 * @returns `wasm`, after one line that says why, where native TensorFlow cannot be had
 */
export async function tensorflow(root: string): Promise<Backend> {
  const home = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
  if (!(await exists(join(home, 'package.json')))) {
    return slow('the package @tensorflow/tfjs-node is not installed');
  }
  if (await isLinked(home)) return 'native';
  if (process.platform === 'linux' && process.arch === 'x64') {
    const missing = missingTools();
    if (missing.length === 0) {
      const built = join(cacheFolder(), `tensorflow-${LIBRARY.version}-binding-${BINDING_VERSION}`);
      await whole(built, (part) => build(home, part));
      await linkInto(home, built);
      return 'native';
    }
    say(`${missing.join(', ')} not found: install them for native TensorFlow built here.`);
  }
  return ownInstallScript(root, home);
}

function missingTools(): readonly string[] {
  return ['python3', 'g++', 'strip'].filter((name) => find(name) === null);
}

function slow(reason: string): Backend {
  say(`no native TensorFlow (${reason}): learning runs on WebAssembly, several times slower.`);
  return 'wasm';
}

/** tfjs-node's own way: its script downloads Google's library for this system, or compiles. */
async function ownInstallScript(root: string, home: string): Promise<Backend> {
  if (await proves(home)) return 'native';
  say('fetching native TensorFlow with the install script of its package, about 200 MB, once.');
  const outcome = await run('npm', ['rebuild', '@tensorflow/tfjs-node', '--foreground-scripts'], {
    cwd: root,
  });
  if (outcome.code === 0 && (await proves(home))) return 'native';
  return slow(`its install script failed: ${lastWords(outcome.words, 1)}`);
}

async function build(home: string, part: string): Promise<void> {
  const library = await wheel(LIBRARY);
  const headers = await npmArchive(NODE_HEADERS);
  say('building the TensorFlow binding for this machine, about 20 s, once.');
  const work = await scratch();
  try {
    await must('python3', ['-c', TAKE, library, work, ...LIBRARIES], 'The wheel could not be read');
    await unpack(headers, join(work, 'node-api'));
    await mkdir(join(part, 'deps', 'lib'), { recursive: true });
    await mkdir(join(part, dirname(BINDING)), { recursive: true });
    for (const name of LIBRARIES) {
      const to = join(part, 'deps', 'lib', name);
      await must('strip', ['--strip-unneeded', '-o', to, join(work, 'tensorflow', name)], 'strip');
    }
    await compile(home, work, part);
    const hashes: Record<string, string> = {};
    for (const file of FILES) hashes[file] = await digestOf(join(part, file), 'sha256', 'hex');
    await writeFile(join(part, 'hashes.json'), JSON.stringify(hashes, null, 2));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await forget(library);
}

/** Takes from the wheel only the two libraries and the C headers. */
const TAKE = `
import sys, zipfile
wheel, work, *libraries = sys.argv[1:]
include = 'tensorflow/include/tensorflow/'
kept = [include + p for p in ('c/', 'core/platform/ctstring', 'tsl/c/', 'tsl/platform/ctstring')]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name in ['tensorflow/' + l for l in libraries] or name.startswith(tuple(kept)):
            archive.extract(name, work)
`;

async function compile(home: string, work: string, part: string): Promise<void> {
  const deps = join(part, 'deps', 'lib');
  await must(
    'g++',
    [
      ...['-std=c++17', '-O2', '-s', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
      ...['-I', join(work, 'node-api', 'include'), '-I', join(work, 'tensorflow', 'include')],
      ...['-I', join(home, 'binding')],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(home, 'binding', name)),
      ...['-L', deps, ...LIBRARIES.map((name) => `-l:${name}`)],
      ...['-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', join(part, BINDING)],
    ],
    'The TensorFlow binding did not compile',
  );
}

async function must(program: string, args: readonly string[], what: string): Promise<void> {
  const outcome = await run(program, args);
  if (outcome.code === 0) return;
  throw new SetupFailure(
    `${what}:\n${lastWords(outcome.words, 12)}\n`,
    'Check that the disk is not full and g++ is version 8 or newer, and run the command again.',
  );
}

const STAMP = 'deps/melodrift.json';

/** Whether the tree's files are still the ones that were linked and proven (sizes, not hashes: this runs at each start). */
async function isLinked(home: string): Promise<boolean> {
  try {
    const sizes: unknown = JSON.parse(await readFile(join(home, STAMP), 'utf8'));
    return JSON.stringify(sizes) === JSON.stringify(await sizesOf(home));
  } catch {
    // No stamp, or a file it names is gone: link again.
    return false;
  }
}

async function sizesOf(home: string): Promise<readonly (readonly [string, number])[]> {
  return Promise.all(
    FILES.map(async (file) => [file, (await stat(join(home, file))).size] as const),
  );
}

/** Hard links cost no disk and no time; another disk gets a copy. Proven by loading it and one product. */
async function linkInto(home: string, built: string): Promise<void> {
  const hashes: unknown = JSON.parse(await readFile(join(built, 'hashes.json'), 'utf8'));
  for (const file of FILES) {
    const expected = Object.entries(hashes ?? {}).find(([name]) => name === file)?.[1];
    if ((await digestOf(join(built, file), 'sha256', 'hex')) !== expected) {
      throw new SetupFailure(
        `${join(built, file)} was changed after it was built.`,
        `Delete the folder ${built} and run the command again.`,
      );
    }
    const to = join(home, file);
    await mkdir(dirname(to), { recursive: true });
    await rm(to, { force: true });
    await link(join(built, file), to).catch(() => copyFile(join(built, file), to));
  }
  if (!(await proves(home))) {
    throw new SetupFailure(
      'Native TensorFlow was built but does not run here.',
      `Delete the folder ${built} and run the command again.`,
    );
  }
  await writeFile(join(home, STAMP), JSON.stringify(await sizesOf(home)));
}

/** tfjs-node calls two functions that Node 23 removed; they are put back before it loads. */
const PROOF = `
const util = require('node:util');
util.isNullOrUndefined ??= (value) => value == null;
util.isArray ??= Array.isArray;
const tf = require('@tensorflow/tfjs-node');
const product = tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0];
if (tf.getBackend() !== 'tensorflow' || product !== 11) throw new Error('product ' + product);
`;

/**
 * Whether native TensorFlow loads and multiplies, tried in a process of its own: a library that
 * does not fit kills the process that loads it.
 */
async function proves(home: string): Promise<boolean> {
  const outcome = await run(process.execPath, ['-e', PROOF], {
    cwd: home,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  if (outcome.code !== 0) say(lastWords(outcome.words, 2));
  return outcome.code === 0;
}
