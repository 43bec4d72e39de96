/** How much of what a model makes between songs it would make again: what it does not know from music comes back as something else. */
import type { Segment } from '#main/segments/representation.ts';
import { PLAIN } from '#main/segments/sample.ts';
import type { Idea, Instrument } from '../answering/instrument.ts';
import { noteScores } from './windows.ts';

/** Note F1 of the ideas' notes against what encoding and decoding them gives; null of no ideas. */
export async function echoOf(
  instrument: Instrument,
  ideas: readonly Idea[],
): Promise<number | null> {
  const { model, network, folding } = instrument;
  const made = await instrument.cells(ideas, PLAIN);
  const segments = made.map((cells, index): Segment => {
    const song = ideas[index]?.songs[0]?.song ?? 0;
    const barSteps = model.songs[song]?.barSteps ?? 0;
    return { song, start: 0, tick: 0, onBar: true, barPosition: 0, barSteps, cells };
  });
  const scores = await noteScores(network, segments, folding, model.columns, model.thresholds);
  return scores?.noteF1 ?? null;
}
