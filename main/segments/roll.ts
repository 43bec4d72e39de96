/** Lays a whole song out as the model sees it: steps by columns, 0 or 1. */
import { barAt, meterMap } from '#main/music/meter.ts';
import type { Part } from '#main/music/part.ts';
import type { Piece } from '#main/music/piece.ts';
import type { Column, Representation, Roll, Steps } from './representation.ts';
import { spansOf, stepAt, type Span } from './spans.ts';

/** Where the columns of each part and pitch are; -1 where there is none. */
export interface ColumnIndex {
  readonly first: (part: Part, pitch: number) => number;
  readonly sustain: (part: Part, pitch: number) => number;
}

const indices = new WeakMap<readonly Column[], ColumnIndex>();

/** Finds columns by part and pitch: `first` is the `on` or `onset` column. Made once a list. */
export function indexColumns(columns: readonly Column[]): ColumnIndex {
  const known = indices.get(columns);
  if (known !== undefined) return known;
  const tables = { first: new Map<string, number>(), sustain: new Map<string, number>() };
  columns.forEach(({ part, pitch, kind }, i) => {
    tables[kind === 'sustain' ? 'sustain' : 'first'].set(`${part} ${pitch}`, i);
  });
  const index: ColumnIndex = {
    first: (part, pitch) => tables.first.get(`${part} ${pitch}`) ?? -1,
    sustain: (part, pitch) => tables.sustain.get(`${part} ${pitch}`) ?? -1,
  };
  indices.set(columns, index);
  return index;
}

/** How many steps a song takes: in frames to the end of its last note, on the grid to the end of that bar and at least one segment. */
function lengthOf(piece: Piece, spans: readonly Span[], representation: Representation): Steps {
  const last = spans.reduce((latest, { end }) => Math.max(latest, end), 0);
  if (representation.time === 'frames' || last === 0) return last;
  const bar = barAt(meterMap(piece), ((last - 1) * piece.division) / representation.stepsPerBeat);
  const barEnd = stepAt(piece, representation)(bar.tick + bar.ticks);
  return Math.max(representation.steps, last, barEnd);
}

/**
 * Lays out a song on the given columns; what they do not hold is left out.
 *
 * ```
 * grid       onset    1 . . . 1 . . 1      frames   on   1 1 1 . 1 1 1 1
 *            sustain  . 1 1 . . 1 1 .
 * ```
 *
 * On the grid an onset is never a sustain too, so notes of a pitch that touch or overlap stay apart.
 */
export function rollOf(
  piece: Piece,
  parts: readonly (Part | null)[],
  representation: Representation,
  columns: readonly Column[],
): Roll {
  const spans = spansOf({ piece, parts }, representation);
  const steps = lengthOf(piece, spans, representation);
  const width = columns.length;
  const cells = new Uint8Array(steps * width);
  const index = indexColumns(columns);
  const grid = representation.time === 'grid';
  for (const { part, pitch, start, end } of spans) {
    const column = grid ? index.sustain(part, pitch) : index.first(part, pitch);
    if (column < 0) continue;
    for (let step = grid ? start + 1 : start; step < end; step++) cells[step * width + column] = 1;
  }
  if (grid) {
    for (const { part, pitch, start } of spans) {
      const onset = index.first(part, pitch);
      const sustain = index.sustain(part, pitch);
      if (onset >= 0) cells[start * width + onset] = 1;
      if (sustain >= 0) cells[start * width + sustain] = 0;
    }
  }
  return { steps, columns, cells };
}
