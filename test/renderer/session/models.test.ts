// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** The models of a project: what a person loses when a run takes the place of another, or one that she removed is not back. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { addModel } from '#main/project/models.ts';
import { open } from '#main/project/history.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { modelFacts } from '#renderer/learn/model-facts.ts';
import { modelName } from '#renderer/session/models.svelte.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { silentSession } from '../silent-session.ts';
import { demoModel, realAnswering, youngModel } from './real-engines.ts';

const learned = {
  songs: [{ hash: 'ab', name: 'd_e1m3' }],
  steps: 30,
  seconds: 2.5,
  noteF1: 0.96,
  heldOutF1: null,
};
let young: Uint8Array;
beforeAll(async () => {
  young = await youngModel();
}, 120_000);

/** The demo, and a second model that was learned on from its own. */
async function begun(): Promise<Session> {
  const engines = { answering: realAnswering() };
  const { session } = silentSession(undefined, {}, undefined, engines);
  const bytes = new Uint8Array(readFileSync('resources/demo/songs/d_e1m3.mid'));
  const model = Uint8Array.from(demoModel());
  await session.openDemo({ songs: [{ name: 'd_e1m3.mid', bytes }], model });
  const about = { id: 'second', name: 'Model 1', preset: 'quick', parent: 'demo', at: 1.7e12 };
  session.workspace.accept((project) => addModel(project, { ...about, learned, bytes: young }));
  await session.engines.follow();
  return session;
}

it('plays the same place by either model at one press, and comes back to the first at the next', async () => {
  const session = await begun();
  const heard = async (): Promise<string> => {
    const before = session.player.sounding;
    await session.models.compare();
    await expect.poll(() => session.player.sounding).not.toBe(before);
    await expect.poll(() => session.player.sounding?.place).toMatchObject({ x: 0.25, y: -0.4 });
    return JSON.stringify(session.player.sounding?.phrase.notes);
  };
  session.ideas.move({ x: 0.25, y: -0.4 });
  await expect.poll(() => session.player.sounding?.place).toMatchObject({ x: 0.25, y: -0.4 });
  const second = JSON.stringify(session.player.sounding?.phrase.notes);
  const first = await heard();
  expect(session.models.current?.id).toBe('demo');
  expect(session.model.summary?.hidden).not.toBe(32);
  expect(await heard()).toBe(second);
  expect(session.models.current?.id).toBe('second');
  expect(session.model.summary?.hidden).toBe(32);
  expect(first).not.toBe(second);
});

it('names, stars and removes a model, each to be undone; the one that is back plays again', async () => {
  const session = await begun();
  const { models, workspace, desk } = session;
  const before = workspace.project;
  models.rename('second', ' Dusk ');
  models.star('second', true);
  expect(models.current).toMatchObject({ name: 'Dusk', starred: true });
  await models.remove('second', desk.undoAction());
  expect(models.list.map(modelName)).toEqual(['Demo model']);
  expect(session.model.summary?.hidden).not.toBe(32);
  for (let step = 0; step < 3; step += 1) desk.undo();
  expect(workspace.project).toEqual(before);
  await session.engines.follow();
  expect(session.model.summary?.hidden).toBe(32);
});

it('says how many sketches came from a model that is removed', async () => {
  const session = await begun();
  session.ideas.move({ x: 0, y: 0 });
  await expect.poll(() => session.player.sounding).not.toBeNull();
  session.desk.keep();
  expect(session.models.sketchesOf('second')).toBe(1);
  await session.models.remove('second', session.desk.undoAction());
  expect(session.toasts.current?.text()).toContain('1 sketch came from it');
  expect(session.sketches.list).toHaveLength(1);
});

it('keeps what is known of a run in the file, and tells it', async () => {
  const session = await begun();
  const read = unpack(pack(open(session.workspace.project)));
  if ('kind' in read) throw new Error(read.code);
  const model = read.history.project.models.find(({ id }) => id === 'second');
  expect(model).toEqual(session.models.current);
  if (model === undefined) throw new Error('the model is there');
  const facts = modelFacts(model, { parent: session.models.byId('demo'), sketches: 2 }, 'en');
  for (const words of ['Quick', '30 steps', '0.96', 'd_e1m3', 'Demo model', '2 sketches'])
    expect(facts.join('; ')).toContain(words);
});
