/** Chooses the columns that a model reads: the parts and pitches that the songs use. */
import type { Part } from '#main/music/part.ts';
import type { Column, Representation } from './representation.ts';
import { spansOf, type RoledPiece } from './spans.ts';

const ORDER: readonly Part[] = ['melody', 'chords', 'bass', 'drums', 'all'];

/** Steps that each pitch of each part sounds in all songs (drums: how often it is struck). */
function soundingTime(
  songs: readonly RoledPiece[],
  representation: Representation,
): ReadonlyMap<Part, Float64Array> {
  const times = new Map<Part, Float64Array>();
  for (const song of songs) {
    for (const { part, pitch, start, end } of spansOf(song, representation)) {
      const time = times.get(part) ?? new Float64Array(128);
      time[pitch] = (time[pitch] ?? 0) + (part === 'drums' ? 1 : end - start);
      times.set(part, time);
    }
  }
  return times;
}

/** The fewest pitches that hold the share `coverage` of the time, ascending. */
function covering(time: Float64Array, coverage: number): readonly number[] {
  const used = Array.from(time.keys()).filter((pitch) => (time[pitch] ?? 0) > 0);
  const total = time.reduce((sum, value) => sum + value, 0);
  used.sort((a, b) => (time[b] ?? 0) - (time[a] ?? 0) || a - b);
  let held = 0;
  const kept = used.filter((pitch) => {
    if (held >= coverage * total - 1e-9) return false;
    held += time[pitch] ?? 0;
    return true;
  });
  return kept.sort((a, b) => a - b);
}

/**
 * The columns of some songs: for each part the fewest pitches that hold `representation.coverage` of its note time, in the order of
 * parts, then pitches; in frames one column a pitch, on the grid an onset and a sustain column (drums: onsets only). Everything
 * else follows from this list.
 */
export function columnsOf(
  songs: readonly RoledPiece[],
  representation: Representation,
): readonly Column[] {
  const times = soundingTime(songs, representation);
  return ORDER.flatMap((part) => {
    const time = times.get(part);
    if (time === undefined) return [];
    return covering(time, representation.coverage).flatMap((pitch): readonly Column[] => {
      if (representation.time === 'frames') return [{ part, pitch, kind: 'on' }];
      const onset: Column = { part, pitch, kind: 'onset' };
      return part === 'drums' ? [onset] : [onset, { part, pitch, kind: 'sustain' }];
    });
  });
}
