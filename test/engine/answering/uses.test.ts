/** What else the latent space is good for: knowing a song again, and mending a take of one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignParts } from '#main/music/parts.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { cut } from '#main/segments/cut.ts';
import { openInstrument } from '#main/engine/answering.ts';
import { denoised } from '#main/engine/answering/denoise.ts';
import type { Instrument } from '#main/engine/answering/instrument.ts';
import { recognised, tallied } from '#main/engine/answering/recognise.ts';
import { readModel } from '#main/engine/model-file.ts';
import { batchOf } from '#main/engine/training/batches.ts';
import { paddedRoll, readSong } from '#main/engine/training/data.ts';
import { chosenBackend } from '#main/engine/training/maker.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { uniform } from '../architectures.ts';
import { demoSongs } from '../demo.ts';

const file = join(import.meta.dirname, '../../../resources/demo/model.safetensors');
let instrument: Instrument;
beforeAll(async () => {
  const model = readModel(new Uint8Array(readFileSync(file)));
  instrument = await openInstrument(model, await chosenBackend(null));
}, 60_000);
afterAll(() => instrument.network.dispose());

/** The whole roll of a song on the model's columns, and its windows on bar lines. */
function laid(song: SongInput) {
  const { model, folding } = instrument;
  const read = readSong(song, model.representation);
  if ('code' in read) throw new Error('the demo songs can be read');
  const roll = paddedRoll(read, { ...model, folding });
  return { roll, windows: cut(0, read.piece, roll, model.representation).filter((s) => s.onBar) };
}

/** A song of which every fifth note was not played. */
function halting(song: SongInput): SongInput {
  const piece = readMidi(song.bytes, song.name);
  if (isProblem(piece)) throw new Error('the demo songs can be read');
  const tracks = piece.tracks.map((track) => ({
    ...track,
    notes: track.notes.filter((_, index) => index % 5 !== 0),
  }));
  return {
    ...song,
    bytes: new Uint8Array(writeMidi({ ...piece, tracks })),
    parts: [...assignParts(piece)],
  };
}

function cellF1(found: Uint8Array, wanted: Uint8Array): number {
  let [hits, all] = [0, 0];
  wanted.forEach((cell, at) => {
    hits += cell * (found[at] ?? 0);
    all += cell + (found[at] ?? 0);
  });
  return (2 * hits) / all;
}

describe('recognition', () => {
  it('knows learned songs again, even where two cells of five are missing', async () => {
    const { model, network, folding } = instrument;
    const next = uniform(4);
    let [right, all] = [0, 0];
    for (const song of demoSongs()) {
      const windows = laid(song).windows.map((segment) => ({
        ...segment,
        cells: segment.cells.map((cell) => cell * Number(next() >= 0.4)),
      }));
      const { mean } = await network.encode(batchOf(windows, folding));
      const { latent } = model.architecture;
      const own = model.songs.findIndex(({ hash }) => hash === song.hash);
      const each = windows.map((_, index) =>
        recognised(mean.subarray(index * latent, (index + 1) * latent), model.segments),
      );
      right += each.filter(([first]) => first?.song === own).length;
      all += each.length;
      expect(tallied(each)[0]?.song, song.name).toBe(own);
    }
    expect(right / all).toBeGreaterThan(0.9);
  }, 60_000);

  it('answers shares that make a whole, the largest first, and takes no more neighbours than there are', () => {
    const segment = (song: number, at: number) => ({
      ...{ song, tick: 0, bar: 1, heldOut: false, x: 0, y: 0 },
      mean: Float32Array.of(at),
    });
    const segments = [segment(0, 0), segment(1, 1), segment(1, 2), segment(2, 9)];
    const [first, second, ...rest] = recognised([1.4], segments, 3);
    expect([first?.song, second?.song, rest]).toEqual([1, 0, []]);
    expect([first?.share, second?.share].map((share) => 3 * (share ?? 0))).toEqual([2, 1]);
    expect(recognised([0], segments, 50)).toHaveLength(3);
  });
});

describe('denoising', () => {
  it('puts back notes that a take of a learned song lacks', async () => {
    let [before, after] = [0, 0];
    for (const song of demoSongs(3)) {
      const whole = laid(song).roll.cells;
      const take = halting(song);
      const mended = await denoised(instrument, take, { add: 0.9, remove: 0.02 });
      before += cellF1(laid(take).roll.cells, whole) / 3;
      after += cellF1(mended.cells, whole) / 3;
      expect(mended.added).toBeGreaterThan(0);
    }
    expect(after).toBeGreaterThan(before + 0.03);
  }, 60_000);

  it('changes nothing where it must be surer than it can be, and says what cannot be read', async () => {
    const [song] = demoSongs(1);
    if (song === undefined) throw new Error('there are demo songs');
    const untouched = await denoised(instrument, song, { add: 1, remove: 0 });
    expect(untouched).toMatchObject({ added: 0, removed: 0 });
    const broken = { ...song, bytes: new Uint8Array([1, 2, 3]) };
    await expect(denoised(instrument, broken, { add: 1, remove: 0 })).rejects.toThrow(
      'engine_song_unreadable',
    );
  }, 60_000);
});
