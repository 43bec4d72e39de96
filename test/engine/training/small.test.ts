/** Small and odd sets: a musician begins with one idea, and it must be learned, placed and played. */
import { expect, test } from 'vitest';
import { breathe, clock } from '#main/engine/clock.ts';
import { lookAt, keepsEarlier } from '#main/engine/training/look.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import type { RunNews } from '#main/engine/training/run-setup.ts';
import { Run } from '#main/engine/training/run.ts';
import { Allowance } from '#main/engine/training/schedule.ts';
import { changed } from '#main/engine/training/setting.ts';
import { averagingAt } from '#main/engine/training/trainer.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { demoSongs } from '../demo.ts';

/** The first `bars` bars (of four quarters) of a demo song. */
function beginning(bars: number): SongInput {
  const [song] = demoSongs(1);
  if (song === undefined) throw new Error('there are demo songs');
  const piece = readMidi(song.bytes, song.name);
  if (isProblem(piece)) throw new Error(piece.code);
  const end = bars * 4 * piece.division;
  const tracks = piece.tracks.map((track) => ({
    ...track,
    notes: track.notes.filter((note) => note.end <= end),
  }));
  return { ...song, bytes: Uint8Array.from(writeMidi({ ...piece, tracks })) };
}

async function prepared(songs: readonly SongInput[]): Promise<Run> {
  const setting = changed(presetNamed('quick'), { heldOut: '0', hidden: '64' });
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs, preset: 'quick', setting, seed: 1, from: null, maker };
  return Run.prepare({ ...base, clock, breathe });
}

test.each([
  [16, 64],
  [2, 1],
])(
  'one idea of %i bars is learned and placed, in batches of %i',
  async (bars, batch) => {
    const run = await prepared([beginning(bars)]);
    expect(run.trainer.batchSize).toBeLessThanOrEqual(batch);
    await run.go({ steps: 400, seconds: 0 }, { news: () => undefined });
    const model = await run.model(false);
    const look = await run.withWeights(model.weights, (network) => lookAt(network, run.data, 1));
    expect(look.noteF1).toBeGreaterThan(0.8);
    expect(model.segments.length).toBeGreaterThan(0);
    run.dispose();
  },
  120_000,
);

test('a run that is to end where held-out windows gain nothing does so, with the best that it had', async () => {
  const set = { heldOut: '0.3', hidden: '64', patience: '2' };
  const setting = changed(presetNamed('quick'), set);
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs: demoSongs(2), preset: 'quick', setting, seed: 1, from: null, maker };
  const run = await Run.prepare({ ...base, measuringShare: 1, clock, breathe });
  const heard: number[] = [];
  const news = ({ heldOutF1 }: RunNews) => {
    if (heldOutF1 !== null) heard.push(heldOutF1);
  };
  expect(await run.go({ steps: 20_000, seconds: 0 }, { news })).toBe('stale');
  const highest = Math.max(...heard);
  const gained = heard.map((f1, at) => f1 > Math.max(...heard.slice(0, at)));
  const inVain = gained.map((gain, at) => !gain && gained[at - 1] === false);
  expect(inVain.indexOf(true), 'two looks in vain, and no third').toBe(heard.length - 1);
  await run.model(false);
  expect(run.scored?.heldOutF1).toBeGreaterThanOrEqual(highest - 0.03);
  run.dispose();
}, 120_000);

test('weights that know the songs better are kept unless earlier ones were clearly better', () => {
  expect(keepsEarlier(0.61, 0.59)).toBe(false);
  expect(keepsEarlier(0.61, 0.5)).toBe(true);
});

test('measuring never takes more than its share of the time: the songs are learned in the rest', () => {
  const allowance = new Allowance(0.02);
  let spent = 0;
  for (let seconds = 0; seconds < 60; seconds += 0.01)
    if (allowance.allows(seconds)) {
      allowance.spend(0.3);
      spent += 0.3;
    }
  expect(spent).toBeLessThanOrEqual(0.02 * 60 + 0.3);
});

test('the average is moved every eighth step, as far as eight steps would move it', () => {
  expect(averagingAt(0, 8)).toBe(0);
  expect([9, 10, 15].map((steps) => averagingAt(0.99, steps))).toEqual([1, 1, 1]);
  expect(averagingAt(0.99, 8000)).toBeCloseTo(0.99 ** 8, 12);
  expect(averagingAt(0.99, 8)).toBeLessThan(0.01);
});
