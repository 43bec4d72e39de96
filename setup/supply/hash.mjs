// What comes from outside is taken only when its hash is the one written here.
// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupFailure } from './failure.mjs';

/** @typedef {{ readonly algorithm: 'sha256' | 'sha512', readonly encoding: 'hex' | 'base64', readonly digest: string }} Hash */

/**
 * The digest of a file, read as a stream.
 *
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 * @returns {Promise<string>}
 */
export async function digestOf(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

/**
 * Refuses a file whose bytes are not the expected ones.
 *
 * @param {string} file
 * @param {Hash} expected
 * @throws SetupFailure naming the file, what was expected and what came
 */
export async function verify(file, expected) {
  const got = await digestOf(file, expected.algorithm, expected.encoding);
  if (got === expected.digest) return;
  throw new SetupFailure(
    `${basename(file)} is not the file that was expected (${expected.algorithm} ${expected.digest.slice(0, 16)}…, got ${got.slice(0, 16)}…), so it was not used.`,
    'Run the command again; if this repeats, something between you and the registry changes files.',
  );
}
