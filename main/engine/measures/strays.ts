/** Stray notes of blends: short ones that stand alone and that no parent has, which a listener takes for mistakes. */
import { seededRandom } from '#main/latent/random.ts';
import type { Column } from '#main/segments/representation.ts';
import { PLAIN } from '#main/segments/sample.ts';
import type { Idea, Instrument } from '../answering/instrument.ts';
import type { Parents } from '../answering/parents.ts';
import { echoOf } from './echo.ts';

const BLENDS = 24;

/** Onsets of tuned parts in some cells, and those of them that are stray. */
export interface Strays {
  readonly notes: number;
  readonly strays: number;
}

/**
 * Counts notes of one step that have silence of their part in the step before and the step after, and that none of the
 * parents begins at that place.
 * @param cells (steps x columns) of 0 and 1, as all of `parents` are
 */
export function straysIn(
  cells: Uint8Array,
  columns: readonly Column[],
  parents: readonly Uint8Array[],
): Strays {
  const width = columns.length;
  const sounds = (step: number, part: Column['part']): boolean =>
    columns.some((column, at) => column.part === part && cells[step * width + at] === 1);
  let notes = 0;
  let strays = 0;
  cells.forEach((cell, at) => {
    const column = columns[at % width];
    if (cell !== 1 || column === undefined) return;
    if (column.kind === 'sustain' || column.part === 'drums') return;
    const step = Math.floor(at / width);
    notes += 1;
    const alone = !sounds(step - 1, column.part) && !sounds(step + 1, column.part);
    if (alone && !parents.some((parent) => parent[at] === 1)) strays += 1;
  });
  return { notes, strays };
}

/** Shares of the notes of all parts with pitches; null where there are fewer than three songs, or no note. */
export interface StrayMeasures {
  /** Stray notes in even blends of a bar each of three or four songs. */
  readonly blendStrays: number | null;
  /** The same where each song is heard by its typical bar, as faders do it. */
  readonly songBlendStrays: number | null;
  /** Note F1 of those blends against what the model makes of them, and of blends of the mean of all bars. */
  readonly songBlendEcho: number | null;
  readonly meanBlendEcho: number | null;
}

/** Measures blends that are chosen by `seed`. */
export async function strayMeasures(instrument: Instrument, seed: number): Promise<StrayMeasures> {
  const { columns, segments } = instrument.model;
  const bySong = new Map<number, number[]>();
  segments.forEach(({ song }, index) => bySong.set(song, [...(bySong.get(song) ?? []), index]));
  const none = { blendStrays: null, songBlendStrays: null, songBlendEcho: null };
  if (bySong.size < 3) return { ...none, meanBlendEcho: null };
  const random = seededRandom(seed);
  const one = <Value>(values: readonly Value[]): number => Math.floor(random() * values.length);
  const chosen = Array.from({ length: BLENDS }, (_, blend) => {
    const left = [...bySong.keys()];
    const count = Math.min(left.length, 3 + (blend % 2));
    return Array.from({ length: count }, () => left.splice(one(left), 1)[0] ?? 0);
  });
  const barsOf = (song: number): readonly number[] => bySong.get(song) ?? [];
  const blendsOf = (stretch: (song: number) => readonly number[]): readonly Parents[] =>
    chosen.map((songs) =>
      songs.flatMap((song) => {
        const own = stretch(song);
        return own.map((index) => ({ index, weight: 1 / songs.length / own.length }));
      }),
    );
  const bars = blendsOf((song) => [barsOf(song)[one(barsOf(song))] ?? 0]);
  const typical = blendsOf((song) => {
    const bar = instrument.typicalBar(song);
    return barsOf(song).filter((index) => segments[index]?.bar === bar);
  });
  const ideasOf = (blends: readonly Parents[]): readonly Idea[] =>
    blends.map((parents) => instrument.mix(parents));
  const strays = async (blends: readonly Parents[]): Promise<number | null> => {
    const made = await instrument.cells(ideasOf(blends), PLAIN);
    const found = made.map((cells, blend) => {
      const parents = (blends[blend] ?? []).map(({ index }) => instrument.reconstructed(index));
      return straysIn(cells, columns, parents);
    });
    const total = (of: keyof Strays) => found.reduce((sum, each) => sum + each[of], 0);
    return total('notes') === 0 ? null : total('strays') / total('notes');
  };
  return {
    blendStrays: await strays(bars),
    songBlendStrays: await strays(typical),
    songBlendEcho: await echoOf(instrument, ideasOf(typical)),
    meanBlendEcho: await echoOf(instrument, ideasOf(blendsOf(barsOf))),
  };
}
