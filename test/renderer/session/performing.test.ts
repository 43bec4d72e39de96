/** Playing the map and keeping it: what was heard is there to be edited, and the hand that moves by itself is in time. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lane } from '#main/project/project.ts';
import type { Phrase } from '#main/music/phrase.ts';
import { playableOfPhrase } from '#renderer/session/playable.ts';
import { Player as PagePlayer } from '#renderer/player/player.ts';
import type { Sound } from '#renderer/session/doors.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { SILENT, silentSession } from '../silent-session.ts';

const OPEN_SHAPE = { temperature: 0, density: 0.5, seed: 1 };

/** A bar of quarters of one pitch at 120 a minute. */
const phraseOf = (pitch: number): Phrase => ({
  notes: [0, 480, 960, 1440].map((start) => ({
    part: 'melody',
    pitch,
    velocity: 90,
    start,
    end: start + 480,
  })),
  length: 1920,
  bpm: 120,
  programs: {},
});

let now = 0;
let page: PagePlayer;
let rig: ReturnType<typeof silentSession>;

beforeEach(() => {
  now = 10;
  const instrument = {
    lookAhead: 0.1,
    noteOn: () => undefined,
    noteOff: () => undefined,
    withdraw: () => undefined,
    dispose: () => undefined,
  };
  page = new PagePlayer(
    { instrument: () => instrument, metronome: instrument },
    { now: () => now, run: () => undefined, rest: () => undefined },
  );
  const sound: Sound = {
    ...SILENT,
    now: () => now,
    play: (timeline, position) => page.play(timeline, position),
    swap: (timeline, boundary) => page.swap(timeline, boundary),
    replace: (timeline) => page.replace(timeline),
    seek: (position) => page.seek(position),
    stop: () => page.stop(),
    panic: () => page.stop(),
    place: () => page.place(),
    playing: () => page.playing,
  };
  rig = silentSession(() => now * 1000, {}, undefined, {}, sound);
});
afterEach(() => page.stop());

/** Lets time pass frame by frame. */
function pass(seconds: number): void {
  const end = now + seconds;
  while (now < end - 1e-9) {
    now = Math.min(end, now + 1 / 50);
    page.pulse();
    rig.session.player.tick();
    rig.session.performing.tick();
    rig.session.motion.tick();
  }
}

/** A bar of quarters of one pitch, as the pad would offer it. */
function offer(pitch: number): Promise<void> {
  const { session } = rig;
  const origin = { from: 'pad', x: 0, y: 0, model: 'm', shape: OPEN_SHAPE } as const;
  return session.player.offer(
    playableOfPhrase(phraseOf(pitch), { x: 0, y: 0 }, origin, session.workspace.project),
  );
}

/** Pitch and start of the notes of the newest sketch. */
const kept = (): readonly (readonly [number, number])[] =>
  (rig.session.sketches.list[0]?.lanes ?? []).flatMap(({ notes }) =>
    notes.map(({ pitch, start }) => [pitch, start] as const),
  );

it('keeps a performance with its swaps as notes, without leaving the music', async () => {
  const { session } = rig;
  session.performing.toggle();
  await offer(60);
  pass(1.5);
  await offer(64);
  // The first bar lasts two seconds from its beginning.
  pass(2.6);
  session.performing.toggle();
  expect(session.player.running).toBe(true);
  expect(session.sketches.open, 'whoever performs is not brought to the roll').toBeNull();
  expect(kept().slice(0, 6)).toEqual([
    [60, 0],
    [60, 480],
    [60, 960],
    [60, 1440],
    [64, 1920],
    [64, 2400],
  ]);
  expect(session.sketches.list[0]?.length).toBe(2 * 1920 + (kept().length > 8 ? 1920 : 0));
  session.toasts.current?.action?.run();
  expect(session.sketches.open).toBe(session.sketches.list[0]?.id);
});

it('ends a performance with the music, and opens it', async () => {
  const { session } = rig;
  await offer(60);
  pass(0.1);
  session.performing.toggle();
  pass(1.7);
  session.player.stop();
  session.performing.tick();
  expect(session.performing.recording).toBe(false);
  expect(kept().map(([pitch]) => pitch)).toEqual([60, 60, 60, 60]);
  expect(session.sketches.open).toBe(session.sketches.list[0]?.id);
});

it('keeps what sounded though nobody pressed record, after the music stopped too', async () => {
  const { session } = rig;
  await offer(60);
  pass(1.9);
  session.player.stop();
  pass(5);
  session.performing.keepHeard();
  expect(kept().length).toBe(4);
  session.desk.undo();
  expect(session.sketches.list).toEqual([]);
});

it('says so where nothing sounded', () => {
  rig.session.performing.keepHeard();
  expect(rig.session.sketches.list).toEqual([]);
  expect(rig.session.toasts.current?.text()).toMatch(/Nothing sounded/u);
});

it('moves the hand in time with the music, and stops where the hand itself leads', async () => {
  const { session } = rig;
  const { motion } = session;
  motion.hand({ x: 0, y: 0 });
  motion.chosen = 'line';
  motion.beats = 4;
  motion.size = 0.5;
  await offer(60);
  motion.toggle();
  // A quarter of the way at 120 a minute is half a second.
  pass(0.5);
  expect(session.ideas.pad.cursor?.x).toBeCloseTo(0.5, 1);
  pass(1);
  expect(session.ideas.pad.cursor?.x).toBeCloseTo(-0.5, 1);
  motion.speed = 2;
  motion.hand({ x: 0.9, y: 0.9 });
  pass(1);
  expect(motion.moving).toBe(false);
  expect(session.ideas.pad.cursor).toEqual({ x: 0.9, y: 0.9 });
});

