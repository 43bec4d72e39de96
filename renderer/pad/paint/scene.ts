/** Everything the layers of the map are painted from; painting is a pure function of this. */
import type { CanvasSize } from '#renderer/design/canvas.ts';
import { mix, mixAll, songColour, type Theme } from '#renderer/design/theme.ts';
import type { Colouring, PadPoint, PadSong, PadTile, Palette, SongShare } from '../view.ts';
import { tilesOfPoints } from '../map/land-of-points.ts';
import { placeNames, type PlacedName } from '../map/names.ts';
import { emptiestSpot } from '../map/sea.ts';
import { tintsOf, type Tint } from '../map/tint.ts';
import { tileGrid, type TileGrid } from '../map/tile-grid.ts';
import { pitchSpan, unpackNotes, type PitchSpan, type TinyNote } from '../map/tiny-roll.ts';
import { spotOf, viewportOf, type Box, type Viewport } from '../map/viewport.ts';

/** What the cached layers show. */
export interface MapInput {
  readonly points: readonly PadPoint[];
  readonly songs: readonly PadSong[];
  readonly palette: Palette | null;
  readonly colouring: Colouring;
  readonly theme: Theme;
  readonly size: CanvasSize;
  readonly seaWords: string;
  /** Whether nothing may move by itself. */
  readonly still: boolean;
}

/** A tile made ready for painting. */
export interface ReadyTile {
  readonly box: Box;
  readonly colour: string;
  readonly knowledge: number;
  readonly notes: readonly TinyNote[];
}

/** The land: tiles, their grid, and how their tiny rolls are laid out. */
export interface Land {
  readonly grid: TileGrid | null;
  readonly tiles: readonly ReadyTile[];
  /** The colour of any tile. */
  readonly colour: (tile: PadTile) => string;
  readonly steps: number;
  readonly span: PitchSpan;
}

/** What the layers below the trail show. */
export interface Scene {
  readonly viewport: Viewport;
  readonly theme: Theme;
  readonly songs: ReadonlyMap<string, PadSong>;
  readonly points: readonly PadPoint[];
  /** How each point is drawn, in their order. */
  readonly tints: readonly Tint[];
  readonly land: Land;
  readonly names: readonly PlacedName[];
  /** The words for the sea and where they stand, or null where there is no room. */
  readonly sea: PlacedName | null;
}

/** A tile's colour shows from this much knowledge on. */
export const LEAST_KNOWLEDGE = 0.02;

const LONGEST_NAME = 26;

/** The colour of a song, or quiet text where the song is unknown. */
export function colourOf(theme: Theme, songs: ReadonlyMap<string, PadSong>, hash: string): string {
  const song = songs.get(hash);
  return song === undefined ? theme.colour['text-3'] : songColour(theme, song.colour);
}

/** Song colours mixed by their shares. */
export function mixedColour(
  theme: Theme,
  songs: ReadonlyMap<string, PadSong>,
  shares: readonly SongShare[],
): string {
  return mixAll(
    shares.map(({ song, share }) => [colourOf(theme, songs, song), share] as const),
    theme.colour['text-3'],
  );
}

/** The colour of a tint. */
export function tintColour(theme: Theme, { colour, share }: Tint): string {
  if (share !== null) return mix(theme.colour.text, songColour(theme, BEGINNING), 1 - share);
  return colour === null ? theme.colour['text-3'] : songColour(theme, colour);
}

/** The song colour that stands for the beginning of a song where colours tell time. */
export const BEGINNING = 6;

/** Points that colour the land at a place. */
const AROUND = 3;

/** The colours of the points nearest to a tile, nearer ones counting more. */
function colourAround(
  tile: PadTile,
  points: readonly PadPoint[],
  tints: readonly Tint[],
  theme: Theme,
): string {
  const near: { readonly index: number; readonly away: number }[] = [];
  points.forEach(({ x, y }, index) => {
    const away = (x - tile.x) ** 2 + (y - tile.y) ** 2;
    if (near.length === AROUND && away >= (near.at(-1)?.away ?? 0)) return;
    near.push({ index, away });
    near.sort((a, b) => a.away - b.away).splice(AROUND);
  });
  return mixAll(
    near.map(({ index, away }) => {
      const tint = tints[index] ?? { glyph: 1, colour: null, share: null };
      return [tintColour(theme, tint), 1 / (away + 1e-3)] as const;
    }),
    theme.colour['text-3'],
  );
}

