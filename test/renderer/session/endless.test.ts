// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** The endless medley parts of songs, and finding music again, on the demo model: what goes on by itself stops being its own where a hand takes over. */
import { beforeEach, expect, it } from 'vitest';
import type { Sound } from '#renderer/session/doors.ts';
import { findOnMap } from '#renderer/session/find.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { demoSongs } from '../../engine/demo.ts';
import { SILENT, silentSession } from '../silent-session.ts';
import { demoModel, realAnswering } from './real-engines.ts';

let session: Session;
let now = 0;
/** When what was offered last takes over: in four seconds. */
const sound: Sound = {
  ...SILENT,
  now: () => now,
  swap: () => now + 4,
  place: () => ({ tick: 0, running: true }),
};

beforeEach(async () => {
  now = 0;
  ({ session } = silentSession(
    () => now * 1000,
    {},
    undefined,
    { answering: realAnswering() },
    sound,
  ));
  await session.openDemo({ songs: demoSongs(), model: Uint8Array.from(demoModel()) });
}, 120_000);

function frame(): void {
  session.player.tick();
  session.endless.tick();
}

const begin = (): number | undefined => {
  const { provenance } = session.player.sounding ?? {};
  return provenance?.from === 'medley' ? provenance.begin : undefined;
};

it('goes on and on: each stretch takes over from the one before, until something else is played', async () => {
  const { endless, player } = session;
  await endless.toggle();
  expect(begin()).toBe(0);
  for (const next of [64, 128, 192]) {
    frame();
    await expect.poll(() => player.queued !== null).toBe(true);
    now += 5;
    frame();
    expect(begin()).toBe(next);
  }
  // The walk can be made again from what it says of itself.
  expect(player.sounding?.provenance).toMatchObject({ steps: 64, begin: 192, variety: 0.15 });
  await expect.poll(() => player.queued !== null).toBe(true);
  session.ideas.move({ x: 0.3, y: -0.2 });
  await expect.poll(() => player.queued?.playable.provenance.from).toBe('pad');
  now += 5;
  frame();
  expect(endless.on).toBe(false);
}, 60_000);

it('goes on when a fader is moved or a tempo is set, and what waits still waits for the end of its stretch', async () => {
  const { endless, player, desk } = session;
  await endless.toggle();
  frame();
  await expect.poll(() => player.queued !== null).toBe(true);
  const [lane] = player.sounding?.lanes ?? [];
  if (lane === undefined) throw new Error('nothing sounds');
  desk.setLane(lane, { volume: 0.3 });
  desk.setTempo(90);
  frame();
  expect([endless.on, player.queued?.boundary]).toEqual([true, 'phrase']);
  now += 5;
  frame();
  expect([endless.on, begin()]).toEqual([true, 64]);
  expect(player.sounding?.lanes[0]?.volume).toBe(0.3);
}, 60_000);

it('does not begin again by itself where the music was stopped while the next stretch was made', async () => {
  const { endless, player } = session;
  await endless.toggle();
  frame();
  player.stop();
  await expect.poll(() => endless.on).toBe(false);
  expect([player.running, player.queued, begin()]).toEqual([false, null, 0]);
}, 60_000);

it('stops a hand that moves by itself, whose next move would end the walk', async () => {
  session.motion.toggle();
  expect(session.motion.moving).toBe(true);
  await session.endless.toggle();
  expect(session.motion.moving).toBe(false);
  expect(session.endless.on).toBe(true);
});

it('ends with what sounds when it is switched off', async () => {
  const { endless, player } = session;
  await endless.toggle();
  await endless.toggle();
  frame();
  frame();
  expect(endless.on).toBe(false);
  expect(player.queued).toBeNull();
  expect(begin()).toBe(0);
}, 60_000);

it('stays stopped where an answer was on its way, and the next move of the hand starts the music again', async () => {
  const { ideas, player } = session;
  ideas.move({ x: 0.3, y: -0.2 });
  await expect.poll(() => player.running).toBe(true);
  ideas.move({ x: -0.5, y: 0.1 });
  player.stop();
  await expect.poll(() => player.sounding?.place).toEqual({ x: -0.5, y: 0.1 });
  expect(player.running).toBe(false);
  ideas.move({ x: 0.1, y: 0.1 });
  await expect.poll(() => player.running).toBe(true);
});

it('blends the typical bar of a song, another, or the mean of all, and goes from bar to bar in steps', async () => {
  const { ideas, blendable, blending, model, player, sketches } = session;
  const [one, other] = blendable.songs;
  if (one === undefined || other === undefined) throw new Error('the demo has songs');
  const bar = blendable.bars.get(one.hash)?.[6] ?? 0;
  const typical = model.typicalBarOf(one.hash);
  expect(blendable.bars.get(one.hash)).toContain(typical);
  expect(typical).not.toBe(bar);
  ideas.fade(one.hash, 1);
  await expect
    .poll(() => player.sounding?.provenance)
    .toMatchObject({ from: 'blend', weights: [{ song: one.hash, bar: typical, weight: 1 }] });
  player.stop();
  ideas.chooseStretch(one.hash, 'all');
  await expect
    .poll(() => player.sounding?.provenance)
    .toHaveProperty('weights', [{ song: one.hash, weight: 1 }]);
  const whole = player.sounding?.phrase.notes;
  player.stop();
  ideas.chooseStretch(one.hash, bar);
  await expect
    .poll(() => player.sounding?.provenance)
    .toMatchObject({ from: 'blend', weights: [{ song: one.hash, bar, weight: 1 }] });
  expect(player.sounding?.phrase.notes).not.toEqual(whole);
  blending.steps = 3;
  await ideas.list();
  expect(sketches.list).toHaveLength(3);
  expect(sketches.list[0]?.provenance).toMatchObject({
    from: 'between',
    start: { song: one.hash, bar },
    end: { song: other.hash },
  });
}, 60_000);

it('finds what is shown on the map again: its place, and the songs that it is like', async () => {
  const { ideas, player, model, songs, sketches, desk, toasts } = session;
  const point = model.points.find(({ song }) => song === songs.list[2]?.hash);
  if (point === undefined) throw new Error('the demo has a map');
  await ideas.hear(point);
  player.stop();
  desk.keep();
  expect(sketches.list).toHaveLength(1);
  ideas.pad.cursor = { x: 1, y: 1 };
  await findOnMap(session);
  const { x, y } = ideas.pad.cursor;
  expect(Math.hypot(x - point.x, y - point.y)).toBeLessThan(0.15);
  expect(toasts.current?.text()).toContain(songs.list[2]?.name);
}, 60_000);
