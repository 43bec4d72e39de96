/** What a medley is like: how much of it differs, which songs are heard in it, how near it keeps to them, and how often it is silent. */
import type { Segment } from '#main/segments/representation.ts';
import { medleyCells } from '../answering/journey.ts';
import type { Instrument } from '../answering/instrument.ts';

/** Figures of one medley; null where there is no map. */
export interface MedleyMeasures {
  readonly medleySilence: number;
  /** Steps that sound unlike any step before, drums and silence too. */
  readonly medleyDistinct: number;
  /** Songs that some bar is nearest to. */
  readonly medleySongs: number;
  /** Share of the bars that is nearest to each song, by its index; the largest first. */
  readonly medleyShares: readonly { readonly song: number; readonly share: number }[];
  /** Share of steps in the last quarter that sound unlike any step before: whether it still changes. */
  readonly medleyLate: number;
  /** Mean F1 of the cells of each bar and the bar in the songs that it is most like. */
  readonly medleySimilarity: number;
}

/** Steps of the measured medley where nothing else is asked, and those that are compared with the songs at once (a bar of four). */
const STEPS = 400;
const STRETCH = 16;

/** F1 of the cells of one stretch and those of a window from step `at` on. */
function alike(stretch: Uint8Array, window: Uint8Array, at: number, width: number): number {
  let hits = 0;
  let all = 0;
  for (let cell = 0; cell < stretch.length; cell += 1) {
    const [mine, theirs] = [stretch[cell] ?? 0, window[at * width + cell] ?? 0];
    hits += mine * theirs;
    all += mine + theirs;
  }
  return all === 0 ? 1 : (2 * hits) / all;
}

/** Measures a medley of `steps` through all songs; `segments` are the music that it is compared with. */
export async function medleyMeasures(
  instrument: Instrument,
  segments: readonly Segment[],
  seed: number,
  steps = STEPS,
): Promise<MedleyMeasures | null> {
  const { columns, segments: mapped } = instrument.model;
  const width = columns.length;
  if (mapped.length === 0 || segments.length === 0) return null;
  const shape = { temperature: 0, density: 0.5, seed };
  const { cells } = await medleyCells(instrument, {
    steps,
    songs: [],
    variety: 0.15,
    shape,
  });
  const rows = Array.from({ length: steps }, (_, step) =>
    cells.subarray(step * width, (step + 1) * width),
  );
  const near = new Map<number, number>();
  const likeness: number[] = [];
  for (let step = 0; step + STRETCH <= steps; step += STRETCH) {
    const stretch = cells.subarray(step * width, (step + STRETCH) * width);
    let best = -1;
    let song = -1;
    for (const segment of segments) {
      const found = alike(stretch, segment.cells, 0, width);
      if (found <= best) continue;
      best = found;
      song = segment.song;
    }
    near.set(song, (near.get(song) ?? 0) + 1);
    likeness.push(best);
  }
  const seen = new Set<string>();
  const isNew = rows.map((row) => {
    const before = seen.size;
    return seen.add(row.join('')).size > before;
  });
  const late = isNew.slice(-Math.ceil(steps / 4));
  return {
    medleySilence: rows.filter((row) => !row.includes(1)).length / steps,
    medleyDistinct: seen.size,
    medleySongs: near.size,
    medleyShares: [...near]
      .map(([song, bars]) => ({ song, share: bars / likeness.length }))
      .sort((a, b) => b.share - a.share),
    medleyLate: late.filter(Boolean).length / late.length,
    medleySimilarity: likeness.reduce((a, b) => a + b, 0) / likeness.length,
  };
}
