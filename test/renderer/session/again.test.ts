// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Sketches made again by the model that made them: what a person loses when what she kept will never come again. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { notesApart } from '#main/project/again.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { addModel } from '#main/project/models.ts';
import type { Sketch } from '#main/project/project.ts';
import { setSketch } from '#main/project/sketches.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { silentSession } from '../silent-session.ts';
import { demoModel, realAnswering, youngModel } from './real-engines.ts';

const FOLDER = 'resources/demo/songs';
let session: Session;
let young: Uint8Array;

beforeAll(async () => {
  young = await youngModel();
  ({ session } = silentSession(undefined, {}, undefined, { answering: realAnswering() }));
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.mid'));
  const songs = names.map((name) => ({
    name,
    bytes: new Uint8Array(readFileSync(`${FOLDER}/${name}`)),
  }));
  await session.openDemo({ songs, model: Uint8Array.from(demoModel()) });
}, 120_000);

/** Does something that lets a phrase sound, and keeps it. */
async function kept(act: () => Promise<void> | void, from: string): Promise<Sketch> {
  session.player.stop();
  session.sketches.open = null;
  session.player.sounding = null;
  await act();
  const origin = () => (session.player.queued?.playable ?? session.player.sounding)?.provenance;
  await expect.poll(() => origin()?.from).toBe(from);
  session.desk.keep();
  const [sketch] = session.sketches.list;
  if (sketch === undefined) throw new Error('a sketch was kept');
  return sketch;
}

async function expectSame(sketch: Sketch): Promise<void> {
  const made = await session.again.remade(sketch);
  if ('why' in made) throw new Error(made.why());
  expect(notesApart(sketch, made.phrase)).toBe(0);
  expect(made.phrase.notes.length).toBe(sketch.lanes.flatMap(({ notes }) => notes).length);
}

/** One sketch of each origin that the map, the blend, the list and the medley give. */
async function all(): Promise<readonly Sketch[]> {
  const { ideas, blending, shape, songs, model, sketches } = session;
  const [a, b] = songs.list;
  const [point] = model.points;
  if (a === undefined || b === undefined || point === undefined)
    throw new Error('the demo is open');
  const made = [await kept(() => ideas.move({ x: 0.31, y: -0.22 }), 'pad')];
  blending.set(a.hash, 0.7);
  made.push(await kept(() => ideas.fade(b.hash, 0.4), 'blend'));
  blending.medleySteps = 96;
  made.push(await kept(() => ideas.medley(), 'medley'));
  shape.temperature = 0.6;
  shape.seed = 12;
  made.push(await kept(() => ideas.move({ x: -0.4, y: 0.1 }), 'pad'));
  made.push(await kept(() => ideas.medley(), 'medley'));
  const before = sketches.list.length;
  await ideas.list();
  made.push(...sketches.list.slice(0, sketches.list.length - before));
  ideas.open(point);
  made.push(...sketches.list.slice(0, 1));
  shape.temperature = 0;
  return made;
}

it('gives the kept notes from every origin, by the model in the project, while another one plays and over a restart', async () => {
  const made = await all();
  const origins = new Set(made.map(({ provenance }) => provenance.from));
  expect(origins).toEqual(new Set(['pad', 'blend', 'medley', 'between', 'song']));
  expect(made.filter(({ provenance }) => provenance.from === 'between')).toHaveLength(8);
  for (const sketch of made) await expectSame(sketch);

  const entry = { id: 'young', name: 'Young', preset: 'quick', bytes: young };
  session.workspace.accept((project) => addModel(project, entry));
  await session.engines.follow();
  const read = unpack(pack(session.workspace.history));
  if ('kind' in read) throw new Error(read.code);
  session.workspace.openHistory(read.history);
  for (const { id } of made) {
    const sketch = session.sketches.byId(id);
    if (sketch !== null) await expectSame(sketch);
  }
  expect(session.model.summary?.hidden).toBe(32);
  await session.models.choose('demo');
}, 180_000);

