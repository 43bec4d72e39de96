/** What a version is called: as a person named it, or by its number in the language of the moment. */
import { m } from '#resources/messages/compiled/messages.js';
import { locales } from '#resources/messages/compiled/runtime.js';

/** The name as it is shown: one that only the app gave, in whatever language, is said in the language of now. */
export function versionName(name: string): string {
  const n = Number(/\d+/u.exec(name)?.[0] ?? Number.NaN);
  const given = locales.some((locale) => m.project_snapshot_name({ n }, { locale }) === name);
  return given ? m.project_snapshot_name({ n }) : name;
}