/** Makes the land of a palette, or of the points alone where there is no palette yet. */
export function landOf(
  palette: Palette | null,
  { points, songs, viewport, theme, tints }: Omit<Scene, 'land' | 'names' | 'sea'>,
  colouring: Colouring,
): Land {
  const known = new Map<PadTile, string>();
  const colour = (tile: PadTile): string => {
    const made =
      known.get(tile) ??
      (colouring === 'song'
        ? mixedColour(theme, songs, tile.shares)
        : colourAround(tile, points, tints, theme));
    known.set(tile, made);
    return made;
  };
  const source: readonly PadTile[] =
    palette !== null && palette.tiles.length > 0 ? palette.tiles : tilesOfPoints(points, viewport);
  const grid = tileGrid(source);
  if (grid === null) return { grid, tiles: [], colour, steps: 1, span: pitchSpan([]) };
  const width = (grid.step.x / 2) * viewport.field.width;
  const height = (grid.step.y / 2) * viewport.field.height;
  const tiles = source
    .filter(({ knowledge }) => knowledge > LEAST_KNOWLEDGE)
    .map((tile): ReadyTile => {
      const { x, y } = spotOf(viewport, tile);
      return {
        box: { x: x - width / 2, y: y - height / 2, width, height },
        colour: colour(tile),
        knowledge: tile.knowledge,
        notes: unpackNotes(tile.notes),
      };
    });
  const span = pitchSpan(tiles.flatMap(({ notes }) => notes));
  return { grid, tiles, colour, steps: Math.max(1, palette?.steps ?? 1), span };
}

/** Lays the map out; `pen` measures its words, and without one the map has none. */
export function sceneOf(input: MapInput, pen: CanvasRenderingContext2D | null): Scene {
  const { size, theme, points } = input;
  const viewport = viewportOf(size.width, size.height, true);
  const songs = new Map(input.songs.map((song) => [song.hash, song]));
  const tints = tintsOf(points, songs, input.colouring);
  const bare = { viewport, theme, songs, points, tints };
  const land = landOf(input.palette, bare, input.colouring);
  const scene: Scene = { ...bare, land, names: [], sea: null };
  if (pen === null || points.length === 0) return scene;
  const obstacles = floatingBoxes(viewport);
  const names = placeNames(namings(pen, scene), withMargin(viewport), obstacles);
  pen.font = `400 11px ${theme.font}`;
  const width = pen.measureText(input.seaWords).width + 24;
  const boxes = land.tiles.filter((tile) => tile.knowledge > 0.06).map((tile) => tile.box);
  const spot = emptiestSpot(boxes, obstacles, withMargin(viewport), { width, height: 24 });
  return { ...scene, names, sea: spot === null ? null : { text: input.seaWords, ...spot } };
}

function namings(pen: CanvasRenderingContext2D, { songs, points, viewport, theme }: Scene) {
  pen.font = `500 12px ${theme.font}`;
  return [...songs.values()].flatMap(({ hash, name }) => {
    const own = points.filter(({ song }) => song === hash);
    if (own.length === 0) return [];
    const text = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
    const spots = own.map((point) => spotOf(viewport, point));
    return [{ text, width: pen.measureText(text).width + 10, spots }];
  });
}

/** Where controls and cards float over the map. */
function floatingBoxes({ width, height }: Viewport): readonly Box[] {
  return [
    { x: 0, y: 0, width, height: 40 },
    // The key of the colours, or how far a view is placed.
    { x: 0, y: 40, width: 280, height: 34 },
    { x: width - 214, y: 40, width: 214, height: 180 },
    { x: 0, y: height - 58, width, height: 58 },
    // The songs near the hand, three at most.
    { x: 0, y: height - 92, width: Math.min(width, 420), height: 34 },
  ];
}

function withMargin({ width, height }: Viewport): Box {
  return { x: 8, y: 8, width: width - 16, height: height - 16 };
}
