/** A run that was interrupted must go on as if nothing had happened, and one that cannot begin must say why. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#main/latent/random.ts';
import { breathe, clock } from '#main/engine/clock.ts';
import { learningService } from '#main/engine/learning.ts';
import type { LearnedModel } from '#main/engine/learned-model.ts';
import type { BackendName, Weights } from '#main/engine/network.ts';
import { availableBackends } from '#main/engine/networks.ts';
import type { RunNews } from '#main/engine/training/run-setup.ts';
import { readModel, writeModel } from '#main/engine/model-file.ts';
import { carriedFrom } from '#main/engine/training/carry.ts';
import { readSong } from '#main/engine/training/data.ts';
import { chosenBackend, networkMaker } from '#main/engine/training/maker.ts';
import { presetNamed } from '#main/engine/training/preset.ts';
import { noteScores } from '#main/engine/measures/windows.ts';
import { placeApart, placeHere } from '#main/engine/training/placer.ts';
import { Run } from '#main/engine/training/run.ts';
import { changed, representationOf } from '#main/engine/training/setting.ts';
import type { SongInput } from '#main/protocol/music.ts';
import { demoSongs } from '../demo.ts';

const set = { hidden: '32', latent: '4' };

async function prepared(from: LearnedModel | null, songs: SongInput[] = demoSongs(1)) {
  const setting = changed(presetNamed('quick'), set);
  const maker = networkMaker(await chosenBackend(null));
  const base = { songs, preset: 'quick', setting, seed: 3, from };
  return Run.prepare({ ...base, maker, clock, breathe });
}

async function after(steps: number, from: LearnedModel | null): Promise<LearnedModel> {
  const run = await prepared(from);
  await run.go({ steps, seconds: 0 }, { news: () => undefined });
  const model = await run.model(true);
  run.dispose();
  return model;
}

/** The largest difference between two sets of weights. */
function farthest(some: Weights, others: Weights): number {
  const apart = [...some].map(([name, { values }]) => {
    const other = others.get(name)?.values ?? new Float32Array();
    return values.reduce((most, v, i) => Math.max(most, Math.abs(v - (other[i] ?? 9))), 0);
  });
  return Math.max(...apart);
}

test('a killed run that is resumed from its file ends with the weights of one that was not', async () => {
  const whole = await after(20, null);
  const half = readModel(writeModel(await after(12, null), 'float32'));
  const resumed = await after(8, half);
  expect(resumed.step).toBe(20);
  expect(farthest(whole.weights, resumed.weights)).toBeLessThan(1e-5);
}, 120_000);

/** Time goes on between steps only, five seconds each: what is measured depends on the steps alone, and each is worth a checkpoint. */
function lawful(backend: BackendName, from: LearnedModel | null) {
  const setting = changed(presetNamed('quick'), { hidden: '16', latent: '3', batch: '8' });
  const base = { songs: demoSongs(1), preset: 'quick', setting, seed: 5, from };
  let now = 0;
  const turn = (): Promise<void> => {
    now += 5;
    return breathe();
  };
  return Run.prepare({ ...base, maker: networkMaker(backend), clock: () => now, breathe: turn });
}

const STEPS = 36;

async function toTheEnd(run: Run, limit = { steps: STEPS, seconds: 0 }) {
  const told: RunNews[] = [];
  const checkpoints: Uint8Array[] = [];
  await run.go(limit, {
    news: (news) => void told.push(news),
    checkpoint: (model) => void checkpoints.push(writeModel(model, 'float32')),
  });
  const model = await run.model(true);
  run.dispose();
  return { told, checkpoints, model };
}

const curveOf = (told: readonly RunNews[]) =>
  told.map(({ step, reconstruction, kl, noteF1 }) => ({ step, reconstruction, kl, noteF1 }));

const BACKENDS: readonly BackendName[] = ['cpu', 'wasm', 'tensorflow'];

test.for(BACKENDS)(
  'killed at any step on %s, a run goes on with the same curve, the same log and the same weights',
  { timeout: 240_000 },
  async (backend, { skip }) => {
    const states = await availableBackends();
    if (states.find((each) => each.backend === backend)?.problem !== null) skip('it is not here');
    const whole = await toTheEnd(await lawful(backend, null));
    expect(whole.checkpoints.length).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.checkpoints.length - 1), async (at) => {
        const left = readModel(whole.checkpoints[at] ?? new Uint8Array());
        const { unfinished } = left.resumption ?? {};
        if (!unfinished) throw new Error('a checkpoint says how far the run was');
        const rest = await toTheEnd(await lawful(backend, left), unfinished.limit);
        expect(rest.model.step).toBe(STEPS);
        const before = whole.told.filter(({ step }) => step <= left.step);
        expect(curveOf([...before, ...rest.told])).toEqual(curveOf(whole.told));
        const log = (model: LearnedModel) => model.log.map(({ step, kl }) => ({ step, kl }));
        expect(log(rest.model)).toEqual(log(whole.model));
        expect(farthest(rest.model.weights, whole.model.weights)).toBeLessThan(1e-5);
      }),
      { numRuns: 3, seed: 11 },
    );
  },
);

