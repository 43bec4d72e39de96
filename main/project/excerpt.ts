/** Songs and sketches as phrases: what sounds when a point of the map is clicked, and what cards and tiny rolls draw. */
import { TICKS_PER_QUARTER, type Program, type Ticks } from '#main/music/note.ts';
import type { Part } from '#main/music/part.ts';
import type { Phrase, PhraseNote } from '#main/music/phrase.ts';
import { programOf } from '#main/music/parts.ts';
import type { Sketch, Song } from './project.ts';

/**
 * `length` ticks (480 a quarter) of a song from `tick` (in the song's own division) on. Notes that began before are
 * left out, notes that last longer are cut; tracks without a role are left out.
 */
export function phraseOfSong(
  song: Pick<Song, 'piece' | 'parts'>,
  tick: Ticks,
  length: Ticks,
): Phrase {
  const { piece, parts } = song;
  const scale = TICKS_PER_QUARTER / piece.division;
  const programs: Partial<Record<Part, Program>> = {};
  const notes = piece.tracks.flatMap((track, index): PhraseNote[] => {
    const part = parts[index] ?? null;
    if (part === null) return [];
    const program = programOf(track);
    if (program !== null && part !== 'drums') programs[part] ??= program;
    return track.notes.flatMap((note) => {
      const start = (note.start - tick) * scale;
      if (start < -0.5 || start >= length) return [];
      const end = Math.min(length, (note.end - tick) * scale);
      const { pitch, velocity } = note;
      return [{ part, pitch, velocity, start: Math.max(0, start), end: Math.max(start, end) }];
    });
  });
  const tempo = piece.tempos.findLast((t) => t.tick <= tick) ?? piece.tempos[0];
  return {
    notes: notes.sort(
      (a, b) => a.start - b.start || a.part.localeCompare(b.part) || a.pitch - b.pitch,
    ),
    length,
    bpm: 60e6 / (tempo?.microsecondsPerQuarter ?? 500000),
    programs,
  };
}

/** A sketch's notes and instruments as a phrase. */
export function phraseOfSketch(sketch: Pick<Sketch, 'lanes' | 'length' | 'bpm'>): Phrase {
  const { lanes, length, bpm } = sketch;
  return {
    notes: lanes
      .flatMap(({ part, notes }) =>
        notes.map(({ pitch, velocity, start, end }) => ({ part, pitch, velocity, start, end })),
      )
      .sort((a, b) => a.start - b.start || a.part.localeCompare(b.part) || a.pitch - b.pitch),
    length,
    bpm,
    programs: Object.fromEntries(lanes.map(({ part, program }) => [part, program])),
  };
}
