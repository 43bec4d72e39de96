// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** The shape on a real model: what a person loses when a control does nothing, does it to the wrong music, or cannot be had again. */
import { beforeEach, expect, it } from 'vitest';
import { notesApart } from '#main/project/again.ts';
import { isInScale } from '#main/music/scale.ts';
import type { Phrase } from '#main/music/phrase.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { toggleFrozen, toggleKey, toggleLock } from '#renderer/session/shaping.ts';
import { demoSongs } from '../../engine/demo.ts';
import { silentSession } from '../silent-session.ts';
import { demoModel, realAnswering } from './real-engines.ts';

let session: Session;
beforeEach(async () => {
  ({ session } = silentSession(undefined, {}, undefined, { answering: realAnswering() }));
  await session.openDemo({ songs: demoSongs(), model: Uint8Array.from(demoModel()) });
}, 120_000);

const heard = (): Phrase | null => session.player.sounding?.phrase ?? null;

/** Does something, and answers the other phrase that sounds then. */
async function after(act: () => void): Promise<Phrase> {
  const before = session.player.sounding;
  session.player.stop();
  act();
  await expect.poll(() => session.player.sounding === before, { timeout: 20_000 }).toBe(false);
  const phrase = heard();
  if (phrase === null) throw new Error('something sounds');
  return phrase;
}

async function reshaped(change: () => void): Promise<Phrase> {
  return after(() => {
    change();
    session.ideas.reshape();
  });
}

it('is heard in what sounds: each control alone, and none of them when all is cleared', async () => {
  const { shape, ideas } = session;
  const plain = await after(() => ideas.move({ x: 0.31, y: -0.22 }));
  const swung = await reshaped(() => (shape.swing = 0.5));
  expect(swung.notes).not.toEqual(plain.notes);
  expect(swung.notes.map(({ pitch }) => pitch)).toEqual(plain.notes.map(({ pitch }) => pitch));
  const flat = await reshaped(() => (shape.dynamics = 0));
  expect(flat.notes).not.toEqual(swung.notes);
  const scale = { root: 1, scale: 'major' } as const;
  const keyed = await reshaped(() => (shape.key = { tonic: 1, mode: 'major', way: 'in' }));
  for (const { part, pitch } of keyed.notes)
    expect(part === 'drums' || isInScale(pitch, scale)).toBe(true);
  expect(session.player.sounding?.provenance).toMatchObject({ shape: { swing: 0.5 } });
  const wild = await reshaped(() => (shape.temperature = 1));
  const same = await reshaped(() => undefined);
  expect(same.notes).toEqual(wild.notes);
  const other = await reshaped(() => shape.roll());
  expect(other.notes).not.toEqual(wild.notes);
  shape.seed = 1;
  expect(await reshaped(() => shape.clear())).toEqual(plain);
  expect(shape.plain).toBe(true);
}, 60_000);

it('holds to what sounds, before its swing, while the hand moves on', async () => {
  const { shape, ideas } = session;
  shape.swing = 0.4;
  const first = await after(() => ideas.move({ x: 0.31, y: -0.22 }));
  expect(await after(() => toggleLock(session, 'rhythm'))).toEqual(first);
  const elsewhere = await after(() => ideas.move({ x: -0.5, y: 0.3 }));
  const starts = (phrase: Phrase, part: string) => [
    ...new Set(phrase.notes.filter((n) => n.part === part).map(({ start }) => start)),
  ];
  for (const part of ['melody', 'chords', 'bass', 'drums'])
    if (elsewhere.notes.some((note) => note.part === part))
      expect(starts(elsewhere, part)).toEqual(starts(first, part));
  expect(elsewhere.notes).not.toEqual(first.notes);
  await after(() => toggleLock(session, 'rhythm'));
  const bass = heard()?.notes.filter(({ part }) => part === 'bass');
  await after(() => toggleFrozen(session, 'bass'));
  const again = await after(() => ideas.move({ x: 0.6, y: 0.6 }));
  expect(again.notes.filter(({ part }) => part === 'bass')).toEqual(bass);
  await after(() => toggleKey(session));
  expect(shape.key).not.toBeNull();
}, 60_000);

