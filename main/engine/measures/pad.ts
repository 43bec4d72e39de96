/** How the pad feels: whether a segment's own place gives it, how much changes from a place to its neighbour, how often little sounds. */
import type { Segment } from '#main/segments/representation.ts';
import { countCells, PLAIN } from '#main/segments/sample.ts';
import type { Instrument } from '../answering/instrument.ts';
import { f1, noteCounter, pooled, type Counts } from './notes.ts';

/** Figures of a pad; null where there is no map. */
export interface PadMeasures {
  /** Note F1 of what sounds at the places of segments, against their music. */
  readonly padOwnSpot: number | null;
  /** Share of the sounding cells that differ between neighbours: in the mean, and at most. */
  readonly padChange: number | null;
  readonly padChangeMost: number | null;
  /** Share of places where nothing sounds, and where less than a quarter of the usual number of notes begins. */
  readonly padSilence: number | null;
  readonly padThin: number | null;
}

/** Places a side of the measured pad. */
const SIDE = 21;
/** What sounds at the places of those mapped segments whose music is at hand. Songs of `music` are those of the model, in its order. */
async function ownSpot(instrument: Instrument, music: readonly Segment[]): Promise<number> {
  const { columns, segments } = instrument.model;
  const known = new Map(music.map((segment) => [`${segment.song} ${segment.tick}`, segment]));
  const shown = segments.flatMap((segment) => {
    const own = known.get(`${segment.song} ${segment.tick}`);
    return own === undefined ? [] : [{ segment, wanted: Float32Array.from(own.cells) }];
  });
  const ideas = shown.map(({ segment }) => instrument.at(segment.x, segment.y));
  const cells = await instrument.cells(ideas, PLAIN);
  const counter = noteCounter(columns, { onset: 0.5, sustain: 0.5 });
  let counts: Counts = { hits: 0, found: 0, wanted: 0 };
  shown.forEach(({ wanted }, index) => {
    counts = pooled(counts, counter.notes(wanted, Float32Array.from(cells[index] ?? [])));
  });
  return f1(counts);
}

/** Measures a pad; `music` are windows of the model's songs. */
export async function padMeasures(
  instrument: Instrument,
  music: readonly Segment[],
): Promise<PadMeasures> {
  if (instrument.plane === null) {
    const none = { padOwnSpot: null, padChange: null, padChangeMost: null };
    return { ...none, padSilence: null, padThin: null };
  }
  const at = (index: number) => (2 * index) / (SIDE - 1) - 1;
  const ideas = Array.from({ length: SIDE * SIDE }, (_, index) =>
    instrument.at(at(index % SIDE), at(Math.floor(index / SIDE))),
  );
  const cells = await instrument.cells(ideas, PLAIN);
  const onsets = cells.map((own) => countCells(own, instrument.model.columns).onset);
  const usual = onsets.toSorted((a, b) => a - b)[Math.floor(onsets.length / 2)] ?? 0;
  let changed = 0;
  let sounding = 0;
  let most = 0;
  cells.forEach((own, index) => {
    const right = index % SIDE === SIDE - 1 ? undefined : cells[index + 1];
    for (const other of [right, cells[index + SIDE]]) {
      if (other === undefined) continue;
      const both = own.reduce((sum, cell, c) => sum + (cell | (other[c] ?? 0)), 0);
      const unlike = own.reduce((sum, cell, c) => sum + (cell ^ (other[c] ?? 0)), 0);
      changed += unlike;
      sounding += both;
      if (both > 0) most = Math.max(most, unlike / both);
    }
  });
  return {
    padOwnSpot: await ownSpot(instrument, music),
    padChange: sounding === 0 ? 0 : changed / sounding,
    padChangeMost: most,
    padSilence: cells.filter((own) => !own.includes(1)).length / cells.length,
    padThin: onsets.filter((count) => count < usual / 4).length / cells.length,
  };
}
