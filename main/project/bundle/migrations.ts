/** How files of older versions become files of the newest: one step a version, each with the reason in its title. */
import { TO_2 } from './migrations/to-2.ts';
import type { Migration } from './migrations/migration.ts';

export type { Migration } from './migrations/migration.ts';

/** The version that is written. */
export const VERSION = 2;

/** All steps, oldest first. */
export const MIGRATIONS: readonly Migration[] = [TO_2];

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
