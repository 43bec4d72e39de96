/** What lies between the songs of the demo model: its map, its blends and its medleys. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInstrument } from '#main/engine/answering.ts';
import type { Instrument } from '#main/engine/answering/instrument.ts';
import { betweenMeasures, type BetweenMeasures } from '#main/engine/measures/between.ts';
import { medleyMeasures, type MedleyMeasures } from '#main/engine/measures/medley.ts';
import { padMeasures } from '#main/engine/measures/pad.ts';
import { readModel } from '#main/engine/model-file.ts';
import { chosenBackend } from '#main/engine/training/maker.ts';
import { dataFor } from '#main/engine/training/data.ts';
import { atLeast, atMost, told, within, type Figure } from './figure.ts';
import { demoSongs } from './songs.ts';

const MODEL = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'model.safetensors');
/** Seeds whose mean is told. */
const SEEDS = [1, 2, 3, 4, 5];

/** The demo model, ready to answer. */
export const demoInstrument = async (): Promise<Instrument> =>
  openInstrument(readModel(new Uint8Array(readFileSync(MODEL))), await chosenBackend(null));

async function opened() {
  const instrument = await demoInstrument();
  const { model } = instrument;
  const songs = demoSongs();
  const { folding } = instrument;
  const { training } = dataFor(songs, { ...model, folding }, 0);
  const numbers = songs.map(({ hash }) => model.songs.findIndex((song) => song.hash === hash));
  const music = training.map((segment) => ({ ...segment, song: numbers[segment.song] ?? -1 }));
  return { instrument, music };
}

/** The mean of one measure over those seeds that have it. */
function mean<M>(all: readonly (M | null)[], of: (measures: M) => number | null): number | null {
  const found = all.flatMap((measures) => (measures === null ? [] : [of(measures)]));
  const known = found.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

/** The pad. */
export async function atlasFigures(): Promise<readonly Figure[]> {
  const { instrument, music } = await opened();
  const pad = await padMeasures(instrument, music);
  instrument.network.dispose();
  return [
    atLeast('own spot, note F1', pad.padOwnSpot, 0.95),
    atMost('change between neighbours', pad.padChange, 0.6),
    atMost('silent places', pad.padSilence, 0),
    atMost('thin places', pad.padThin, 0.03),
  ];
}

/** Ways between segments. */
export async function blendFigures(): Promise<readonly Figure[]> {
  const { instrument } = await opened();
  const all: BetweenMeasures[] = [];
  for (const seed of SEEDS) all.push(await betweenMeasures(instrument, seed));
  instrument.network.dispose();
  const parents = mean(all, ({ parentsInKey }) => parentsInKey);
  return [
    atLeast(
      'in key, half-way',
      mean(all, ({ blendInKey }) => blendInKey),
      parents ?? Number.NaN,
    ),
    told('in key, parents', parents),
    atLeast(
      'steps that do not lead back',
      mean(all, ({ monotone }) => monotone),
      0.95,
    ),
    within(
      'notes half-way against the parents',
      mean(all, ({ blendNotes }) => blendNotes),
      0.8,
      1.1,
    ),
  ];
}

/** Medleys of 400 steps. */
export async function medleyFigures(): Promise<readonly Figure[]> {
  const { instrument, music } = await opened();
  const all: (MedleyMeasures | null)[] = [];
  for (const seed of SEEDS) all.push(await medleyMeasures(instrument, music, seed));
  instrument.network.dispose();
  return [
    atLeast(
      'different steps of 400',
      mean(all, ({ medleyDistinct }) => medleyDistinct),
      320,
    ),
    atLeast(
      'songs',
      mean(all, ({ medleySongs }) => medleySongs),
      6,
    ),
    atLeast(
      'likeness of a bar to its nearest',
      mean(all, ({ medleySimilarity }) => medleySimilarity),
      0.87,
    ),
    atMost(
      'silent steps',
      mean(all, ({ medleySilence }) => medleySilence),
      0.02,
    ),
  ];
}
