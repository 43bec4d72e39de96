/** Pick-up: a knob moves a value only once it has come to where the value is, so that nothing jumps. */

/** Two places that are one to a knob of 128 steps. */
const NEAR = 2.5 / 127;

/** A knob: where it was last, and what it set last; nulls: nothing yet. */
export interface Knob {
  readonly at: number | null;
  readonly set: number | null;
}

/** A knob that was never touched. */
export const UNTOUCHED: Knob = { at: null, set: null };

/**
 * A knob comes to `at` while the value is `value`, both 0 to 1. Answers the knob, and what is to be set, or null: it has
 * not come to the value yet, or something else moved that away since.
 */
export function turned(
  knob: Knob,
  at: number,
  value: number,
): { readonly knob: Knob; readonly set: number | null } {
  const held = knob.set !== null && Math.abs(knob.set - value) <= NEAR;
  const near = Math.abs(at - value) <= NEAR;
  const passed = knob.at !== null && (knob.at - value) * (at - value) < 0;
  const set = held || near || passed ? at : null;
  return { knob: { at, set }, set };
}
