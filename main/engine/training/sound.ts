/** How songs sound where the model does not say it: instruments, loudness, accents of the bar, tempo. */
import { meterMap, barAt } from '#main/music/meter.ts';
import type { Program } from '#main/music/note.ts';
import type { Part } from '#main/music/part.ts';
import { programOf } from '#main/music/parts.ts';
import type { Piece } from '#main/music/piece.ts';
import type { Representation } from '#main/segments/representation.ts';
import { stepAt } from '#main/segments/spans.ts';
import type { PartSound } from '../learned-model.ts';

/** A song that can be learned: read, with the roles of its tracks. */
export interface ReadSong {
  readonly hash: string;
  readonly name: string;
  readonly piece: Piece;
  readonly parts: readonly (Part | null)[];
  /** Semitones by which its piece was moved from how it came. */
  readonly moved: number;
}

/** Velocity where a part has no note to tell it. */
const PLAIN_VELOCITY = 80;

/** The name under which a role's notes are learned. */
function learnedPart(role: Part | null, representation: Representation): Part | null {
  if (role === null || role === 'drums') return role;
  const apart = representation.time === 'grid' && representation.parts === 'apart';
  return apart ? role : 'all';
}

/** Program (of the track with the most notes) and mean velocity of each part of a song. */
export function partSounds(
  song: ReadSong,
  representation: Representation,
): Readonly<Partial<Record<Part, PartSound>>> {
  const found = new Map<
    Part,
    { notes: number; velocity: number; most: number; program: Program | null }
  >();
  song.piece.tracks.forEach((track, index) => {
    const part = learnedPart(song.parts[index] ?? null, representation);
    if (part === null || track.notes.length === 0) return;
    const entry = found.get(part) ?? { notes: 0, velocity: 0, most: 0, program: null };
    entry.notes += track.notes.length;
    entry.velocity += track.notes.reduce((sum, note) => sum + note.velocity, 0);
    if (track.notes.length > entry.most) {
      entry.most = track.notes.length;
      entry.program = programOf(track);
    }
    found.set(part, entry);
  });
  return Object.fromEntries(
    [...found].map(([part, { notes, velocity, program }]) => {
      const mean = notes === 0 ? PLAIN_VELOCITY : Math.round(velocity / notes);
      return [part, { program, velocity: Math.min(127, Math.max(1, mean)) }];
    }),
  );
}

/** Steps of a song's first bar; 0 in frames. */
export function barSteps(piece: Piece, representation: Representation): number {
  if (representation.time === 'frames') return 0;
  const bar = barAt(meterMap(piece), 0);
  return Math.max(1, stepAt(piece, representation)(bar.tick + bar.ticks));
}

/** Quarters a minute at the beginning of a song. */
export function bpmOf(piece: Piece): number {
  const quarter = piece.tempos[0]?.microsecondsPerQuarter ?? 500_000;
  return Math.min(10_000, Math.max(1, 60_000_000 / quarter));
}

/** Bars whose accents are told apart, in quarters. */
const ACCENT_QUARTERS = 8;

/**
 * How loud each grid step of a bar is against the mean of its song, from all onsets of all songs (drums too); 1 where
 * nothing begins. Empty in frames, which have no bars.
 */
export function accentsOf(
  songs: readonly ReadSong[],
  representation: Representation,
): readonly number[] {
  if (representation.time === 'frames') return [];
  const size = ACCENT_QUARTERS * representation.stepsPerBeat;
  const loud = new Float64Array(size);
  const onsets = new Float64Array(size);
  for (const { piece, parts } of songs) {
    const step = stepAt(piece, representation);
    const map = meterMap(piece);
    piece.tracks.forEach(({ notes }, index) => {
      if ((parts[index] ?? null) === null || notes.length === 0) return;
      const mean = notes.reduce((sum, note) => sum + note.velocity, 0) / notes.length;
      for (const note of notes) {
        const place = (step(note.start) - step(barAt(map, note.start).tick)) % size;
        if (place < 0 || mean === 0) continue;
        loud[place] = (loud[place] ?? 0) + note.velocity / mean;
        onsets[place] = (onsets[place] ?? 0) + 1;
      }
    });
  }
  return Array.from(loud, (sum, place) => {
    const count = onsets[place] ?? 0;
    // A handful of notes is no accent: they are drawn towards 1 by as many plain ones.
    return Math.min(2, (sum + 4) / (count + 4));
  });
}
