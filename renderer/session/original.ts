/** A few bars of a song as they were written, to be heard beside what the model makes of them. */
import { TICKS_PER_QUARTER, type Ticks } from '#main/music/note.ts';
import type { Phrase, PhraseNote } from '#main/music/phrase.ts';
import { programOf } from '#main/music/parts.ts';
import type { Song } from '#main/project/project.ts';

/**
 * Cuts a phrase out of a song: notes that begin in it, cut at its end.
 * @param song whose tracks without a part are left out
 * @param tick where it starts, in the song's own ticks
 * @param length how long it is, in ticks of 480 a quarter
 */
export function originalPhrase(song: Song, tick: Ticks, length: Ticks): Phrase {
  const scale = TICKS_PER_QUARTER / song.piece.division;
  const notes: PhraseNote[] = [];
  const programs: Partial<Record<PhraseNote['part'], number>> = {};
  for (const [index, track] of song.piece.tracks.entries()) {
    const part = song.parts[index] ?? null;
    if (part === null) continue;
    const program = programOf(track);
    if (program !== null) programs[part] ??= program;
    for (const note of track.notes) {
      const start = (note.start - tick) * scale;
      if (start < 0 || start >= length) continue;
      const end = Math.min(length, (note.end - tick) * scale);
      notes.push({ part, pitch: note.pitch, velocity: note.velocity, start, end });
    }
  }
  notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  const tempo = song.piece.tempos.findLast((each) => each.tick <= tick);
  return { notes, length, bpm: 60e6 / (tempo?.microsecondsPerQuarter ?? 500000), programs };
}
