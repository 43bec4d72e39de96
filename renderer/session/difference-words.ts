/** The words for how unsaved work differs from what was last opened or saved. */
import type { Change, Difference } from '#main/project/autosave.ts';
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
} as const;

const KINDS: readonly (keyof Change)[] = ['added', 'removed', 'changed'];

/** What came, went and changed, as a list; where neither songs nor sketches differ, that it is something else. */
export function differenceWords(difference: Difference, locale: string): string {
  const words = (['songs', 'sketches'] as const).flatMap((what) =>
    KINDS.filter((kind) => difference[what][kind] > 0).map((kind) =>
      WORDS[what][kind]({ n: difference[what][kind] }),
    ),
  );
  if (words.length === 0) return m.project_difference_other();
  return listWords(words, locale);
}

/** Whether nothing at all differs: then it is a run of learning alone that was not safe. */
export function isNothing(difference: Difference): boolean {
  const { songs, sketches, rest } = difference;
  return !rest && KINDS.every((kind) => songs[kind] === 0 && sketches[kind] === 0);
}
