/** The view of the map: the plane that is played, or its points as principal components place them. */
import type { Answering } from './doors.ts';
import type { MapPoint, Model } from './model.svelte.ts';
import type { Place } from './playable.ts';
import type { Reached } from './reached.svelte.ts';

/** The views, the one that is played first. */
export const VIEWS = ['plane', 'principal'] as const;
export type MapView = (typeof VIEWS)[number];

/** Leads from places of the plane to places of the view and back; off the plane the hand plays the segment nearest to it. */
export class Lens {
  view = $state<MapView>('plane');
  #places = $state.raw<{ readonly generation: number; readonly places: readonly Place[] } | null>(
    null,
  );
  readonly #model: Model;
  readonly #engine: Reached<Answering>;

  /** The points where the view shows them. */
  readonly points: readonly MapPoint[] = $derived.by(() => {
    const { points } = this.#model;
    const places = this.#places?.places ?? [];
    if (this.view === 'plane' || places.length !== points.length) return points;
    return points.map((point, index) => ({ ...point, ...places[index] }));
  });
  /** Whether what is shown is the plane: only there every place between the points is a phrase of its own. */
  readonly plain: boolean = $derived.by(() => this.points === this.#model.points);

  constructor(model: Model, engine: Reached<Answering>) {
    this.#model = model;
    this.#engine = engine;
  }

  /** Chooses a view; another one than the plane is asked of the engine first. */
  async choose(view: MapView): Promise<void> {
    this.view = view;
    await this.refresh();
  }

  /** The model learned more: its points lie elsewhere. */
  async refresh(): Promise<void> {
    if (this.view === 'plane') return;
    const client = await this.#engine.reach();
    this.#places = await client.principal({});
  }

  /** Where the view shows a place of the plane. */
  shown(place: Place | null): Place | null {
    return place === null || this.plain
      ? place
      : this.#across(place, this.#model.points, this.points);
  }

  /** The place of the plane that a hand at a place of the view means. */
  meant(place: Place): Place {
    return this.plain ? place : this.#across(place, this.points, this.#model.points);
  }

  /** The nearest point of `from`, where `to` has it. */
  #across(place: Place, from: readonly Place[], to: readonly Place[]): Place {
    let best = place;
    let least = Infinity;
    from.forEach(({ x, y }, index) => {
      const away = (x - place.x) ** 2 + (y - place.y) ** 2;
      const other = to[index];
      if (away < least && other !== undefined) {
        least = away;
        best = { x: other.x, y: other.y };
      }
    });
    return best;
  }
}