it('is made again note for note, with all of it at once, over a restart', async () => {
  const { shape, ideas } = session;
  await after(() => ideas.move({ x: 0.31, y: -0.22 }));
  toggleLock(session, 'rhythm');
  toggleFrozen(session, 'bass');
  Object.assign(shape, { swing: 0.6, dynamics: 1.5, temperature: 0.7, seed: 9 });
  shape.key = { tonic: 4, mode: 'minor', way: 'transposed' };
  await after(() => ideas.move({ x: -0.2, y: 0.5 }));
  session.desk.keep();
  session.blending.medleySteps = 96;
  session.sketches.open = null;
  session.player.stop();
  await ideas.medley();
  session.desk.keep();
  await ideas.list();
  const read = unpack(pack(session.workspace.history));
  if ('kind' in read) throw new Error(read.code);
  session.workspace.openHistory(read.history);
  const { list } = session.sketches;
  expect(new Set(list.map(({ provenance }) => provenance.from))).toEqual(
    new Set(['pad', 'medley', 'between']),
  );
  for (const sketch of list) {
    const made = await session.again.remade(sketch);
    if ('why' in made) throw new Error(made.why());
    expect(notesApart(sketch, made.phrase)).toBe(0);
  }
}, 120_000);

it('reshapes the medley that sounds, not the place that was asked before, and leaves a sketch alone', async () => {
  const { shape, ideas, blending, player, desk, sketches } = session;
  await after(() => ideas.move({ x: 0.31, y: -0.22 }));
  blending.medleySteps = 96;
  await ideas.medley();
  expect(player.sounding?.provenance.from).toBe('medley');
  const sparse = await reshaped(() => (shape.density = 0.2));
  expect(player.sounding?.provenance.from).toBe('medley');
  expect(sparse.length).toBe(96 * 120);
  desk.keep();
  const [sketch] = sketches.list;
  desk.open(sketch?.id ?? '');
  const { sounding } = player;
  shape.density = 0.8;
  ideas.reshape();
  await session.engines.model.reshape(shape.setting);
  expect(player.sounding).toBe(sounding);
  expect(sketches.current?.id).toBe(sketch?.id);
}, 60_000);

it('is seen on the tiles of the map: what a tile shows is what is heard at its place', async () => {
  const { shape } = session;
  await expect.poll(() => session.palette !== null, { timeout: 20_000 }).toBe(true);
  const plain = session.palette;
  expect(plain).toBe(session.model.palette);
  const first = await after(() => session.ideas.move({ x: 0.31, y: -0.22 }));
  toggleLock(session, 'rhythm');
  toggleFrozen(session, 'bass');
  shape.key = { tonic: 1, mode: 'major', way: 'in' };
  const palette = session.palette;
  if (palette === null || plain === null) throw new Error('the map has tiles');
  expect(palette.tiles).toHaveLength(plain.tiles.length);
  const tile = palette.tiles[Math.floor(palette.tiles.length / 2)];
  if (tile === undefined) throw new Error('the map has tiles');
  const heardThere = await after(() => session.ideas.move({ x: tile.x, y: tile.y }));
  expect(heardThere.notes).not.toEqual(first.notes);
  const step = (tick: number): number => Math.min(255, Math.round(tick / palette.ticks));
  const parts = ['melody', 'chords', 'bass', 'drums', 'all'];
  const wanted = heardThere.notes.map(({ pitch, start, end, part }) =>
    [pitch, step(start), step(end), parts.indexOf(part)].join(' '),
  );
  const shown = Array.from({ length: tile.notes.length / 4 }, (_, index) =>
    tile.notes.subarray(4 * index, 4 * index + 4).join(' '),
  );
  expect(shown.toSorted()).toEqual(wanted.toSorted());
});
