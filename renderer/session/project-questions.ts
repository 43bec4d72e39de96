/** What is asked about the project's file: before unsaved work goes, where saving failed, where the file is not as it was. */
import { m } from '#resources/messages/compiled/messages.js';
import { getLocale } from '#resources/messages/compiled/runtime.js';
import { failureSentence } from './sentences.ts';
import type { Asked } from './questions.svelte.ts';

const cancel = { id: 'cancel', title: m.project_unsaved_cancel } as const;
const again = { id: 'again', title: m.project_save_again } as const;
const elsewhere = { id: 'elsewhere', title: m.project_save_elsewhere } as const;

/** Before work that is not saved goes. */
export function askUnsaved(name: string): Asked<'save' | 'discard' | 'cancel'> {
  return {
    id: 'unsaved',
    title: () => m.project_unsaved({ name }),
    why: m.project_unsaved_why,
    answers: [
      { id: 'save', title: m.project_unsaved_save },
      { id: 'discard', title: m.project_unsaved_discard },
      cancel,
    ],
  };
}

/** Where the file could not be written. @param failure what saving threw */
export function askSaveFailed(
  name: string,
  failure: unknown,
): Asked<'again' | 'elsewhere' | 'cancel'> {
  return {
    id: 'save-failed',
    title: () => m.project_save_failed({ name }),
    why: () => failureSentence(failure),
    answers: [again, elsewhere, cancel],
  };
}

/** Where a file for other programs could not be written. @param failure what writing threw */
export function askNotWritten(name: string, failure: unknown): Asked<'elsewhere' | 'cancel'> {
  return { ...askSaveFailed(name, failure), answers: [elsewhere, cancel] };
}

/** Where somebody else wrote to the file since it was opened or saved. */
export function askChanged(name: string): Asked<'elsewhere' | 'over' | 'cancel'> {
  return {
    id: 'changed',
    title: () => m.project_changed({ name }),
    why: m.project_changed_why,
    answers: [elsewhere, { id: 'over', title: m.project_save_over }, cancel],
  };
}

/** Where a project of the list is not there any more. @param folder where it was */
export function askMissing(name: string, folder: string): Asked<'forget' | 'cancel'> {
  return {
    id: 'missing',
    title: () => m.project_missing({ name }),
    why: () => m.project_missing_why({ folder }),
    answers: [{ id: 'forget', title: m.project_recent_forget }, cancel],
  };
}

/**
 * Where a file is damaged and the version before it is whole.
 * @param at when that was written, milliseconds since 1970
 * @param lost what the damaged file misses, as a list; null where nothing of it can be read
 */
export function askDamaged(
  name: string,
  at: number,
  lost: string | null,
): Asked<'before' | 'rest' | 'cancel'> {
  const before = { id: 'before', title: m.project_damaged_before } as const;
  const rest = { id: 'rest', title: m.project_damaged_rest } as const;
  return {
    id: 'damaged',
    title: () => m.project_damaged({ name }),
    why: () =>
      [
        lost === null ? m.project_damaged_whole() : m.project_damaged_lost({ lost }),
        m.project_damaged_why({ date: day(at) }),
      ].join(' '),
    answers: lost === null ? [before, cancel] : [before, rest, cancel],
  };
}

function day(at: number): string {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(getLocale(), style).format(at);
}
