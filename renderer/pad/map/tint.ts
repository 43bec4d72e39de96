/** What the colours of points tell: each point's glyph and song colour, and how far into its song it lies. */
import { PARTS, type Part } from '#main/music/part.ts';
import type { Colouring, PadPoint, PadSong } from '../view.ts';

/** Colours and glyphs of parts, far apart from each other. */
export const PART_TINTS: Readonly<Record<Part, number>> = {
  melody: 1,
  chords: 4,
  bass: 7,
  drums: 10,
  all: 11,
};

/** How a point is drawn: by a glyph and one of the song colours, or (`share`) by how far it lies between two shades. */
export interface Tint {
  /** 1 to 12. */
  readonly glyph: number;
  /** 1 to 12; null: quiet, since nothing is known of it. */
  readonly colour: number | null;
  /** 0 the beginning of its song, 1 the end; null: colours do not tell time. */
  readonly share: number | null;
}

/** Steps in which time is told: so many shades are still told apart. */
const SHADES = 8;

/** The tint of each point, in their order. */
export function tintsOf(
  points: readonly PadPoint[],
  songs: ReadonlyMap<string, PadSong>,
  by: Colouring,
): readonly Tint[] {
  const own = (point: PadPoint): Tint => {
    const colour = songs.get(point.song)?.colour ?? null;
    return { glyph: colour ?? 1, colour, share: null };
  };
  if (by === 'song') return points.map(own);
  if (by === 'part')
    return points.map(({ part }) => {
      const colour = part === null ? null : PART_TINTS[part];
      return { glyph: colour ?? 1, colour, share: null };
    });
  const ends = new Map<string, number>();
  for (const { song, bar } of points) ends.set(song, Math.max(ends.get(song) ?? 1, bar));
  return points.map((point) => {
    const last = ends.get(point.song) ?? 1;
    const share = last > 1 ? (point.bar - 1) / (last - 1) : 0;
    return { ...own(point), share: Math.round(share * (SHADES - 1)) / (SHADES - 1) };
  });
}

/** The parts that a key of the colours names: those that the points have. */
export function partsAmong(points: readonly PadPoint[]): readonly Part[] {
  const found = new Set(points.map(({ part }) => part));
  return ([...PARTS, 'all'] as const).filter((part) => found.has(part));
}