test('what was learned of a song is not lost when songs with other pitches come or go', async () => {
  const alone = await after(300, null);
  const score = async (run: Run) => {
    const { folding, columns } = run.data;
    const [song] = run.data.songs;
    const index = run.data.songs.findIndex(({ hash }) => hash === alone.songs[0]?.hash);
    if (song === undefined || index < 0) throw new Error('the song is still there');
    const own = run.data.training.filter((segment) => segment.song === index);
    const weights = await run.trainer.best();
    const even = { onset: 0.5, sustain: 0.5 };
    const found = await run.withWeights(weights, (network) =>
      noteScores(network, own, folding, columns, even),
    );
    return found?.noteF1 ?? 0;
  };
  const before = await prepared(alone);
  const more = await prepared(alone, demoSongs(3));
  expect(more.data.columns.length).toBeGreaterThan(before.data.columns.length);
  expect(carriedFrom(before.data.columns, before.data.columns)).toBeNull();
  const grown = carriedFrom(before.data.columns, more.data.columns);
  expect(grown).toMatchObject({ gone: [] });
  expect(grown?.added).toBeGreaterThan(0);
  // Who takes the songs away again hears by name as many pitches as had come.
  const shrunk = carriedFrom(more.data.columns, before.data.columns);
  expect(shrunk?.gone).toHaveLength(grown?.added ?? 0);
  expect(shrunk).toMatchObject({ kept: grown?.kept, added: 0 });
  const kept = await score(more);
  expect(kept).toBeGreaterThan(0.2);
  expect(Math.abs(kept - (await score(before)))).toBeLessThan(0.05);
  await more.go({ steps: 5, seconds: 0 }, { news: () => undefined });
  expect(more.trainer.step).toBe(305);
  const fewer = await prepared(await more.model(true));
  expect(fewer.data.columns.length).toBe(before.data.columns.length);
  expect(await score(fewer)).toBeGreaterThan(0.2);
  for (const run of [before, more, fewer]) run.dispose();
}, 120_000);

test('what cannot be learned is refused by name instead of "trained" without a step', async () => {
  const [song] = demoSongs(1);
  if (song === undefined) throw new Error('there are demo songs');
  await expect(prepared(null, [])).rejects.toThrow('engine_no_songs');
  const broken = { ...song, bytes: new Uint8Array([1, 2, 3]) };
  await expect(prepared(null, [broken])).rejects.toThrow('engine_no_songs');
  const tracks = readSong(song, representationOf(presetNamed('quick')));
  if ('code' in tracks) throw new Error('the demo songs can be read');
  const unheard = { ...song, parts: tracks.parts.map(() => null) };
  await expect(prepared(null, [unheard])).rejects.toThrow('engine_all_silent');
  expect(() => changed(presetNamed('quick'), { nonsense: '1' })).toThrow('engine_setting_unknown');
  expect(() => changed(presetNamed('quick'), { latent: 'x' })).toThrow('engine_setting_value');
  expect(() => changed(presetNamed('quick'), { fold: '5' })).toThrow('engine_setting_fold');
  expect(() => presetNamed('nonsense')).toThrow('engine_preset_unknown');
  const other = await after(2, null);
  const apart = { ...other, columns: other.columns.map((column) => ({ ...column, pitch: 127 })) };
  await expect(prepared(apart)).rejects.toThrow('engine_resume_columns');
  const wider = { ...other, architecture: { ...other.architecture, hidden: 64 } };
  await expect(prepared(wider)).rejects.toThrow('engine_resume_architecture');
}, 120_000);

test('the map is the same whether a thread places it or the engine itself', async () => {
  const random = seededRandom(5);
  const means = Array.from({ length: 40 }, () => Float32Array.from({ length: 4 }, random));
  const known = means.map((_, index) => (index % 3 === 0 ? null : { x: random(), y: random() }));
  expect(await placeApart(means, known, 1)).toEqual(await placeHere(means, known, 1));
}, 60_000);

test('a window that starts a run hears how it goes, and gets a model that opens', async () => {
  const heard: string[] = [];
  let finish: (model: Uint8Array) => void = () => undefined;
  const finished = new Promise<Uint8Array>((done) => (finish = done));
  const { service } = learningService(
    (event, payload) => {
      heard.push(event);
      if (event === 'finished' && 'model' in payload) finish(payload.model);
    },
    () => Promise.resolve(),
    () => Promise.resolve(),
  );
  const request = { songs: demoSongs(1), preset: 'quick', set, seed: 1, limit: { steps: 15 } };
  const begun = await service.start(request, new AbortController().signal);
  expect(begun.segments).toBeGreaterThan(0);
  const model = readModel(await finished);
  expect(model.step).toBe(15);
  expect(heard).toContain('progress');
  expect(heard).toContain('state');
}, 120_000);

test('a run goes on when its words are out, so that news of it come while they are news', async () => {
  let calls = 0;
  let out = (): void => undefined;
  const leaving = new Promise<void>((done) => (out = done));
  const steps: number[] = [];
  let over = (): void => undefined;
  const finished = new Promise<void>((done) => (over = done));
  const { service } = learningService(
    (event, payload) => {
      if (event === 'progress' && 'step' in payload) steps.push(payload.step);
      if (event === 'finished') over();
    },
    () => Promise.resolve(),
    () => ((calls += 1) === 3 ? leaving : Promise.resolve()),
  );
  const request = { songs: demoSongs(1), preset: 'quick', set, seed: 1, limit: { steps: 15 } };
  await service.start(request, new AbortController().signal);
  await expect.poll(() => calls, { timeout: 60_000 }).toBe(3);
  for (let turn = 0; turn < 100; turn += 1) await breathe();
  expect(calls).toBe(3);
  expect(Math.max(...steps)).toBeLessThanOrEqual(3);
  out();
  await finished;
  expect(calls).toBe(15);
}, 120_000);
