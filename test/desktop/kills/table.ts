/** The losses of all kills as a table. */
import type { During, Loss, Victim } from './moment.ts';

/** One line of the table. */
export interface Row {
  readonly killed: Victim;
  readonly during: During;
  readonly moments: number;
  /** Edits that were shown before the deaths, and those that did not come back. */
  readonly edits: number;
  readonly lost: number;
  /** Age of the oldest lost edit: median and most, milliseconds. */
  readonly median: number;
  readonly most: number;
  /** How often unsaved work was recovered, and how often the saved file had it all. */
  readonly unsaved: number;
  readonly file: number;
}

const sum = (values: readonly number[]): number => values.reduce((so, value) => so + value, 0);

/** The rows of one process, by what went on. */
export function rowsOf(killed: Victim, losses: readonly Loss[]): readonly Row[] {
  const kinds = [...new Set(losses.map(({ during }) => during))];
  return kinds.map((during) => {
    const those = losses.filter((loss) => loss.during === during);
    const ages = those.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    return {
      killed,
      during,
      moments: those.length,
      edits: sum(those.map(({ done }) => done)),
      lost: sum(those.map(({ done, back }) => Math.max(0, done - back))),
      median: ages[Math.floor(ages.length / 2)] ?? 0,
      most: ages.at(-1) ?? 0,
      unsaved: those.filter(({ from }) => from === 'unsaved').length,
      file: those.filter(({ from }) => from === 'file').length,
    };
  });
}

/** The rows as a person reads them. */
export function tableOf(rows: readonly Row[]): string {
  const head = 'killed | during | moments | edits | lost | median ms | most ms | unsaved | file';
  const line = (row: Row): string => Object.values(row).join(' | ');
  return [head, head.replaceAll(/[^|]+/g, '---'), ...rows.map(line)].join('\n');
}
