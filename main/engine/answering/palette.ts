/** The palette: phrases at the crossings of a grid over the pad, decoded as one batch and packed small. */
import type { LensName } from '#main/latent/lens.ts';
import type { Part } from '#main/music/part.ts';
import { notesOf, ticksPerStep } from '#main/segments/notes.ts';
import type { Shape } from '#main/segments/sample.ts';
import type { Answer, Instrument } from './instrument.ts';

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

/** Tiles of a grid over the plane or over what a lens shows, row by row; each stands at the middle of its field. */
export async function palette(
  instrument: Instrument,
  columns: number,
  rows: number,
  shape: Shape,
  lens?: LensName,
): Promise<readonly Tile[]> {
  if (instrument.plane === null) return [];
  const plane = await instrument.planeOf(lens);
  const places = Array.from({ length: columns * rows }, (_, index) => ({
    x: (2 * ((index % columns) + 0.5)) / columns - 1,
    y: (2 * (Math.floor(index / columns) + 0.5)) / rows - 1,
  }));
  const ideas = places.map(({ x, y }) => instrument.on(plane, x, y));
  const cells = await instrument.cells(ideas, shape);
  const { model } = instrument;
  const ticks = ticksPerStep(model.representation);
  return ideas.map((idea, index) => {
    const own = notesOf(cells[index] ?? new Uint8Array(), model.columns, model.representation);
    const step = (tick: number) => Math.min(255, Math.round(tick / ticks));
    const packed = own.flatMap(({ pitch, start, end, part }) => [
      pitch,
      step(start),
      step(end),
      PART_INDEX[part],
    ]);
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    const shares = instrument.shares(idea);
    return { x, y, knowledge: idea.knowledge, shares, notes: Uint8Array.from(packed) };
  });
}
