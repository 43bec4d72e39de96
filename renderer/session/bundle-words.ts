/** The words for project files that cannot be opened, or not wholly. */
import type { BundleCode, BundleProblem, Loss } from '#main/project/bundle.ts';
import { m } from '#resources/messages/compiled/messages.js';

const REFUSALS: Readonly<Record<BundleCode, (facts: { name: string; detail: string }) => string>> =
  {
    'not-a-project': m.project_refused_not_a_project,
    newer: m.project_refused_newer,
    'too-large': m.project_refused_too_large,
    'too-many-entries': m.project_refused_too_many_entries,
    swollen: m.project_refused_swollen,
    'path-outside': m.project_refused_path_outside,
    'entry-twice': m.project_refused_entry_twice,
    'nothing-left': m.project_refused_nothing_left,
  };

const LOSSES: Readonly<Record<Loss['what'], (facts: { name: string }) => string>> = {
  directory: m.project_lost_directory,
  project: m.project_lost_project,
  song: m.project_lost_song,
  model: m.project_lost_model,
  sketch: m.project_lost_sketch,
  snapshot: m.project_lost_snapshot,
  history: m.project_lost_history,
};

/** Why a project file is not opened. */
export function refusalSentence(name: string, { code, detail }: BundleProblem): string {
  return REFUSALS[code]({ name, detail });
}

/** What is missing in a file that was opened, as a list. */
export function lossWords(losses: readonly Loss[]): string {
  return losses.map(({ what, name }) => LOSSES[what]({ name })).join(', ');
}
