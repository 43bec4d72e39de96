/** Variable-length numbers as MIDI files write them: seven bits a byte, the top bit says that more follow. */

/** How many bytes `value` (0 to 0x0FFFFFFF) needs. */
export function sizeOfNumber(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4;
}

/**
 * Writes `value` into `bytes` at `at` and answers where the next byte goes.
 *
 * @example
 * writeNumber(new Uint8Array(4), 0, 480) // 2
 */
export function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  const size = sizeOfNumber(value);
  for (let i = size - 1; i >= 0; i--) {
    bytes[at++] = ((value >> (7 * i)) & 0x7f) | (i > 0 ? 0x80 : 0);
  }
  return at;
}
