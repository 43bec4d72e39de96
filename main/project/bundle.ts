/** The project file: everything that a person made, in one zip archive that outlives versions, damage and ill will. */
import { readArchive, type Archive } from './bundle/archive.ts';
import { HISTORY, PROJECT } from './bundle/entries.ts';
import { body, finder, parsed, textOf } from './bundle/find.ts';
import { lines as written, readSketch, tailOf } from './bundle/made.ts';
import { migrated, VERSION } from './bundle/migrations.ts';
import { bundleProblem, type BundleProblem, type Loss } from './bundle/problem.ts';
import { patchOf, projectOf, type Finder } from './bundle/records.ts';
import { salvaged } from './bundle/salvage.ts';
import { entryRecord, head, projectRecord } from './bundle/schema.ts';
import { withSketches } from './bundle/sketches.ts';
import { DEPTH, open, type Entry, type History } from './history.ts';

export { VERSION } from './bundle/migrations.ts';
export { pack } from './bundle/pack.ts';
export type { BundleCode, BundleProblem, Loss } from './bundle/problem.ts';

/** What a project file holds, and what of it was lost. */
export interface Unpacked {
  readonly history: History;
  /** Empty for a whole file. */
  readonly losses: readonly Loss[];
}

/**
 * Reads a project file. What is damaged is left out and named: songs, models, sketches, snapshots and history are
 * salvaged apart. A file that means harm, is no project or is newer than this version is refused.
 */
export function unpack(bytes: Uint8Array): Unpacked | BundleProblem {
  const archive = readArchive(bytes);
  if ('kind' in archive) return archive;
  const losses: Loss[] = archive.whole ? [] : [{ what: 'directory', name: '' }];
  const lost = (what: Loss['what'], name: string): void => {
    if (!losses.some((loss) => loss.what === what && loss.name === name))
      losses.push({ what, name });
  };
  const find = finder(archive, lost);
  const text = textOf(archive, PROJECT);
  const json = text === null ? null : parsed(text);
  const version = head.safeParse(json);
  if (version.success && version.data.version > VERSION)
    return bundleProblem('newer', String(version.data.version));
  const assembled = withSketches(json, archive, (name) => lost('sketch', name));
  const read = version.success
    ? projectRecord.safeParse(body(migrated(assembled.project, version.data.version, 'project')))
    : null;
  if (read?.success !== true) return salvaged(archive, find, losses);
  const project = projectOf(read.data, find, lost);
  const isNewest = version.data?.version === VERSION;
  for (const [index, sketch] of project.sketches.entries())
    readSketch(sketch, isNewest ? (assembled.packed[index] ?? null) : null);
  const { past, future, whole } = readHistory(archive, version.data?.version ?? VERSION, find);
  // Entries that speak of what is lost would bring back what is not there.
  if (losses.some(({ what }) => what === 'sketch') && past.length + future.length > 0) {
    lost('history', '');
    return { history: open(project), losses };
  }
  if (!whole) lost('history', '');
  return { history: { ...open(project), past, future }, losses };
}

/** The version that a project file says it has; null where it does not say. Nothing else of it is looked at. */
export function versionIn(bytes: Uint8Array): number | null {
  const archive = readArchive(bytes);
  const text = 'kind' in archive ? null : textOf(archive, PROJECT);
  const said = text === null ? null : head.safeParse(parsed(text));
  return said?.success === true ? said.data.version : null;
}

/** The entries that can be trusted: those nearest to the project's own moment, up to the first damaged one. */
function readHistory(
  archive: Archive,
  version: number,
  find: Finder,
): { readonly past: readonly Entry[]; readonly future: readonly Entry[]; readonly whole: boolean } {
  const text = textOf(archive, HISTORY);
  if (text === null) return { past: [], future: [], whole: false };
  const lines = text.split('\n').filter((line) => line !== '');
  let whole = true;
  const past: Entry[] = [];
  const future: Entry[] = [];
  for (const line of lines) {
    const read = entryRecord.safeParse(migrated(parsed(line), version, 'entry'));
    const patch = read.success ? patchOf(read.data.patch, find) : null;
    if (!read.success || patch === null) {
      whole = false;
      // Lines go from the farthest to the nearest, the past before the future.
      (future.length > 0 ? future : past).length = 0;
      continue;
    }
    const entry = { label: read.data.label, patch };
    if (patch.songs === null && patch.models === null && patch.snapshots === null)
      written.set(entry, tailOf(read.data));
    (read.data.done ? past : future).push(entry);
  }
  return { past: past.slice(-DEPTH), future: future.slice(-DEPTH), whole };
}
