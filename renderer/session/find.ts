/** Where music lies on the map and which songs it is like: a sketch, a take or a song is encoded, and the hand goes there. */
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { listWords } from './list-words.ts';
import type { Session } from './session.svelte.ts';

/** Songs that are named. */
const NAMED = 3;
/** Smaller shares are chance. */
const WORTH_NAMING = 0.1;

/** Finds what is shown: shows the place of the bar at the playhead without a sound, and names the songs that all of it is like. */
export async function findOnMap({
  desk,
  player,
  engines,
  songs,
  ideas,
  toasts,
  preferences,
}: Session): Promise<void> {
  const { shown } = desk;
  if (shown === null) return;
  await toasts.tried(async () => {
    const piece = pieceOfSketch({ ...shown, name: '' });
    const bytes = Uint8Array.from(writeMidi(piece));
    const client = await engines.answering.reach();
    const { segments, like } = await client.encode({ song: { hash: '', name: '', bytes } });
    // The engine counts in the file's own ticks.
    const playhead = (player.playhead() * piece.division) / TICKS_PER_QUARTER;
    const here = segments.findLast(({ tick }) => tick <= playhead) ?? segments[0];
    if (here === undefined) return toasts.say(m.pad_found_none);
    ideas.pad.cursor = { x: here.x, y: here.y };
    const known = like.filter(({ share }) => share >= WORTH_NAMING).slice(0, NAMED);
    const words = (): string =>
      listWords(
        known.map(({ song, share }) => {
          const name = songs.list.find(({ hash }) => hash === song)?.name ?? song.slice(0, 8);
          return m.pad_found_song({ name, percent: Math.round(100 * share) });
        }),
        preferences.locale,
      );
    toasts.say(() => m.pad_found({ songs: words() }));
  });
}
