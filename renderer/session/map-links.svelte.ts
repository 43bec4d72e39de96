/** What map and piano roll show of each other: the notes of the point under the pointer, and the points of the notes that are selected. */
import { TICKS_PER_QUARTER, type Ticks } from '#main/music/note.ts';
import { phraseOfSong } from '#main/project/excerpt.ts';
import type { LaneNote, Song } from '#main/project/project.ts';
import type { Desk } from './desk.svelte.ts';
import type { Lens } from './lens.svelte.ts';
import type { MapPoint, Model } from './model.svelte.ts';
import type { Songs } from './songs.svelte.ts';

/** Notes of a segment as they lie over what the roll shows. */
export interface HoveredNotes {
  readonly song: Song;
  /** One list a part, drums apart, as lanes are. */
  readonly pitched: readonly LaneNote[];
  readonly drums: readonly LaneNote[];
}

/** What the links read. */
export interface LinkParts {
  readonly desk: Desk;
  readonly songs: Songs;
  readonly model: Model;
  readonly lens: Lens;
}

/** The links between map and roll. */
export class MapLinks {
  /** The point under the pointer. */
  hovered = $state.raw<MapPoint | null>(null);
  /** Starts of the notes that are selected in the roll. */
  selected = $state.raw<readonly Ticks[]>([]);
  readonly #of: LinkParts;

  /** The song that the roll shows a stretch of, and the tick (its own division) at which that begins; null: it shows no song. */
  readonly #origin: { readonly song: Song; readonly tick: Ticks } | null = $derived.by(() => {
    const provenance = this.#of.desk.shown?.provenance;
    if (provenance?.from !== 'song' && provenance?.from !== 'segment') return null;
    const song = this.#of.songs.list.find(({ hash }) => hash === provenance.song);
    return song === undefined ? null : { song, tick: provenance.tick };
  });

  /** The notes of the hovered point: at their own place where the roll shows their song, else at its beginning. */
  readonly notes: HoveredNotes | null = $derived.by(() => {
    const { hovered } = this;
    const song = this.#of.songs.list.find(({ hash }) => hash === hovered?.song);
    const { summary, palette } = this.#of.model;
    if (hovered === null || song === undefined || summary === null) return null;
    const length = summary.steps * (palette?.ticks ?? TICKS_PER_QUARTER / 4);
    const origin = this.#origin;
    const scale = TICKS_PER_QUARTER / song.piece.division;
    const own = origin?.song === song ? (hovered.tick - origin.tick) * scale : 0;
    const at = own >= 0 && own < (this.#of.desk.shown?.length ?? 0) ? own : 0;
    const { notes } = phraseOfSong(song, hovered.tick, length);
    const laid = (drums: boolean): readonly LaneNote[] =>
      notes.flatMap(({ part, pitch, velocity, start, end }, index) =>
        (part === 'drums') === drums
          ? [{ id: -1 - index, pitch, velocity, start: at + start, end: at + end }]
          : [],
      );
    return { song, pitched: laid(false), drums: laid(true) };
  });

  /** The points of the selected notes, where the roll shows a song that the map knows. */
  readonly lit: readonly MapPoint[] = $derived.by(() => {
    const origin = this.#origin;
    if (origin === null || this.selected.length === 0) return [];
    const { song, tick } = origin;
    const scale = song.piece.division / TICKS_PER_QUARTER;
    const own = this.#of.lens.points
      .filter((point) => point.song === song.hash)
      .sort((a, b) => a.tick - b.tick);
    const found = this.selected.flatMap(
      (start) => own.findLast((point) => point.tick <= tick + start * scale) ?? [],
    );
    return [...new Set(found)];
  });

  constructor(parts: LinkParts) {
    this.#of = parts;
  }
}
