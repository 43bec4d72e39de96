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
  /** Mean F1 of the cells of each bar and the bar in the songs that it is most like. */
  readonly medleySimilarity: number;
}

/** Steps of the measured medley, and those that are compared with the songs at once (a bar of four). */
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

/** Measures a medley through all songs; `segments` are the music that it is compared with. */
export async function medleyMeasures(
  instrument: Instrument,
  segments: readonly Segment[],
  seed: number,
): Promise<MedleyMeasures | null> {
  const { columns, segments: mapped } = instrument.model;
  const width = columns.length;
  if (mapped.length === 0 || segments.length === 0) return null;
  const shape = { temperature: 0, density: 0.5, seed };
  const { cells } = await medleyCells(instrument, {
    steps: STEPS,
    songs: [],
    variety: 0.15,
    shape,
  });
  const rows = Array.from({ length: STEPS }, (_, step) =>
    cells.subarray(step * width, (step + 1) * width),
  );
  const near = new Set<number>();
  const likeness: number[] = [];
  for (let step = 0; step + STRETCH <= STEPS; step += STRETCH) {
    const stretch = cells.subarray(step * width, (step + STRETCH) * width);
    let best = -1;
    let song = -1;
    for (const segment of segments) {
      const found = alike(stretch, segment.cells, 0, width);
      if (found <= best) continue;
      best = found;
      song = segment.song;
    }
    near.add(song);
    likeness.push(best);
  }
  return {
    medleySilence: rows.filter((row) => !row.includes(1)).length / STEPS,
    medleyDistinct: new Set(rows.map((row) => row.join(''))).size,
    medleySongs: near.size,
    medleySimilarity: likeness.reduce((a, b) => a + b, 0) / likeness.length,
  };
}
