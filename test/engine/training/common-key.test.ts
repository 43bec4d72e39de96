/** A model that learned its songs in one key: they lie on the same pitches in it, and whoever asks it hears her own key. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openInstrument } from '#main/engine/answering.ts';
import { encoded } from '#main/engine/answering/encode.ts';
import type { Instrument } from '#main/engine/answering/instrument.ts';
import { continued, suggestions } from '#main/engine/answering/suggest.ts';
import { breathe, clock } from '#main/engine/clock.ts';
import type { LearnedModel } from '#main/engine/learned-model.ts';
import { readModel, writeModel } from '#main/engine/model-file.ts';
import { readSong } from '#main/engine/training/data.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed } from '#main/engine/training/setting.ts';
import { movedPiece, towardsCommonKey } from '#main/music/common-key.ts';
import { estimateKey } from '#main/music/key.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { assignParts } from '#main/music/parts.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { demoSongs } from '../demo.ts';

const SHAPE = { temperature: 0, density: 0.5, seed: 1 };
/** As many semitones as a take is transposed by below. */
const UP = 3;
const songs = demoSongs(3);
let model: LearnedModel;
let instrument: Instrument;

async function learned(set: Readonly<Record<string, string>>, from: LearnedModel | null = null) {
  const setting = changed(presetNamed('quick'), { heldOut: '0', hidden: '64', ...set });
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs, preset: 'quick', setting, seed: 1, from, maker };
  const run = await Run.prepare({ ...base, clock, breathe });
  try {
    await run.go({ steps: 300, seconds: 0 }, { news: () => undefined });
    return await run.model(true);
  } finally {
    run.dispose();
  }
}

beforeAll(async () => {
  // What is asked below is asked of the model as it is saved and opened again.
  model = readModel(writeModel(await learned({ commonKey: 'on' }), 'float32'));
  instrument = await openInstrument(model, await chosenBackend(null));
}, 120_000);
afterAll(() => instrument.network.dispose());

const pieceOf = (song: SongInput) => {
  const piece = readMidi(song.bytes, song.name);
  if (isProblem(piece)) throw new Error(piece.code);
  return piece;
};

const first = (): SongInput => {
  const [song] = songs;
  if (song === undefined) throw new Error('there are demo songs');
  return song;
};

function transposed(song: SongInput, by: number): SongInput {
  const piece = pieceOf(song);
  const moved = movedPiece(piece, assignParts(piece), by);
  return { ...song, hash: 'transposed', bytes: new Uint8Array(writeMidi(moved)) };
}

it('moves each song by its own key, or by the one that a person named', () => {
  const expected = songs.map((song) => towardsCommonKey(estimateKey(pieceOf(song))));
  expect(model.songs.map(({ moved }) => moved)).toEqual(expected);
  expect(new Set(expected).size, 'songs of different keys').toBeGreaterThan(1);
  const named = readSong({ ...first(), key: { tonic: 2, minor: false } }, model.representation);
  expect('code' in named ? null : named.moved).toBe(-2);
});

it('hears a song in whatever key it is played as the same music', async () => {
  const [own, other] = [
    await encoded(instrument, first()),
    await encoded(instrument, transposed(first(), UP)),
  ];
  expect(other.map(({ mean }) => mean)).toEqual(own.map(({ mean }) => mean));
  expect([own[0]?.x, own[0]?.y]).toEqual([model.segments[0]?.x, model.segments[0]?.y]);
});

it('plays all its places in the key of its first song', async () => {
  const [own] = songs;
  const segment = model.segments.find(({ song }) => song === 0);
  const idea = instrument.reconstruction(own?.hash ?? '', segment?.tick ?? 0);
  const [cells] = await instrument.cells([idea], SHAPE);
  const [answer] = await instrument.answers([idea], SHAPE);
  const back = -(model.songs[0]?.moved ?? 0);
  const pitches = new Set(
    model.columns.flatMap(({ part, pitch }, column) => {
      const isOn = cells?.some((cell, at) => cell === 1 && at % model.columns.length === column);
      return isOn === true ? [`${part} ${String(pitch + (part === 'drums' ? 0 : back))}`] : [];
    }),
  );
  const heard = answer?.phrase.notes ?? [];
  expect(heard.length).toBeGreaterThan(0);
  for (const { part, pitch } of heard) expect(pitches).toContain(`${part} ${String(pitch)}`);
});

it('goes on with a take in its own key', async () => {
  const plain = await continued(instrument, first(), 1, SHAPE);
  const higher = await continued(instrument, transposed(first(), UP), 1, SHAPE);
  const up = plain.phrase.notes.map((note) => ({
    ...note,
    pitch: note.part === 'drums' ? note.pitch : note.pitch + UP,
  }));
  const inOrder = (notes: typeof up) =>
    notes.map((note) => `${note.start} ${note.part} ${note.pitch} ${note.end}`).toSorted();
  expect(plain.phrase.notes.length).toBeGreaterThan(0);
  expect(inOrder([...higher.phrase.notes])).toEqual(inOrder(up));
});

it('names the notes to take out by the pitches that were played', async () => {
  const played = new Set(pieceOf(first()).tracks.flatMap(({ notes }) => notes.map((n) => n.pitch)));
  const { removed } = await suggestions(instrument, first(), { add: 1.1, remove: 1 });
  expect(removed.length).toBeGreaterThan(0);
  for (const { pitch } of removed) expect(played).toContain(pitch);
});

it('is not learned on as if it knew the songs in their own keys', async () => {
  await expect(learned({ commonKey: 'off' }, model)).rejects.toMatchObject({
    code: 'engine_resume_architecture',
    detail: 'commonKey',
  });
});
