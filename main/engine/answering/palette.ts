/** The palette: phrases at the crossings of a grid over the pad, decoded a few at a time and packed small. */
import type { LensName } from '#main/latent/lens.ts';
import type { Position } from '#main/latent/position.ts';
import type { Part } from '#main/music/part.ts';
import { ticksPerStep } from '#main/segments/notes.ts';
import type { Shape } from '#main/segments/sample.ts';
import type { Answer, Idea, Instrument } from './instrument.ts';
import { notesIn } from './phrase.ts';
import type { Turns } from './turns.ts';

/** Order in which a part is a number in packed notes. */
const PART_INDEX: Readonly<Record<Part, number>> = {
  melody: 0,
  chords: 1,
  bass: 2,
  drums: 3,
  all: 4,
};

/** One tile. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly knowledge: number;
  readonly shares: Answer['shares'];
  /** 4 bytes a note: pitch, start step, end step, part. */
  readonly notes: Uint8Array<ArrayBuffer>;
}

/**
 * Tiles of a grid over the plane or over what a lens shows, row by row; each stands at the middle of its field. Who drags
 * meanwhile has her turn after every few of them; once `signal` is aborted no more are made.
 */
export async function palette(
  instrument: Instrument,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  shape: Shape,
  turns: Turns,
  lens?: LensName,
  signal?: AbortSignal,
): Promise<readonly Tile[]> {
  if (instrument.plane === null) return [];
  const plane = await instrument.planeOf(lens);
  const places = Array.from({ length: columns * rows }, (_, index) => ({
    x: (2 * ((index % columns) + 0.5)) / columns - 1,
    y: (2 * (Math.floor(index / columns) + 0.5)) / rows - 1,
  }));
  const { model } = instrument;
  const ticks = ticksPerStep(model.representation);
  const tileOf = ({ x, y }: Position, idea: Idea, cells: Uint8Array): Tile => {
    const own = notesIn(model, cells);
    const step = (tick: number) => Math.min(255, Math.round(tick / ticks));
    const packed = own.flatMap(({ pitch, start, end, part }) => [
      pitch,
      step(start),
      step(end),
      PART_INDEX[part],
    ]);
    const shares = instrument.shares(idea);
    return { x, y, knowledge: idea.knowledge, shares, notes: Uint8Array.from(packed) };
  };
  const tiles: Tile[] = [];
  while (tiles.length < places.length && signal?.aborted !== true) {
    const first = tiles.length;
    const some = places.slice(first, first + (await turns.next()));
    const ideas = some.map(({ x, y }) => instrument.on(plane, x, y));
    const cells = await instrument.cells(ideas, shape);
    some.forEach((place, index) => {
      const [idea, own] = [ideas[index], cells[index]];
      if (idea !== undefined && own !== undefined) tiles.push(tileOf(place, idea, own));
    });
  }
  return tiles;
}
