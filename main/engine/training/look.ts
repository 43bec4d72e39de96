/** A look at a network on the way: few windows, so that it costs a few hundredths of a second, and the same ones each time. */
import { activeUnits } from '../measures/latent.ts';
import { boundOf, meansOf, noteScores, spreadOut, type BoundParts } from '../measures/windows.ts';
import type { Scores } from '../learned-model.ts';
import type { Network } from '../network.ts';
import type { TrainingData } from './data.ts';

/** What a look finds; null where there is no such window. */
export interface Look extends Scores {
  readonly training: BoundParts | null;
  readonly heldOut: BoundParts | null;
  /** Latent numbers in use: 0 is a collapse. */
  readonly activeUnits: number;
}

/** Windows whose bound is measured, and those whose notes are (dearer), of the training and of the held-out ones. */
const BOUND_WINDOWS = 128;
const NOTE_WINDOWS = 96;

/** Young models are looked at with even thresholds: matched ones are made when a model is handed out. */
export const EVEN = { onset: 0.5, sustain: 0.5 };

/** Looks at a network with whatever weights are in it. */
export async function lookAt(network: Network, data: TrainingData, seed: number): Promise<Look> {
  const { folding, columns } = data;
  const bound = (segments: TrainingData['training']) =>
    boundOf(network, spreadOut(segments, BOUND_WINDOWS), folding, seed);
  const notes = async (segments: TrainingData['training']) => {
    const some = spreadOut(segments, NOTE_WINDOWS);
    return (await noteScores(network, some, folding, columns, EVEN))?.noteF1 ?? null;
  };
  const means = await meansOf(network, spreadOut(data.training, NOTE_WINDOWS), folding);
  return {
    training: await bound(data.training),
    heldOut: await bound(data.heldOut),
    noteF1: await notes(data.training),
    heldOutF1: await notes(data.heldOut),
    activeUnits: activeUnits(means),
  };
}

/**
 * By how much the note F1 of earlier weights must be above that of later ones to be kept instead. It is about the
 * noise between seeds: within it the later weights, which know their songs better, are the better ones.
 */
const CLEARLY = 0.03;

/** The figure that weights are chosen by: the notes of held-out windows where there are any, else of training ones. */
export function scoreOf({ heldOutF1, noteF1 }: Scores): number {
  return heldOutF1 ?? noteF1 ?? 0;
}

/** Whether weights that were measured earlier are to be kept rather than the later ones. */
export function keepsEarlier(earlier: number, later: number): boolean {
  return earlier > later + CLEARLY;
}