it('records how the hand moved and plays it again; a drawn line starts at once', async () => {
  const { session } = rig;
  const { motion } = session;
  await offer(60);
  motion.hand({ x: -0.5, y: 0 });
  motion.record();
  pass(1);
  motion.hand({ x: 0.5, y: 0 });
  pass(1);
  motion.record();
  expect(motion.paths.map(({ name, beats }) => [name, beats])).toEqual([['Path 1', 4]]);
  motion.toggle();
  pass(0.5);
  expect(session.ideas.pad.cursor?.x).toBeCloseTo(0, 1);
  motion.drawing = true;
  motion.hand({ x: 0, y: -0.5 });
  motion.hand({ x: 0, y: 0.5 });
  motion.released();
  expect(motion.moving).toBe(true);
  expect(motion.drawing).toBe(false);
  expect(motion.paths).toHaveLength(2);
  motion.forget();
  expect(motion.paths).toHaveLength(1);
  session.desk.undo();
  expect(motion.paths).toHaveLength(2);
});

it('glides to a memory within the beats that were set, and back to the centre when let go', async () => {
  const { session } = rig;
  const { motion } = session;
  await offer(60);
  motion.hand({ x: -1, y: 0 });
  motion.glideBeats = 2;
  motion.release = 'centre';
  motion.go({ x: 1, y: 0 });
  pass(0.5);
  expect(session.ideas.pad.cursor?.x).toBeCloseTo(0, 1);
  pass(1);
  expect(session.ideas.pad.cursor).toEqual({ x: 1, y: 0 });
  motion.released();
  pass(1.2);
  expect(session.ideas.pad.cursor).toEqual({ x: 0, y: 0 });
});

it('goes from memory to memory, and says what it needs for that', () => {
  const { session } = rig;
  const { motion } = session;
  motion.chosen = 'memories';
  expect(motion.whyNot).toMatch(/two places/u);
  session.memories.put('A', { place: { x: -0.5, y: 0 }, phrase: null });
  session.memories.put('C', { place: { x: 0.5, y: 0 }, phrase: null });
  expect(motion.whyNot).toBeNull();
});

it('asks nobody about a hand that only moved', () => {
  const { session } = rig;
  session.ideas.move({ x: 0.25, y: -0.5 });
  session.workspace.remember();
  expect(session.workspace.project.pad?.place).toEqual({ x: 0.25, y: -0.5 });
  expect(session.workspace.edited).toBe(false);
});

it('writes place, shape, memories and ways into the project, and is so again when it is opened', () => {
  const { session } = rig;
  session.ideas.move({ x: 0.25, y: -0.5 });
  session.shape.density = 0.7;
  session.memories.put('B', { place: { x: 0.1, y: 0.2 }, phrase: null });
  session.workspace.remember();
  const packed = unpack(pack(session.workspace.history));
  if ('kind' in packed) throw new Error('the project is whole');
  const other = silentSession().session;
  other.workspace.openHistory(packed.history);
  other.ideas.restore(other.workspace.project.pad);
  expect(other.ideas.pad.cursor).toEqual({ x: 0.25, y: -0.5 });
  expect(other.shape.density).toBe(0.7);
  expect(other.memories.of('B')?.place).toEqual({ x: 0.1, y: 0.2 });
});

/** The lane of the melody of what sounds. */
function melody(): Lane {
  const lane = rig.session.player.sounding?.lanes.find(({ part }) => part === 'melody');
  if (lane === undefined) throw new Error('nothing sounds');
  return lane;
}

it('a phrase that waits hears of a mute, and takes over on the bar of a tempo that was set meanwhile', async () => {
  const { session } = rig;
  await offer(60);
  pass(0.5);
  await offer(64);
  session.desk.setTempo(240);
  session.desk.setLane(melody(), { muted: true });
  // A quarter of the bar at 120 a minute and the rest of it at 240: the wait is shorter than it was.
  pass(1.2);
  expect(session.player.queued).toBeNull();
  const place = page.place();
  expect(place?.timeline.tempos[0]?.microsecondsPerQuarter).toBe(250_000);
  expect(place?.timeline.lanes.find(({ id }) => id === 'melody')).toMatchObject({ muted: true });
  expect(session.player.sounding?.lanes[0]?.notes[0]?.pitch).toBe(64);
});

it('a fader that is moved in the last moment before a boundary does not throw away what waits there', async () => {
  const { session } = rig;
  await offer(60);
  pass(0.5);
  await offer(64);
  pass((session.player.queued?.at ?? 0) - now - 0.02);
  expect(session.player.queued).not.toBeNull();
  session.desk.setLane(melody(), { volume: 0.5 });
  pass(0.2);
  expect(session.player.sounding?.lanes[0]?.notes[0]?.pitch).toBe(64);
  const heard = page.place()?.timeline.lanes.find(({ id }) => id === 'melody');
  expect(heard).toMatchObject({ volume: 0.5, notes: [{ pitch: 64 }, {}, {}, {}] });
});
