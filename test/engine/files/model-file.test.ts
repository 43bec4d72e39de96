/** A model file must come back as it was, and a file from a stranger must be refused by name. */
import { expect, test } from 'vitest';
import { breathe, clock } from '#main/engine/clock.ts';
import { readModel, readModelInTurns, writeModel } from '#main/engine/model-file.ts';
import { readSafetensors, writeSafetensors } from '#main/engine/files/safetensors.ts';
import { answeringService } from '#main/engine/answering.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed } from '#main/engine/training/setting.ts';
import { demoSongs } from '../demo.ts';

const signal = new AbortController().signal;
const shape = { temperature: 0, density: 0.5, seed: 1 };

async function smallModel() {
  const setting = changed(presetNamed('quick'), { hidden: '48', latent: '6', batch: '16' });
  const maker = networkMaker(await chosenBackend(null));
  const base = {
    songs: demoSongs(2),
    preset: 'quick',
    setting,
    seed: 1,
    from: null,
  };
  const run = await Run.prepare({ ...base, maker, clock, breathe });
  await run.go({ steps: 60, seconds: 0 }, { news: () => undefined });
  const model = await run.model(true);
  run.dispose();
  return model;
}

test('nothing of a model is lost in its file, and the pad plays what the file holds', async () => {
  const model = await smallModel();
  const bytes = writeModel(model, 'float32');
  expect(readModel(bytes)).toEqual({ ...model, segments: readModel(bytes).segments });
  let turns = 0;
  const others = async () => void (turns += 1);
  expect(await readModelInTurns(bytes, others)).toEqual(readModel(bytes));
  expect(turns).toBeGreaterThan(model.weights.size);
  const { answers } = answeringService(() => undefined);
  const summary = await answers.load({ model: bytes }, signal);
  expect(summary.songs).toHaveLength(2);
  const { points } = await answers.map({}, signal);
  expect(points.length).toBe(model.segments.length);
  const [point] = points;
  if (point === undefined) throw new Error('a map has points');
  const { phrase, shares } = await answers.at({ x: point.x, y: point.y, shape }, signal);
  expect(phrase.length).toBe(32 * 120);
  expect(shares[0]?.share).toBeGreaterThan(0);
  const tiles = await answers.palette({ columns: 5, rows: 5, shape }, signal);
  expect(tiles.tiles).toHaveLength(25);
  const names = summary.songs.map(({ hash }) => hash);
  const [from = '', to = ''] = names;
  const ends = { from: { song: from }, to: { song: to } };
  const way = await answers.between({ ...ends, steps: 5, line: 'linear', shape }, signal);
  expect(way.answers).toHaveLength(5);
  const long = await answers.medley({ steps: 400, songs: [], variety: 0.15, shape }, signal);
  expect(long.phrase.length).toBe(400 * 120);
}, 120_000);

test('a damaged or foreign model is refused by name, never opened', async () => {
  expect(() => readModel(new Uint8Array())).toThrow('engine_model_broken');
  expect(() => readModel(new Uint8Array(64).fill(255))).toThrow('engine_model_broken');
  const other = new TextEncoder().encode(
    '        {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}',
  );
  new DataView(other.buffer).setBigUint64(0, BigInt(other.length - 8), true);
  expect(() => readModel(other)).toThrow('engine_model_broken');
  await expect(readModelInTurns(other, breathe)).rejects.toThrow('engine_model_broken');
  const empty = new TextEncoder().encode('        {}');
  new DataView(empty.buffer).setBigUint64(0, 2n, true);
  expect(() => readModel(empty)).toThrow('engine_model_other');
});

test('a file from before the further options opens: the fields it lacks mean what was then the only way', async () => {
  const model = await smallModel();
  const file = readSafetensors(writeModel(model, 'float32'));
  const { encoderReads, dense, ...before } = model.architecture;
  expect([encoderReads, dense]).toEqual(['forwards', 0]);
  const metadata = new Map(file.metadata).set('architecture', JSON.stringify(before));
  expect(readModel(writeSafetensors({ ...file, metadata })).architecture).toEqual(
    model.architecture,
  );
}, 120_000);
