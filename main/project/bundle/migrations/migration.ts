/** One step from a version to the next, and the few ways to reach into JSON that nobody has checked yet. */

/** One step: what `project.json` and the lines of `history.jsonl` said before becomes what they say since version `to`. */
export interface Migration {
  readonly to: number;
  readonly title: string;
  readonly project: (before: unknown) => unknown;
  readonly entry: (before: unknown) => unknown;
}

/** A change of some JSON; what has not the expected form is left for the schema to refuse. */
export type Change = (before: unknown) => unknown;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds fields where they are not there. */
export function filled(fields: Readonly<Record<string, unknown>>): Change {
  return (before) => (isObject(before) ? { ...fields, ...before } : before);
}

/** Changes one field where it is there. */
export function at(key: string, change: Change): Change {
  return (before) =>
    isObject(before) && Object.hasOwn(before, key)
      ? { ...before, [key]: change(before[key]) }
      : before;
}

/** Changes every value of an object. */
export function values(change: Change): Change {
  return (before) =>
    isObject(before)
      ? Object.fromEntries(Object.entries(before).map(([key, value]) => [key, change(value)]))
      : before;
}

/** Changes every item of an array. */
export function each(change: Change): Change {
  return (before) => (Array.isArray(before) ? before.map((item: unknown) => change(item)) : before);
}

/** One change after another. */
export function all(...changes: readonly Change[]): Change {
  return (before) => changes.reduce((value, change) => change(value), before);
}
