/** How the pad feels: how much changes from a place to its neighbour, and how often nothing sounds. */
import type { Instrument } from '../answering/instrument.ts';

/** Places a side of the measured pad. */
const SIDE = 21;

/** Mean share of the sounding cells that differ between neighbours, and share of silent places; null where there is no map. */
export async function padMeasures(
  instrument: Instrument,
): Promise<{ readonly padChange: number | null; readonly padSilence: number | null }> {
  if (instrument.plane === null) return { padChange: null, padSilence: null };
  const at = (index: number) => (2 * index) / (SIDE - 1) - 1;
  const ideas = Array.from({ length: SIDE * SIDE }, (_, index) =>
    instrument.at(at(index % SIDE), at(Math.floor(index / SIDE))),
  );
  const cells = await instrument.cells(ideas, { temperature: 0, density: 0.5, seed: 1 });
  let changed = 0;
  let sounding = 0;
  let silent = 0;
  cells.forEach((own, index) => {
    if (!own.includes(1)) silent += 1;
    const right = index % SIDE === SIDE - 1 ? undefined : cells[index + 1];
    for (const other of [right, cells[index + SIDE]]) {
      if (other === undefined) continue;
      own.forEach((cell, c) => {
        if (cell !== other[c]) changed += 1;
        if (cell === 1 || other[c] === 1) sounding += 1;
      });
    }
  });
  return {
    padChange: sounding === 0 ? 0 : changed / sounding,
    padSilence: silent / cells.length,
  };
}
