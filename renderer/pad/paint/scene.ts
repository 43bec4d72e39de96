/** Everything the layers of the map are painted from; painting is a pure function of this. */
import { mixAll, songColour, type Theme } from '#renderer/design/theme.ts';
import type { PadPoint, PadSong, PadTile, Palette, SongShare } from '../view.ts';
import { tilesOfPoints } from '../map/land-of-points.ts';
import type { PlacedName } from '../map/names.ts';
import { tileGrid, type TileGrid } from '../map/tile-grid.ts';
import { pitchSpan, unpackNotes, type PitchSpan, type TinyNote } from '../map/tiny-roll.ts';
import { spotOf, type Box, type Viewport } from '../map/viewport.ts';

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
  readonly steps: number;
  readonly span: PitchSpan;
}

/** What the layers below the trail show. */
export interface Scene {
  readonly viewport: Viewport;
  readonly theme: Theme;
  readonly songs: ReadonlyMap<string, PadSong>;
  readonly points: readonly PadPoint[];
  readonly land: Land;
  readonly names: readonly PlacedName[];
  /** The words for the sea and where they stand, or null where there is no room. */
  readonly sea: PlacedName | null;
}

/** A tile's colour shows from this much knowledge on. */
export const LEAST_KNOWLEDGE = 0.02;

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

/** Makes the land of a palette, or of the points alone where there is no palette yet. */
export function landOf(
  palette: Palette | null,
  points: readonly PadPoint[],
  songs: ReadonlyMap<string, PadSong>,
  viewport: Viewport,
  theme: Theme,
): Land {
  const source: readonly PadTile[] =
    palette !== null && palette.tiles.length > 0 ? palette.tiles : tilesOfPoints(points, viewport);
  const grid = tileGrid(source);
  if (grid === null) return { grid, tiles: [], steps: 1, span: pitchSpan([]) };
  const width = (grid.step.x / 2) * viewport.field.width;
  const height = (grid.step.y / 2) * viewport.field.height;
  const tiles = source
    .filter(({ knowledge }) => knowledge > LEAST_KNOWLEDGE)
    .map((tile): ReadyTile => {
      const { x, y } = spotOf(viewport, tile);
      return {
        box: { x: x - width / 2, y: y - height / 2, width, height },
        colour: mixedColour(theme, songs, tile.shares),
        knowledge: tile.knowledge,
        notes: unpackNotes(tile.notes),
      };
    });
  const span = pitchSpan(tiles.flatMap(({ notes }) => notes));
  return { grid, tiles, steps: Math.max(1, palette?.steps ?? 1), span };
}
