/** What goes wrong before and while songs are learned: each has its name, and nothing that a person had is lost. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breathe, clock } from '#main/engine/clock.ts';
import type { LearnedModel } from '#main/engine/learned-model.ts';
import { readModel, writeModel } from '#main/engine/model-file.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import type { RunSetup } from '#main/engine/training/run-setup.ts';
import { changed } from '#main/engine/training/setting.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { demoSongs } from '../demo.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SMALL = { hidden: '24', latent: '3', heldOut: '0' };

async function prepared(songs: readonly SongInput[], more: Partial<RunSetup> = {}): Promise<Run> {
  const setting = changed(presetNamed('quick'), SMALL);
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs, preset: 'quick', setting, seed: 2, from: null, maker, clock, breathe };
  return Run.prepare({ ...base, ...more });
}

/** A demo song of which only the notes that `keep` wants are left. */
function songWith(keep: (start: number, end: number) => boolean): SongInput {
  const [song] = demoSongs(1);
  if (song === undefined) throw new Error('there are demo songs');
  const piece = readMidi(song.bytes, song.name);
  if (isProblem(piece)) throw new Error(piece.code);
  const quarter = piece.division;
  const tracks = piece.tracks.map((track) => ({
    ...track,
    notes: track.notes.filter(({ start, end }) => keep(start / quarter, end / quarter)),
  }));
  return { ...song, bytes: Uint8Array.from(writeMidi({ ...piece, tracks })) };
}

function tracksOf(song: SongInput) {
  const piece = readMidi(song.bytes, song.name);
  if (isProblem(piece)) throw new Error(piece.code);
  return piece.tracks;
}

async function learned(songs: readonly SongInput[], from: LearnedModel | null = null) {
  const run = await prepared(songs, { from });
  await run.go({ steps: 3, seconds: 0 }, { news: () => undefined });
  const model = await run.model(true);
  run.dispose();
  return model;
}

const refusing: RunSetup['maker'] = {
  ...networkMaker('cpu'),
  // 512 GB: refused by every system that this test runs on.
  make: () => Promise.reject(refusedBySystem()),
};

function refusedBySystem(): unknown {
  try {
    return new Float32Array(2 ** 37);
  } catch (error) {
    return error;
  }
}

describe('what cannot be learned is refused by its name, before a step is taken', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['no song at all', 'engine_no_songs', () => prepared([])],
    ['songs without a note', 'engine_no_songs', () => prepared([songWith(() => false)])],
    [
      'songs whose tracks were all turned off',
      'engine_all_silent',
      () =>
        prepared(demoSongs(1).map((song) => ({ ...song, parts: tracksOf(song).map(() => null) }))),
    ],
    [
      'files that are no songs',
      'engine_no_songs',
      () => prepared(demoSongs(2).map((song) => ({ ...song, bytes: Uint8Array.of(77, 84) }))),
    ],
    [
      'a model for other pitches',
      'engine_resume_columns',
      async () => {
        const model = await learned(demoSongs(1));
        const columns = model.columns.map((column) => ({ ...column, pitch: 127 }));
        return prepared(demoSongs(1), { from: { ...model, columns } });
      },
    ],
    [
      'memory that the system refuses',
      'engine_memory_refused',
      () => prepared(demoSongs(1), { maker: refusing }),
    ],
    [
      'a model file with a number that is none',
      'engine_model_broken',
      async () => {
        const model = await learned(demoSongs(1));
        const [[name, tensor] = ['', null]] = model.weights;
        if (tensor === null) throw new Error('a model has weights');
        const spoilt = { ...tensor, values: tensor.values.map(() => Number.NaN) };
        return readModel(
          writeModel({ ...model, weights: new Map([...model.weights, [name, spoilt]]) }, 'float32'),
        );
      },
    ],
  ])(
    '%s',
    async (_, code, attempt) => {
      await expect(attempt()).rejects.toMatchObject({ code });
    },
    60_000,
  );
});

describe('what is odd is learned all the same', () => {
  test.each<[string, readonly SongInput[]]>([
    ['a song that is shorter than a window', [songWith((_, end) => end <= 3)]],
    ['a song of one window', [songWith((start, end) => start < 8 && end <= 8)]],
    ['a silent song among others', [...demoSongs(1), { ...songWith(() => false), hash: 'silent' }]],
    [
      'a damaged file among others',
      [...demoSongs(1), { hash: 'damaged', name: 'damaged', bytes: Uint8Array.of(1, 2, 3) }],
    ],
  ])(
    '%s',
    async (_, songs) => {
      const run = await prepared(songs);
      expect(run.trainer.batchSize).toBeLessThanOrEqual(Math.min(64, run.data.training.length));
      await run.go({ steps: 5, seconds: 0 }, { news: () => undefined });
      const model = await run.model(true);
      run.dispose();
      expect(run.trainer.step).toBe(5);
      expect(model.segments.length).toBeGreaterThan(0);
      expect(readModel(writeModel(model, 'float32')).step).toBe(5);
    },
    60_000,
  );

  test('a model whose songs lost a song, with the pitches that only it had', async () => {
    const all = demoSongs(3);
    const before = await learned(all);
    const after = await learned(all.slice(0, 1), before);
    expect(after.columns.length).toBeLessThan(before.columns.length);
    expect([before.step, after.step]).toEqual([3, 6]);
    expect(after.songs).toHaveLength(1);
  }, 60_000);
});

test('an engine that is killed while it learns leaves the model that was there, and nothing half written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'melodrift-'));
  const out = join(folder, 'model.safetensors');
  const before = writeModel(await learned(demoSongs(1)), 'float32');
  writeFileSync(out, before);
  const words = ['learn', join(ROOT, 'resources/demo/songs'), '--preset', 'quick', '--out', out];
  const door = join(ROOT, 'main/engine/command-line.ts');
  const child = spawn(process.execPath, [door, ...words, '--seconds', '600'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<NodeJS.Signals | null>((done) =>
    child.once('exit', (_, signal) => done(signal)),
  );
  // Its first line: it learns.
  await Promise.race([new Promise((line) => child.stdout.once('data', line)), gone]);
  child.kill('SIGKILL');
  expect(await gone).toBe('SIGKILL');
  expect(new Uint8Array(readFileSync(out))).toEqual(before);
  expect(readModel(new Uint8Array(readFileSync(out))).step).toBe(3);
  expect(readdirSync(folder)).toEqual(['model.safetensors']);
  rmSync(folder, { recursive: true });
}, 120_000);
