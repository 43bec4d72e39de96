/** Whether numbers are numbers: asked of every weight of a model, while somebody plays. */

/**
 * Whether none is infinite or NaN. A plain loop, since a call for each of a million numbers takes ten milliseconds.
 * @example allFinite(Float32Array.of(1, Infinity)) // false
 */
export function allFinite(values: Float32Array): boolean {
  let zero = 0; // times 0 all but infinities and NaN vanish
  for (let at = 0; at < values.length; at += 1) zero += (values[at] ?? 0) * 0;
  return zero === 0;
}
