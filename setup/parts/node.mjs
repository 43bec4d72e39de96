// The Node that everything runs under: the one present when it is new enough, else one from npm, fetched once.
// @ts-check
import { spawn } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from '../supply/cache.mjs';
import { npmArchive, unpack, forget } from '../supply/download.mjs';
import { SetupFailure } from '../supply/failure.mjs';
import { run } from '../supply/program.mjs';
import { whole } from '../supply/whole.mjs';

const VERSION = '24.21.0';

/** Hashes of the npm packages `node-<platform>-<arch>`: plain binaries without any script. */
const SHA512 = {
  'linux-x64':
    '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};

/**
 * Whether a Node runs this house: it must strip types from .ts files by itself.
 *
 * @param {string} version for example `24.15.0`
 * @returns {boolean} true from 22.22 in the 22 line, and from 24.15 on
 * @example isNewEnough('20.20.0') // false
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 22 && minor >= 22) || (major === 24 && minor >= 15) || major > 24;
}

/**
 * The path of a Node that is new enough.
 *
 * @returns {Promise<string>}
 * @throws SetupFailure where none is here and none is packaged for this system
 */
export async function newEnoughNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const target = `${process.platform}-${process.arch}`;
  if (target !== 'linux-x64') {
    throw new SetupFailure(
      `Node ${process.versions.node} is too old for Melodrift.`,
      'Install Node 24 or newer and run the command again.',
    );
  }
  const folder = join(cacheFolder(), `node-${VERSION}-${target}`);
  const node = join(folder, 'bin', 'node');
  await whole(folder, async (part) => {
    const archive = await npmArchive({
      name: `node-${target}`,
      version: VERSION,
      hash: { algorithm: 'sha512', encoding: 'base64', digest: SHA512[target] },
      bytes: 52_504_722,
      why: `Node ${VERSION} (this machine has ${process.versions.node})`,
    });
    await unpack(archive, join(part, 'package'));
    await rename(join(part, 'package', 'bin'), join(part, 'bin'));
    await rm(join(part, 'package'), { recursive: true });
    const outcome = await run(join(part, 'bin', 'node'), ['--version']);
    if (outcome.stdout.trim() !== `v${VERSION}`) {
      throw new SetupFailure(
        'The fetched Node does not run on this system.',
        'Install Node 24 or newer yourself and run the command again.',
      );
    }
    await forget(archive);
  });
  return node;
}

/**
 * Goes on under another Node, with it first in PATH, and ends as it ends.
 *
 * @param {string} node
 * @param {readonly string[]} args script and its arguments
 */
export function goOnUnder(node, args) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}
