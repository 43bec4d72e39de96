/** The palette as it would be heard: the model's tiles in the key, with the locks and the frozen parts of the shape. */
import { PARTS, type Part } from '#main/music/part.ts';
import type { PhraseNote } from '#main/music/phrase.ts';
import type { ShapeSetting } from '#main/project/project.ts';
import { straight } from '#main/project/shaped.ts';
import type { PaletteAnswer, Tile } from './model.svelte.ts';

/** Parts by their number in packed notes. */
const INDEXED: readonly Part[] = [...PARTS, 'all'];
/** Any loudness: tiles show none. */
const VELOCITY = 90;

function unpacked(bytes: Uint8Array, ticks: number): readonly PhraseNote[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => {
    const [pitch = 0, start = 0, end = 0, part = 4] = bytes.subarray(4 * index, 4 * index + 4);
    return {
      part: INDEXED[part] ?? 'all',
      pitch,
      velocity: VELOCITY,
      start: start * ticks,
      end: end * ticks,
    };
  });
}

function packed(notes: readonly PhraseNote[], ticks: number): Uint8Array<ArrayBuffer> {
  const step = (tick: number): number => Math.max(0, Math.min(255, Math.round(tick / ticks)));
  return Uint8Array.from(
    notes.flatMap(({ pitch, start, end, part }) => [
      pitch,
      step(start),
      step(end),
      INDEXED.indexOf(part),
    ]),
  );
}

/** The tiles as the shape lets them be heard, but for swing and dynamics, which are too fine to be seen; the palette itself where it changes nothing. */
export function shapedPalette(
  palette: PaletteAnswer | null,
  shape: ShapeSetting,
): PaletteAnswer | null {
  const { key, rhythm, pitches, frozen } = shape;
  const plain = [key, rhythm, pitches, frozen].every((each) => each === undefined);
  if (palette === null || plain) return palette;
  const { ticks, steps } = palette;
  const tiles = palette.tiles.map((tile): Tile => {
    const phrase = { notes: unpacked(tile.notes, ticks), length: steps * ticks, bpm: 120 };
    const { notes } = straight({ ...phrase, programs: {} }, shape);
    return { ...tile, notes: packed(notes, ticks) };
  });
  return { ...palette, tiles };
}
