/** `bench quality [ROW…]`: the table of what learned models are to reach, goals beside figures; lines for people on standard error. */
import { lineOf, type Figure } from './quality/figure.ts';
import { ROWS } from './quality/rows.ts';
import type { BenchOptions } from './step.ts';

/** Names that `bench quality` takes. */
export const qualityRows: readonly string[] = Object.keys(ROWS);

/** The table. */
export interface Table {
  readonly seed: number;
  readonly rate: number;
  readonly rows: Readonly<Record<string, readonly Figure[]>>;
  /** Rows whose songs this machine has not got. */
  readonly absent: readonly string[];
  readonly reached: number;
  readonly judged: number;
  readonly pass: boolean | null;
}

/** Measures the rows that `words` name, or all; a row whose songs are absent is said and passes nothing. */
export async function quality({ words, seed, rate }: BenchOptions): Promise<Table> {
  const names = words.length > 0 ? words : qualityRows;
  const unknown = names.filter((name) => !Object.hasOwn(ROWS, name));
  if (unknown.length > 0)
    throw new Error(`no row ${unknown.join(', ')}; rows are ${qualityRows.join(', ')}`);
  const rows: Record<string, readonly Figure[]> = {};
  const absent: string[] = [];
  for (const name of names) {
    const figures = await ROWS[name]?.({ seed, rate });
    if (figures === null || figures === undefined) {
      absent.push(name);
      process.stderr.write(`${name}: its songs are not on this machine (MELODRIFT_DATA)\n`);
      continue;
    }
    rows[name] = figures;
    for (const figure of figures) process.stderr.write(`${lineOf(name, figure)}\n`);
  }
  const judged = Object.values(rows)
    .flat()
    .filter(({ pass }) => pass !== null);
  const reached = judged.filter(({ pass }) => pass === true).length;
  process.stderr.write(`${reached} of ${judged.length} goals reached\n`);
  const pass = judged.length === 0 ? null : reached === judged.length && absent.length === 0;
  return { seed, rate, rows, absent, reached, judged: judged.length, pass };
}
