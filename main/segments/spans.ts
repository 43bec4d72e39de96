/** Puts the notes of a piece on the steps of a representation: the one place where time is rounded. */
import type { Pitch, Ticks } from '#main/music/note.ts';
import type { Part } from '#main/music/part.ts';
import type { Piece } from '#main/music/piece.ts';
import { secondsAt, tempoMap, tickAt } from '#main/music/tempo-map.ts';
import type { Representation, Steps } from './representation.ts';

/** A piece and the role of each of its tracks (`null`: left out). */
export interface RoledPiece {
  readonly piece: Piece;
  readonly parts: readonly (Part | null)[];
}

/** A note on the steps: it sounds from `start` up to, not with, `end`. */
export interface Span {
  readonly part: Part;
  readonly pitch: Pitch;
  readonly start: Steps;
  readonly end: Steps;
}

/** Where a piano's keys end; models read no others (Fabius & van Amersfoort use 88 keys): beyond lie key switches and accidents. */
export const LOWEST_KEY: Pitch = 21;
/** See {@link LOWEST_KEY}. */
export const HIGHEST_KEY: Pitch = 108;

/** A time this little (in frames) past a frame counts as on it. */
const SLACK = 1e-9;

/** The first step that is not before a time, for each tick of a piece. */
export function stepAt(piece: Piece, representation: Representation): (tick: Ticks) => Steps {
  if (representation.time === 'frames') {
    const map = tempoMap(piece);
    return (tick) => Math.ceil(secondsAt(map, tick) * representation.rate - SLACK);
  }
  const steps = representation.stepsPerBeat / piece.division;
  return (tick) => Math.round(tick * steps);
}

/** The tick at which a step begins. */
export function tickOfStep(piece: Piece, representation: Representation): (step: Steps) => Ticks {
  if (representation.time === 'frames') {
    const map = tempoMap(piece);
    return (step) => Math.round(tickAt(map, step / representation.rate));
  }
  return (step) => Math.round((step * piece.division) / representation.stepsPerBeat);
}

/** The part whose columns hold a track's notes, or null where the representation leaves them out. */
function columnPart(role: Part | null, representation: Representation): Part | null {
  if (role === null || (role === 'drums' && !representation.drums)) return null;
  if (representation.time === 'frames') return 'all';
  return representation.parts === 'merged' && role !== 'drums' ? 'all' : role;
}

/**
 * The notes of a piece on the steps. In frames a note fills ceil(rate * start) up to, not with, ceil(rate * end), so that short ones
 * may vanish; on the grid starts and ends go to the nearest step and a note lasts at least one. Notes of no
 * length and keys beyond the 88 are left out.
 */
export function spansOf(song: RoledPiece, representation: Representation): readonly Span[] {
  const at = stepAt(song.piece, representation);
  const frames = representation.time === 'frames';
  return song.piece.tracks.flatMap((track, i) => {
    const part = columnPart(song.parts[i] ?? null, representation);
    if (part === null) return [];
    const spans: Span[] = [];
    for (const note of track.notes) {
      if (note.end <= note.start) continue;
      if (note.pitch < LOWEST_KEY || note.pitch > HIGHEST_KEY) continue;
      const start = at(note.start);
      const end = frames ? at(note.end) : Math.max(start + 1, at(note.end));
      if (end > start) spans.push({ part, pitch: note.pitch, start, end });
    }
    return spans;
  });
}
