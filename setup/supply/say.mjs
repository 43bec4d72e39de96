// Set-up speaks on standard error only, one line a step, so that standard output stays the command's own.
// @ts-check

/**
 * Prints one line for the person who waits.
 *
 * @param {string} line a whole sentence without its line end
 */
export function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

/**
 * A size as people read it.
 *
 * @param {number} bytes
 * @returns {string} for example `186.6 MB`
 * @example megabytes(186_594_601) // '186.6 MB'
 */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : bytes < 1e9 ? 1 : 0)} MB`;
}
