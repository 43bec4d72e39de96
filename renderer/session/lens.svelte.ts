/** The view of the map: the plane that is played, or its points as a lens places them; each view is played by the places that it shows. */
import type { LensName } from '#main/latent/lens.ts';
import type { Answering } from './doors.ts';
import type { MapPoint, Model } from './model.svelte.ts';
import { placeOf, type Place, type ShownPlace } from './playable.ts';
import type { Reached } from './reached.svelte.ts';
import type { Shape } from './shape.svelte.ts';

/** The views: the plane itself, and the lenses. */
export type MapView = 'plane' | LensName;

/** What the colours of the points tell. */
export type Colouring = 'song' | 'part' | 'time';

type Places = Readonly<Partial<Record<LensName, readonly Place[]>>>;

const lensOf = (view: MapView): LensName | undefined => (view === 'plane' ? undefined : view);

/** Leads from places of one view to places of another. */
/** A place this near to a point is that point. */
const ON_POINT = 1e-4;

export class Lens {
  view = $state<MapView>('plane');
  colouring = $state<Colouring>('song');
  /** How much of the chosen view is placed, 0 to 1; null: nothing is waited for. */
  placing = $state<number | null>(null);
  /** Where each lens that was looked through has the points. */
  #places = $state.raw<Places>({});
  #asked: AbortController | null = null;
  readonly #model: Model;
  readonly #engine: Reached<Answering>;
  readonly #shape: Shape;

  /** The view that is shown: the chosen one once its places are known. */
  readonly shownView: MapView = $derived.by(() => {
    const lens = lensOf(this.view);
    const known = lens !== undefined && this.#places[lens]?.length === this.#model.points.length;
    return known ? this.view : 'plane';
  });
  /** The points where the view shows them. */
  readonly points: readonly MapPoint[] = $derived.by(() => {
    const { points } = this.#model;
    const places = this.#placesOf(lensOf(this.shownView));
    if (this.shownView === 'plane') return points;
    return points.map((point, index) => ({ ...point, ...places[index] }));
  });

  constructor(model: Model, engine: Reached<Answering>, shape: Shape) {
    this.#model = model;
    this.#engine = engine;
    this.#shape = shape;
  }

  /** Chooses a view; a lens that was not looked through yet is placed first, until then the view before stays. */
  async choose(view: MapView): Promise<void> {
    this.#asked?.abort();
    this.placing = null;
    const before = this.view;
    this.view = view;
    const lens = lensOf(view);
    const asked = new AbortController();
    this.#asked = asked;
    try {
      if (lens !== undefined && this.#places[lens]?.length !== this.#model.points.length) {
        this.placing = 0;
        await this.know(lens, asked.signal);
      }
      if (this.#asked === asked) await this.#model.through(lens, this.#shape.setting);
    } catch (failure) {
      // Another choice has ended this one.
      if (this.#asked !== asked) return;
      this.view = before === view ? 'plane' : before;
      throw failure;
    } finally {
      if (this.#asked === asked) this.placing = null;
    }
  }

  /** Gives up the placing that is waited for. */
  async cancel(): Promise<void> {
    if (this.placing !== null) await this.choose('plane');
  }

  /** The engine tells how far it is. */
  placed(lens: LensName, done: number): void {
    if (this.placing !== null && lens === this.view) this.placing = done;
  }

  /** Asks where a lens has the points: of the one that is looked through, or under which a place was kept. */
  async know(lens: LensName, signal?: AbortSignal): Promise<void> {
    const client = await this.#engine.reach();
    const { places } = await client.lens({ lens }, signal);
    this.#places = { ...this.#places, [lens]: places };
  }

  /** The model learned more: its points lie elsewhere. */
  async refresh(): Promise<void> {
    const lens = lensOf(this.view);
    const kept = lens === undefined ? undefined : this.#places[lens];
    this.#places = lens === undefined || kept === undefined ? {} : { [lens]: kept };
    if (lens !== undefined) await this.know(lens);
  }

  /** A place under a lens is to be shown: where that has the points is asked for where it is not known. */
  need(lens: LensName | undefined): void {
    if (lens === undefined || this.#places[lens] !== undefined) return;
    // Where it cannot be had, the place is heard but not shown.
    this.know(lens).catch(() => undefined);
  }

  /** Where the view shows a place; null where it is not known where its own lens has the points. */
  shown(place: Place | null): ShownPlace | null {
    if (place === null) return null;
    const { there, away } = this.#nearest(place, lensOf(this.shownView));
    return there === null || away < ON_POINT ? there : { ...there, near: true };
  }

  /** The place that a hand at a spot of the view means. */
  meant({ x, y }: Place): Place {
    return placeOf({ x, y, lens: lensOf(this.shownView) });
  }

  /** A place as another lens (undefined: the plane) has it: at the same point of the music, the nearest one. */
  across(place: Place, lens: LensName | undefined): Place | null {
    return this.#nearest(place, lens).there;
  }

  #nearest(place: Place, lens: LensName | undefined): { there: Place | null; away: number } {
    if (place.lens === lens) return { there: place, away: 0 };
    const to = this.#placesOf(lens);
    let there: Place | null = null;
    let least = Infinity;
    this.#placesOf(place.lens).forEach(({ x, y }, index) => {
      const away = Math.hypot(x - place.x, y - place.y);
      const other = to[index];
      if (away < least && other !== undefined) {
        least = away;
        there = placeOf({ x: other.x, y: other.y, lens });
      }
    });
    return { there, away: least };
  }

  #placesOf(lens: LensName | undefined): readonly Place[] {
    return lens === undefined ? this.#model.points : (this.#places[lens] ?? []);
  }
}
