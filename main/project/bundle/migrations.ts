/** How files of older versions become files of the newest: one step a version, each with the reason in its title. */

/** The version that is written. */
export const VERSION = 1;

/** One step: what `project.json` and the lines of `history.jsonl` said before becomes what they say since version `to`. */
export interface Migration {
  readonly to: number;
  readonly title: string;
  readonly project: (before: unknown) => unknown;
  readonly entry: (before: unknown) => unknown;
}

/** All steps, oldest first. Version 1 is the first, so there is none yet. */
export const MIGRATIONS: readonly Migration[] = [];

/** What an older file says, as the newest version would say it. */
export function migrated(
  value: unknown,
  from: number,
  part: 'project' | 'entry',
  migrations: readonly Migration[] = MIGRATIONS,
): unknown {
  return migrations
    .filter(({ to }) => to > from)
    .reduce((before, migration) => migration[part](before), value);
}
