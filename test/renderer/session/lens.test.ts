// @vitest-environment node
/** The views of the map on the demo model: each is played by its own places, and what was found in it is found again. */
import { beforeAll, expect, it } from 'vitest';
import type { Session } from '#renderer/session/session.svelte.ts';
import { pressMemory } from '#renderer/session/recall.ts';
import { demoSongs } from '../../engine/demo.ts';
import { silentSession } from '../silent-session.ts';
import { demoModel, realAnswering } from './real-engines.ts';

let session: Session;

beforeAll(async () => {
  ({ session } = silentSession(undefined, {}, undefined, { answering: realAnswering() }));
  await session.openDemo({ songs: demoSongs(), model: Uint8Array.from(demoModel()) });
}, 120_000);

const notes = (): unknown => session.player.sounding?.phrase.notes;

async function played(place: { x: number; y: number }): Promise<void> {
  const before = session.player.sounding;
  session.motion.hand(session.lens.meant(place));
  await expect.poll(() => session.player.sounding !== before, { timeout: 30_000 }).toBe(true);
}

it('plays what a view shows, keeps it in memories and sketches, and finds it again from the plane', async () => {
  const { lens, ideas } = session;
  for (const view of ['umap', 'principal'] as const) {
    const looking = session.look(view);
    if (view === 'umap')
      await expect.poll(() => lens.placing, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
    await looking;
    expect(session.toasts.current?.text()).toBeUndefined();
    expect([lens.shownView, lens.placing]).toEqual([view, null]);
    expect(session.palette?.tiles.length).toBeGreaterThan(0);
    // On a point one hears the segment of that point, wherever the view has it.
    const point = lens.points[40];
    if (point === undefined) throw new Error('no point');
    await played(point);
    expect(ideas.pad.shares[0]?.song).toBe(point.song);
    const { provenance } = session.player.sounding ?? {};
    expect(provenance).toMatchObject({ from: 'pad', lens: view });
    // Between points it is another phrase than the plane has at the same numbers.
    const between = { x: point.x + 0.03, y: point.y - 0.02 };
    await played(between);
    const inView = notes();
    pressMemory(session, 'A', true);
    session.desk.keep();
    const [sketch] = session.sketches.list;
    await session.look('plane');
    expect(lens.points).toBe(session.model.points);
    await played(between);
    expect(notes()).not.toEqual(inView);
    // The memory is shown on the plane at the point nearest to it, which says so, and sounds as it was kept.
    expect(lens.shown(session.memories.of('A')?.place ?? null)).toMatchObject({ near: true });
    const there = lens.shown({ x: point.x, y: point.y, lens: view });
    expect(there, 'a point is the same music in every view').not.toHaveProperty('near');
    const before = session.player.sounding;
    pressMemory(session, 'A', false);
    await expect.poll(() => session.player.sounding !== before, { timeout: 30_000 }).toBe(true);
    expect(notes()).toEqual(inView);
    if (sketch === undefined) throw new Error('no sketch');
    await session.again.make(sketch);
    expect(session.toasts.current?.text()).toMatch(/note for note/u);
    session.toasts.dismiss();
  }
}, 120_000);

it('gives a view up that is not placed yet', async () => {
  const { lens } = session;
  const looking = session.look('tsne');
  await expect.poll(() => lens.placing, { timeout: 30_000 }).not.toBeNull();
  await lens.cancel();
  await looking;
  expect([lens.view, lens.placing, lens.shownView]).toEqual(['plane', null, 'plane']);
  expect(session.toasts.current).toBeNull();
});

it('shows the notes of a hovered point in the roll, and the points of selected notes on the map', () => {
  const { links, model, desk } = session;
  const point = model.points.find(({ bar }) => bar === 5);
  if (point === undefined) throw new Error('no point');
  links.hovered = point;
  const notesOf = (): number =>
    (links.notes?.pitched.length ?? 0) + (links.notes?.drums.length ?? 0);
  expect(links.notes?.song.hash).toBe(point.song);
  expect(notesOf()).toBeGreaterThan(0);
  session.ideas.open(point);
  expect(links.lit).toEqual([]);
  links.selected = [0];
  expect(links.lit).toEqual([point]);
  links.hovered = null;
  expect(links.notes).toBeNull();
  expect(desk.shown?.provenance).toMatchObject({ from: 'song', tick: point.tick });
});

it('knows which part stands out in a segment', () => {
  const parts = new Set(session.model.points.map(({ part }) => part));
  expect(parts.size, 'all points have one colour').toBeGreaterThan(2);
});
