/** What can be blended: the songs that the model knows, and the two ends of the way between them. */
import type { Song } from '#main/project/project.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Blending } from './blending.svelte.ts';
import type { Model } from './model.svelte.ts';
import type { Songs } from './songs.svelte.ts';

/** Follows songs, model and faders. */
export class Blendable {
  readonly #songs: Songs;
  readonly #model: Model;
  readonly #blending: Blending;

  /** Only songs that the model has learned can be blended. */
  readonly songs: readonly Song[] = $derived.by(() => {
    const known = new Set(this.#model.summary?.songs.map(({ hash }) => hash) ?? []);
    return this.#songs.list.filter(({ hash }) => known.has(hash));
  });
  /** The ends that were chosen, or the first two songs. */
  readonly from: Song | null = $derived.by(() => this.#chosen(this.#blending.from, 0));
  readonly to: Song | null = $derived.by(() => this.#chosen(this.#blending.to, 1));
  /** Bars of each song, by its hash, that have a point on the map. */
  readonly bars: ReadonlyMap<string, readonly number[]> = $derived.by(() => {
    const bars = new Map<string, number[]>();
    for (const { song, bar } of this.#model.points)
      bars.set(song, [...(bars.get(song) ?? []), bar]);
    return bars;
  });
  /** Why nothing can be blended, or null. */
  readonly whyNot: string | null = $derived.by(() =>
    this.#model.ready ? null : m.blend_needs_model(),
  );
  /** Why there is no way from one song to another, or null. */
  readonly whyNoWay: string | null = $derived.by(
    () => this.whyNot ?? (this.songs.length < 2 ? m.blend_needs_two() : null),
  );

  constructor(songs: Songs, model: Model, blending: Blending) {
    this.#songs = songs;
    this.#model = model;
    this.#blending = blending;
  }

  #chosen(hash: string | null, otherwise: number): Song | null {
    return this.songs.find((song) => song.hash === hash) ?? this.songs[otherwise] ?? null;
  }
}
