/** What a row of the import report says. */
import type { ImportRow, Songs } from '#renderer/session/songs.svelte.ts';
import { codeSentence, problemSentence, repairWords } from '#renderer/session/sentences.ts';
import { m } from '#resources/messages/compiled/messages.js';

/** Why a file needs a look, in the language of the moment. */
export function rowSentence(row: ImportRow): string {
  switch (row.outcome) {
    case 'refused':
      return problemSentence(row.code);
    case 'failed':
      return codeSentence(row.code, row.file);
    case 'repaired':
      return m.library_repaired({ what: row.repaired.map(repairWords).join(', ') });
    case 'duplicate':
      return m.library_already({ name: row.as });
    case 'off-grid':
      return m.library_off_grid({ percent: Math.round(row.share * 100) });
    case 'skipped':
      return m.library_skipped();
    case 'nothing':
      return m.library_nothing_midi();
  }
}

/** How far reading is, and how long it still takes where that is worth saying. */
export function readingWords({ done, total, secondsLeft }: NonNullable<Songs['reading']>): string {
  const words = m.library_reading({ done, total });
  const left = Math.ceil(secondsLeft ?? 0);
  return left < 2 ? words : `${words}, ${m.library_left({ n: left })}`;
}

/** Whether the file is in the list all the same. */
export function isTaken(row: ImportRow): boolean {
  return row.outcome === 'repaired' || row.outcome === 'off-grid' || row.outcome === 'duplicate';
}