it('gives the kept notes for any segment, any place and any shape', async () => {
  const { engines, model } = session;
  const client = await engines.answering.reach();
  const unit = fc.double({ min: -1, max: 1, noNaN: true });
  const shapes = fc.record({
    temperature: fc.constantFrom(0, 0.4, 1.5),
    density: fc.double({ min: 0, max: 1, noNaN: true }),
    seed: fc.integer({ min: 0, max: 1e6 }),
  });
  await fc.assert(
    fc.asyncProperty(unit, unit, fc.nat(), shapes, async (x, y, pick, shape) => {
      const point = model.points[pick % model.points.length];
      if (point === undefined) throw new Error('the map has points');
      const { song, tick } = point;
      const there = await client.at({ x, y, shape });
      const own = await client.reconstruct({ song, tick, shape });
      const { sketches } = session;
      await expectSame(
        sketches.keep({
          phrase: there.phrase,
          provenance: { from: 'pad', x, y, shape, ...engines.madeBy(there) },
        }),
      );
      await expectSame(
        sketches.keep({
          phrase: own.phrase,
          provenance: { from: 'segment', song, tick, shape, ...engines.madeBy(own) },
        }),
      );
    }),
    { numRuns: 12 },
  );
}, 120_000);

it('keeps what comes of it beside a sketch that was edited, as one step that can be undone', async () => {
  const sketch = await kept(() => session.ideas.move({ x: 0.1, y: 0.2 }), 'pad');
  const { sketches, workspace, again } = session;
  await again.make(sketch);
  expect(session.toasts.current?.text()).toContain('note for note');
  const lane = sketch.lanes.find(({ notes }) => notes.length > 1);
  if (lane === undefined) throw new Error('something sounds there');
  workspace.edit({ code: 'notes_remove', n: 1 }, (project) => ({
    ...project,
    sketches: project.sketches.map((each) =>
      each.id === sketch.id
        ? {
            ...each,
            lanes: each.lanes.map((l) =>
              l.id === lane.id ? { ...l, notes: l.notes.slice(1) } : l,
            ),
          }
        : each,
    ),
  }));
  const edited = sketches.byId(sketch.id);
  if (edited === null) throw new Error('it is still there');
  const before = workspace.project;
  await again.make(edited);
  expect(session.toasts.current?.text()).toContain('1 note is another');
  expect(sketches.current?.name).toBe(`${sketch.name}, again`);
  await expectSame(sketches.list[0] ?? edited);
  session.desk.undo();
  expect(workspace.project).toEqual(before);
}, 60_000);

it('says why where it cannot be: no such model, one that learned on, no such song, drawn by hand', async () => {
  const { workspace, again, sketches } = session;
  const sketch = await kept(() => session.ideas.move({ x: 0.1, y: 0.3 }), 'pad');
  const why = async (each: Sketch | null): Promise<string> => {
    const made = each === null ? null : await again.remade(each);
    return made !== null && 'why' in made ? made.why() : '';
  };
  const { provenance } = sketch;
  if (provenance.from !== 'pad') throw new Error('it is from the map');
  expect(await why({ ...sketch, provenance: { ...provenance, modelHash: 'other' } })).toContain(
    'still learning',
  );
  expect(await why({ ...sketch, provenance: { from: 'hand' } })).toContain('by hand');
  expect(await why({ ...sketch, provenance: { from: 'song', song: 'gone', tick: 0 } })).toContain(
    'song',
  );
  await session.models.remove('demo', session.desk.undoAction());
  expect(await why(sketches.byId(sketch.id))).toContain('not in the project any more');
  session.desk.undo();
  await expectSame(sketch);
  workspace.edit({ code: 'sketch_rename', name: '' }, (p) =>
    setSketch(p, sketch.id, { name: 'B' }),
  );
  expect(await why(sketches.byId(sketch.id))).toBe('');
}, 60_000);
