// Other programs are run without a shell, and what they said is shown only when they failed.
// @ts-check
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { accessSync, constants } from 'node:fs';

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; -1 when a signal ended it or it could not be started
 * @property {string} stdout
 * @property {string} words everything it wrote, both streams, for a message on failure
 */

/**
 * Runs a program to its end and keeps what it wrote.
 *
 * @param {string} program name in PATH or a path
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<Outcome>} never rejects: a program that is absent is an outcome too
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm and pip are command files on Windows, which only a shell can start.
      shell: process.platform === 'win32' && /^(npm|pip)$/.test(program),
    });
    let stdout = '';
    let words = '';
    child.stdout.on('data', (chunk) => ((stdout += chunk), (words += chunk)));
    child.stderr.on('data', (chunk) => (words += chunk));
    child.on('error', (problem) =>
      resolve({ code: -1, stdout, words: `${words}${problem.message}` }),
    );
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, words }));
  });
}

/**
 * The last lines of what a program wrote, to stand in a failure.
 *
 * @param {string} words
 * @param {number} [lines]
 */
export function lastWords(words, lines = 6) {
  return words.trim().split('\n').slice(-lines).join('\n');
}

/**
 * Where a program lies, or null.
 *
 * @param {string} name
 * @param {string} [path] a PATH to look through
 * @returns {string | null}
 */
export function find(name, path = process.env.PATH ?? '') {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of path.split(delimiter)) {
    for (const file of names.map((each) => join(folder, each))) {
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: the next folder of PATH may have it.
      }
    }
  }
  return null;
}
