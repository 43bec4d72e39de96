/** The words for how the project of now differs from an earlier version of itself. */
import type { ContentDifference } from '#main/project/difference.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { listWords } from './list-words.ts';

const WORDS = {
  songs: {
    added: m.project_difference_songs_added,
    removed: m.project_difference_songs_removed,
    changed: m.project_difference_songs_changed,
  },
  sketches: {
    added: m.project_difference_sketches_added,
    removed: m.project_difference_sketches_removed,
    changed: m.project_difference_sketches_changed,
  },
  models: {
    added: m.project_difference_models_added,
    removed: m.project_difference_models_removed,
    changed: m.project_difference_models_changed,
  },
} as const;

/** What came, went and changed, as a list; that all of it is the same where nothing did. */
export function versionWords(difference: ContentDifference, locale: string): string {
  const { added, removed } = difference.notes;
  const words = (['songs', 'sketches', 'models'] as const).flatMap((what) =>
    (['added', 'removed', 'changed'] as const)
      .filter((kind) => difference[what][kind] > 0)
      .map((kind) => WORDS[what][kind]({ n: difference[what][kind] })),
  );
  if (added + removed > 0) words.push(m.project_difference_notes({ added, removed }));
  if (words.length === 0) return m.project_snapshot_same();
  return listWords(words, locale);
}
