/** The learned window that is nearest to some music: what an oracle would answer, and how new it is what a model makes of chance. */
import { gaussian, seededRandom } from '#main/latent/random.ts';
import type { Column, Segment } from '#main/segments/representation.ts';
import type { Instrument } from '../answering/instrument.ts';
import { f1, noteLister, pooled, type Counts } from './notes.ts';

/** Samples of the prior that are asked. */
const SAMPLES = 100;

/** Counts of notes against the learned window that gives the best F1. */
function nearestAmong(
  columns: readonly Column[],
  learned: readonly Segment[],
): (cells: ArrayLike<number>) => Counts {
  const list = noteLister(columns);
  const sizes: number[] = [];
  const windowsWith = new Map<number, number[]>();
  learned.forEach(({ cells }, window) => {
    const notes = list(Float32Array.from(cells));
    sizes.push(notes.length);
    for (const note of notes) {
      const known = windowsWith.get(note);
      if (known === undefined) windowsWith.set(note, [window]);
      else known.push(window);
    }
  });
  return (cells) => {
    const notes = list(Float32Array.from(cells));
    const hits = new Int32Array(learned.length);
    for (const note of notes)
      for (const window of windowsWith.get(note) ?? []) hits[window] = (hits[window] ?? 0) + 1;
    let best: Counts = { hits: 0, found: 0, wanted: notes.length };
    sizes.forEach((found, window) => {
      const counts = { hits: hits[window] ?? 0, found, wanted: notes.length };
      if (window === 0 || f1(counts) > f1(best)) best = counts;
    });
    return best;
  };
}

/**
 * Note F1 of a program that could look at what it is asked and then answered with the learned window that fits it best: no
 * program can do that, so it is no rival but a mark. Null where there is nothing to answer with, or to ask.
 */
export function oracle(
  columns: readonly Column[],
  learned: readonly Segment[],
  asked: readonly Segment[],
): number | null {
  if (learned.length === 0 || asked.length === 0) return null;
  const nearest = nearestAmong(columns, learned);
  const counts = asked.map(({ cells }) => nearest(cells));
  return f1(counts.reduce(pooled));
}

/** How far what chance gives is from all that was learned, as 1 - note F1 against the nearest window: 0 is a copy. */
export interface Novelty {
  readonly novelty: number | null;
  readonly noveltyLeast: number | null;
}

/** Decodes samples of the prior, drawn by `seed`, and compares them with the windows that were learned. */
export async function noveltyOf(
  instrument: Instrument,
  learned: readonly Segment[],
  seed: number,
): Promise<Novelty> {
  if (learned.length === 0) return { novelty: null, noveltyLeast: null };
  const { columns, architecture } = instrument.model;
  const random = seededRandom(seed);
  const ideas = Array.from({ length: SAMPLES }, () => ({
    latent: Array.from({ length: architecture.latent }, () => gaussian(random)),
    ...{ songs: [], expected: null, parents: [], knowledge: 0 },
  }));
  const nearest = nearestAmong(columns, learned);
  const cells = await instrument.cells(ideas, { temperature: 0, density: 0.5, seed });
  const away = cells.map((own) => 1 - f1(nearest(own)));
  const sum = away.reduce((a, b) => a + b, 0);
  return { novelty: sum / away.length, noveltyLeast: Math.min(...away) };
}
