/** The map in words: where the hand is and which song is strongest there, and what a point is. */
import { m } from '#resources/messages/compiled/messages.js';
import type { PadPoint, PadSong, Place, SongShare } from './view.ts';

/** What a screen reader says of the hand's place; the first share is the greatest. */
export function spokenPlace(
  cursor: Place | null,
  shares: readonly SongShare[],
  songs: ReadonlyMap<string, PadSong>,
): string {
  if (cursor === null) return m.pad_spoken_nowhere();
  const place = { x: cursor.x.toFixed(2), y: cursor.y.toFixed(2) };
  if (cursor.near === true) return m.pad_spoken_near(place);
  const [first] = shares;
  const song = first === undefined ? undefined : songs.get(first.song);
  if (first === undefined || song === undefined) return m.pad_spoken_unknown(place);
  return m.pad_spoken({
    ...place,
    song: song.name,
    percent: String(Math.round(first.share * 100)),
  });
}

/** What a point is: its song and its bar. */
export function pointWords(point: PadPoint, songs: ReadonlyMap<string, PadSong>): string {
  return m.pad_point({ song: songs.get(point.song)?.name ?? '?', bar: String(point.bar) });
}
