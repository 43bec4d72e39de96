/** Half precision (IEEE 754 binary16), in which a model file takes half the space. */

const word = new DataView(new ArrayBuffer(4));

/** The 16 bits nearest to `value`, ties to even; too large becomes the largest finite half, so that a file never holds infinity. */
function half(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= 0x477ff000) return sign | 0x7bff;
  if (magnitude < 0x38800000) {
    // Below 2^-14 a half counts in units of 2^-24.
    const units = Math.abs(value) * 2 ** 24;
    const low = Math.floor(units);
    const rest = units - low;
    return sign | (rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low);
  }
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function whole(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * Numbers in half precision.
 * @example halvesOf(Float32Array.of(1, -2)) // Uint16Array.of(0x3c00, 0xc000)
 */
export function halvesOf(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, half);
}

/** The number of each of the 65,536 halves, laid out when the first are read: a million weights open in a few milliseconds. */
let known: Float32Array | undefined;

/**
 * Numbers from half precision.
 * @example halvesFrom(Uint16Array.of(0x3c00)) // Float32Array.of(1)
 */
export function halvesFrom(bits: Uint16Array): Float32Array {
  const values = new Float32Array(bits.length);
  known ??= Float32Array.from({ length: 0x10000 }, (_, half) => whole(half));
  for (let index = 0; index < bits.length; index += 1) values[index] = known[bits[index] ?? 0] ?? 0;
  return values;
}
