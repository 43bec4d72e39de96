/** One figure of a table of goals: what was measured, what is wanted, and whether it is reached. */

/** A measured number beside its goal; `pass` is null where there is no goal, or nothing could be measured. */
export interface Figure {
  readonly what: string;
  readonly value: number | null;
  readonly goal: string;
  readonly pass: boolean | null;
}

function judged(
  what: string,
  value: number | null | undefined,
  goal: string,
  reached: (value: number) => boolean,
): Figure {
  const known = value === undefined || Number.isNaN(value) ? null : value;
  return { what, value: known, goal, pass: known === null ? null : reached(known) };
}

/** A figure that is to be large. */
export const atLeast = (what: string, value: number | null | undefined, goal: number): Figure =>
  judged(what, value, `>= ${Math.round(goal * 1000) / 1000}`, (found) => found >= goal);

/** A figure that is to be small. */
export const atMost = (what: string, value: number | null | undefined, goal: number): Figure =>
  judged(what, value, `<= ${goal}`, (found) => found <= goal);

/** A figure that is to lie between two others, which count as inside. */
export const within = (
  what: string,
  value: number | null | undefined,
  low: number,
  high: number,
): Figure => judged(what, value, `${low} to ${high}`, (found) => found >= low && found <= high);

/** A figure without a goal, to be known. */
export const told = (what: string, value: number | null | undefined): Figure => ({
  ...judged(what, value, '', () => true),
  pass: null,
});

const MARK = new Map<boolean | null, string>([
  [true, 'reached'],
  [false, 'BELOW'],
  [null, ''],
]);

/** A figure as a line for people. */
export function lineOf(row: string, { what, value, goal, pass }: Figure): string {
  const number = value === null ? '–' : String(Math.round(value * 1000) / 1000);
  const cells = [row.padEnd(12), what.padEnd(44), number.padStart(9), goal.padEnd(14)];
  return `${cells.join('  ')}${MARK.get(pass) ?? ''}`.trimEnd();
}
