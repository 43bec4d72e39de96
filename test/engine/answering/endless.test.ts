/** A medley without end: stretches that follow each other must be one walk, or every join is a seam that is heard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openInstrument } from '#main/engine/answering.ts';
import type { Instrument } from '#main/engine/answering/instrument.ts';
import { medleyCells } from '#main/engine/answering/journey.ts';
import { readModel } from '#main/engine/model-file.ts';
import { chosenBackend } from '#main/engine/training/maker.ts';

let instrument: Instrument;
beforeAll(async () => {
  const file = join(import.meta.dirname, '../../../resources/demo/model.safetensors');
  const model = readModel(new Uint8Array(readFileSync(file)));
  instrument = await openInstrument(model, await chosenBackend(null));
}, 60_000);
afterAll(() => instrument.network.dispose());

const shape = { temperature: 0, density: 0.5, seed: 4 };
const stretch = (begin: number, steps: number, songs: readonly string[] = []) =>
  medleyCells(instrument, { steps, songs, variety: 0.15, shape, begin });

it('is one walk, cell for cell, in whatever stretches it is asked for', async () => {
  const whole = await stretch(0, 512);
  const pieces: number[] = [];
  for (const [begin, steps] of [
    [0, 64],
    [64, 128],
    [192, 64],
    [256, 256],
  ] as const)
    pieces.push(...(await stretch(begin, steps)).cells);
  expect(pieces.length).toBe(whole.cells.length);
  expect(Uint8Array.from(pieces)).toEqual(whole.cells);
}, 60_000);

it('still changes after an hour, and goes through the songs that were chosen, by turns', async () => {
  const columns = instrument.model.columns.length;
  const hashes = instrument.model.songs.map(({ hash }) => hash).slice(0, 3);
  const heaviest = new Set<number>();
  const rows = new Set<string>();
  // At 120 quarters a minute four steps of a quarter make 28,800 an hour.
  for (let begin = 28_800; begin < 28_800 + 1600; begin += 64) {
    const { cells, songs } = await stretch(begin, 64, hashes);
    heaviest.add(songs[0]?.song ?? -1);
    for (let at = 0; at < cells.length; at += columns)
      rows.add(cells.subarray(at, at + columns).join(''));
  }
  expect([...heaviest].toSorted()).toEqual([0, 1, 2]);
  expect(rows.size).toBeGreaterThan(400);
}, 120_000);
