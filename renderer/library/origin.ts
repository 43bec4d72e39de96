/** Where a sketch came from, in words: short for a list, whole for whoever wants to know exactly. */
import type { ModelEntry, Project, Provenance, Song } from '#main/project/project.ts';
import { barsUntil, meterMap } from '#main/music/meter.ts';
import { modelName } from '#renderer/session/models.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';

const ORIGINS = {
  hand: m.library_from_hand,
  song: m.library_from_song,
  segment: m.library_from_segment,
  pad: m.library_from_pad,
  blend: m.library_from_blend,
  between: m.library_from_between,
  medley: m.library_from_medley,
  take: m.library_from_take,
} satisfies Record<Provenance['from'], () => string>;

/** The kind of origin. */
export function originWords(from: Provenance['from']): string {
  return ORIGINS[from]();
}

/** What songs and models an origin may name. */
export type Named = Pick<Project, 'songs' | 'models'>;

function songOf({ songs }: Named, hash: string): string {
  return songs.find((song) => song.hash === hash)?.name ?? m.library_origin_gone();
}

/** The bar, from 1, that holds a tick of a song. */
function barOf(songs: readonly Song[], hash: string, tick: number): number | null {
  const piece = songs.find((song) => song.hash === hash)?.piece;
  return piece === undefined ? null : barsUntil(meterMap(piece), tick + 1).length;
}

function inSong(project: Named, hash: string, tick: number): string {
  const song = songOf(project, hash);
  const bar = barOf(project.songs, hash, tick);
  return bar === null ? song : m.library_origin_bar({ song, bar });
}

function placeIn(project: Named, { song, bar }: { song: string; bar?: number }): string {
  const name = songOf(project, song);
  return bar === undefined ? name : m.library_origin_bar({ song: name, bar });
}

const percent = (share: number): string => (share * 100).toFixed(0);

/** All of an origin but its model, as one line. */
export function originSentence(origin: Provenance, project: Named): string {
  switch (origin.from) {
    case 'hand':
      return originWords('hand');
    case 'song':
    case 'segment':
      return `${originWords(origin.from)}: ${inSong(project, origin.song, origin.tick)}`;
    case 'pad':
      return `${originWords('pad')}: ${origin.x.toFixed(2)}, ${origin.y.toFixed(2)}`;
    case 'blend':
      return `${originWords('blend')}: ${origin.weights
        .map((each) => `${placeIn(project, each)} ${percent(each.weight)} %`)
        .join(', ')}`;
    case 'between':
      return m.library_origin_between({
        n: origin.index + 1,
        total: origin.steps,
        from: placeIn(project, origin.start),
        to: placeIn(project, origin.end),
      });
    case 'medley':
      return `${originWords('medley')}: ${origin.songs.map((hash) => songOf(project, hash)).join(', ')}`;
    case 'take':
      return `${originWords('take')}: ${m.library_seconds({ n: origin.seconds.toFixed(1) })}`;
  }
}

/** The model and the seed that a sketch was made with; null where no model made it. */
export function modelSentence(origin: Provenance, { models }: Named): string | null {
  if (!('model' in origin)) return null;
  const entry: ModelEntry | undefined = models.find(({ id }) => id === origin.model);
  const model = entry === undefined ? m.library_origin_model_gone() : modelName(entry);
  return m.library_origin_model({ model, seed: origin.shape.seed });
}
