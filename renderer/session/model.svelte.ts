/** What the answer engine knows: the model in it, its map and its palette, fetched again when it learned more. */
import type { z } from 'zod';
import type {
  answering,
  answer as answerSchema,
  mapPoint,
  modelSummary,
  tile,
} from '#main/protocol/answering.ts';
import type { LensName } from '#main/latent/lens.ts';
import type { ShapeSetting } from '#main/project/project.ts';
import { decodedShape } from '#main/project/shaped.ts';
import type { Answering } from './doors.ts';
import type { Reached } from './reached.svelte.ts';

export type MapPoint = z.output<typeof mapPoint>;
export type Tile = z.output<typeof tile>;
export type Answer = z.output<typeof answerSchema>;
export type ModelSummary = z.output<typeof modelSummary>;
export type PaletteAnswer = z.output<(typeof answering.calls)['palette']['output']>;

/** Columns and rows of tiles that suit the map's size. */
export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
}

const shapeText = (shape: ShapeSetting): string => JSON.stringify(decodedShape(shape));

/** The model that the pad plays. */
export class Model {
  summary = $state.raw<ModelSummary | null>(null);
  points = $state.raw<readonly MapPoint[]>([]);
  palette = $state.raw<PaletteAnswer | null>(null);
  /** The lens that the palette is of; undefined: the plane itself. */
  paletteLens = $state<LensName | undefined>();
  #lens: LensName | undefined;
  loading = $state(false);
  /** A failure of the last load, or null. */
  failure = $state.raw<unknown>(null);
  #grid: TileGrid = { columns: 21, rows: 14 };
  #fetching = 0;
  /** The shape that the palette was asked in last. */
  #painted = '';
  #paletteAsked: AbortController | null = null;
  readonly #engine: Reached<Answering>;

  readonly ready = $derived(this.summary !== null);

  constructor(engine: Reached<Answering>) {
    this.#engine = engine;
  }

  /** The bar that is most like all of a song, by its hash; null where the model has none of it on its map. */
  typicalBarOf(song: string): number | null {
    return this.summary?.songs.find(({ hash }) => hash === song)?.typicalBar ?? null;
  }

  /** Puts a model file into the engine and shows its map. @param known hears the hash of the file before anything of it is shown */
  async load(
    bytes: Uint8Array,
    shape: ShapeSetting,
    known: (hash: string) => void = () => undefined,
  ): Promise<void> {
    this.loading = true;
    this.failure = null;
    try {
      const client = await this.#engine.reach();
      const summary = await client.load({ model: Uint8Array.from(bytes) });
      known(summary.model);
      this.summary = summary;
      await this.refresh(shape);
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.loading = false;
    }
  }

  /** Asks for summary, map and palette again; of several at once only the last counts. */
  async refresh(shape: ShapeSetting): Promise<void> {
    this.#fetching += 1;
    const mine = this.#fetching;
    const client = await this.#engine.reach();
    const [summary, map] = await Promise.all([client.summary({}), client.map({})]);
    if (mine !== this.#fetching) return;
    this.summary = summary;
    this.points = map.points;
    if (summary !== null) await this.repaint(shape);
  }

  /** The shape changed: the palette is asked again where the model itself would answer otherwise. */
  async reshape(shape: ShapeSetting): Promise<void> {
    if (this.#painted !== shapeText(shape)) await this.repaint(shape);
  }

  /** The map is looked at through a lens, or as it is (undefined): the palette is asked for its places. */
  async through(lens: LensName | undefined, shape: ShapeSetting): Promise<void> {
    if (lens === this.#lens) return;
    this.#lens = lens;
    await this.repaint(shape);
  }

  /** Asks for the palette alone: another shape or another size of the map. */
  async repaint(shape: ShapeSetting): Promise<void> {
    if (this.summary === null) return;
    this.#paletteAsked?.abort();
    const asked = new AbortController();
    this.#paletteAsked = asked;
    this.#painted = shapeText(shape);
    const lens = this.#lens;
    const client = await this.#engine.reach();
    try {
      const palette = await client.palette(
        { ...this.#grid, shape: decodedShape(shape), ...(lens === undefined ? {} : { lens }) },
        asked.signal,
      );
      if (this.#paletteAsked !== asked) return;
      this.palette = palette;
      this.paletteLens = lens;
    } catch (failure) {
      // A palette that a newer wish has overtaken is no failure.
      if (this.#paletteAsked === asked) throw failure;
    }
  }

  /** The map changed its size. */
  async setGrid(grid: TileGrid, shape: ShapeSetting): Promise<void> {
    if (grid.columns === this.#grid.columns && grid.rows === this.#grid.rows) return;
    this.#grid = grid;
    await this.repaint(shape);
  }

  /** The engine is gone, and with it what it held. */
  forget(): void {
    this.#fetching += 1;
    this.summary = null;
  }
}
