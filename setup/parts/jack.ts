// MIDI ports between processes without a sound card, for tests: JACK's dummy server, and RtMidi built for it.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../supply/cache.mjs';
import { npmArchive, scratch, unpack } from '../supply/download.mjs';
import { find, lastWords, run } from '../supply/program.mjs';
import { say } from '../supply/say.mjs';
import { exists, whole } from '../supply/whole.mjs';
import { apt, mayInstall } from './debian.ts';
import { NODE_HEADERS } from './headers.ts';

const DEBIAN = ['jackd2', 'libjack-jackd2-dev'] as const;
const HEADER = '/usr/include/jack/jack.h';
const VERSION = '3.8.1';

/**
 * The binding of `@julusian/midi` for JACK, compiled once from the package's own sources.
 *
 * @param root the repository's root, its packages installed
 * @returns the binding's file, or null, after a line that says why, where it cannot be had: its tests are skipped then
 */
export async function jack(root: string): Promise<string | null> {
  if (process.platform !== 'linux') return without('it is for Linux only');
  if (find('jackd') === null || !(await exists(HEADER))) {
    if (!(await mayInstall())) {
      return without(`for them type: sudo apt-get install ${DEBIAN.join(' ')}`);
    }
    say(`installing ${DEBIAN.join(' and ')} for tests of MIDI ports: Debian packages, 3 MB, once.`);
    try {
      await apt(DEBIAN);
    } catch (problem) {
      return without(problem instanceof Error ? problem.message : String(problem));
    }
  }
  if (find('g++') === null) return without('g++ not found');
  const folder = join(cacheFolder(), `midi-${VERSION}-jack`);
  try {
    await whole(folder, (part) => build(root, part));
  } catch (problem) {
    return without(problem instanceof Error ? problem.message : String(problem));
  }
  return join(folder, 'midi.node');
}

function without(reason: string): null {
  say(`no JACK ports for tests (${reason}): tests of MIDI between processes are skipped.`);
  return null;
}

async function build(root: string, part: string): Promise<void> {
  say('building the JACK ports for tests, about 10 s, once.');
  const source = join(root, 'node_modules', '@julusian', 'midi');
  const headers = await npmArchive(NODE_HEADERS);
  const work = await scratch();
  try {
    await unpack(headers, work);
    const own = (await readdir(join(source, 'src-cpp'))).filter((name) => name.endsWith('.cpp'));
    const outcome = await run('g++', [
      ...['-std=c++17', '-O2', '-s', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=7'],
      ...['-D__UNIX_JACK__', '-DNAPI_CPP_EXCEPTIONS'],
      ...['-I', join(work, 'include'), '-I', join(root, 'node_modules', 'node-addon-api')],
      ...['-I', join(source, 'vendor', 'rtmidi'), join(source, 'vendor', 'rtmidi', 'RtMidi.cpp')],
      ...own.map((name) => join(source, 'src-cpp', name)),
      ...['-ljack', '-lpthread', '-o', join(part, 'midi.node')],
    ]);
    if (outcome.code !== 0) throw new Error(lastWords(outcome.words));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
