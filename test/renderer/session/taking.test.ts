/** Recording from each of a person's keys – those on the screen, letters, a MIDI keyboard: what she played is there, where she played it, as one step. */
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '#main/protocol/connect.ts';
import { loop } from '#main/protocol/loop.ts';
import { midi } from '#main/protocol/midi.ts';
import { serve } from '#main/protocol/serve.ts';
import { Player as PagePlayer } from '#renderer/player/player.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { SILENT, silentSession } from '../silent-session.ts';

/** Seconds of a beat, and of a bar, at 120 a minute. */
const BEAT = 0.5;
const BAR = 4 * BEAT;

let now = 0;
let page: PagePlayer;
let session: Session;
let clicks = 0;
let plugged: (bytes: readonly number[]) => void;

beforeEach(async () => {
  now = 10;
  clicks = 0;
  const instrument = {
    lookAhead: 0.1,
    noteOn: () => undefined,
    noteOff: () => undefined,
    withdraw: () => undefined,
    dispose: () => undefined,
  };
  page = new PagePlayer(
    { instrument: () => instrument, metronome: { ...instrument, noteOn: () => void clicks++ } },
    { now: () => now, run: () => undefined, rest: () => undefined },
  );
  // A page of tests has bytes of two kinds, and a copy would be of the wrong one.
  vi.stubGlobal('structuredClone', (value: unknown) => value);
  const [near, far] = loop();
  const done = () => ({});
  const { emit } = serve(midi, far, {
    ports: () => ({ inputs: [], outputs: [] }),
    now: () => ({ seconds: now }),
    play: done,
    set: done,
    manner: done,
    steer: done,
    send: done,
    stop: done,
    panic: done,
    release: done,
    listen: done,
    unlisten: done,
    monitor: done,
    thru: done,
  });
  plugged = (bytes) =>
    emit('heard', { input: 'Keys', messages: [{ seconds: now, bytes: Uint8Array.from(bytes) }] });
  const sound = {
    ...SILENT,
    now: () => now,
    play: page.play.bind(page),
    swap: page.swap.bind(page),
    replace: page.replace.bind(page),
    seek: page.seek.bind(page),
    stop: () => page.stop(),
    panic: () => page.stop(),
    place: () => page.place(),
    playing: () => page.playing,
    setClick: (on: boolean) => {
      page.metronomeOn = on;
    },
  };
  const doors = { midi: connect(midi, near) };
  ({ session } = silentSession(() => now * 1000, {}, undefined, doors, sound));
  session.hands.inputs.hear('Keys', true);
  const phrase = { notes: [], length: 2 * 1920, bpm: 120, programs: {} };
  const sketch = session.sketches.keep({ phrase, provenance: { from: 'hand' } });
  session.desk.open(sketch.id);
  flushSync();
  await arrived();
});
afterEach(() => {
  vi.unstubAllGlobals();
  page.stop();
});

/** Lets time pass frame by frame. */
async function pass(seconds: number): Promise<void> {
  const end = now + seconds;
  while (now < end - 1e-9) {
    now = Math.min(end, now + 1 / 50);
    page.pulse();
    session.player.tick();
    session.hands.tick();
  }
  await arrived();
}

/** What is on the wire has come: a round trip over it ends behind everything that was sent before. */
async function arrived(): Promise<void> {
  for (let trip = 0; trip < 20; trip++) await session.hands.inputs.refresh();
  flushSync();
}

/** A key of each kind: 0 is the lowest, C4. */
const KEYS = {
  screen: {
    down: (key: number) => session.hands.keyboard.press(60 + key),
    up: (key: number) => session.hands.keyboard.release(60 + key),
  },
  letters: {
    down: (key: number) => void session.hands.keyboard.typed(CODES[key] ?? '', false),
    up: (key: number) => session.hands.keyboard.untyped(CODES[key] ?? ''),
  },
  midi: {
    down: (key: number) => plugged([0x95, 60 + key, 96]),
    up: (key: number) => plugged([0x85, 60 + key, 0]),
  },
} as const;
const CODES = ['KeyA', 'KeyW', 'KeyS', 'KeyE', 'KeyD', 'KeyF', 'KeyT', 'KeyG'];

const entries = (): number => session.workspace.history.past.length;
const notes = () =>
  (session.sketches.current?.lanes ?? [])
    .flatMap((lane) => lane.notes)
    .map(({ pitch, start, end }) => [pitch, Math.round(start), Math.round(end)]);

describe.each(['screen', 'letters', 'midi'] as const)('from %s', (source) => {
  const { down, up } = KEYS[source];
  beforeEach(() => session.hands.keyboard.type(source === 'letters'));

  async function play(key: number, seconds: number): Promise<void> {
    down(key);
    await arrived();
    await pass(seconds);
    up(key);
    await arrived();
  }

  it('counts a bar, keeps what is played in every round of the loop, and is one step', async () => {
    const { take } = session.hands;
    const before = entries();
    await take.toggle();
    await pass(BAR);
    expect(clicks).toBeGreaterThanOrEqual(4);
    await pass(BEAT);
    await play(0, BEAT);
    // Two bars come round; in the second round something is played over the first.
    await pass(2 * BAR);
    await play(4, BEAT);
    await pass(BEAT / 5);
    expect(entries()).toBe(before);
    take.end();
    flushSync();
    expect(entries()).toBe(before + 1);
    const [first, second, ...none] = notes();
    expect(none).toEqual([]);
    expect(first?.[0]).toBe(60);
    expect(Math.abs((first?.[1] ?? 0) - 480)).toBeLessThan(48);
    expect(second?.[0]).toBe(64);
    expect(Math.abs((second?.[1] ?? 0) - 960)).toBeLessThan(48);
    session.desk.undo();
    expect(notes()).toEqual([]);
    session.player.stop();
  });

  it('is drawn to the grid that was chosen, where one was', async () => {
    const { take } = session.hands;
    session.preferences.setRecordGrid(240);
    await take.toggle();
    await pass(BAR + 0.06);
    await play(0, BEAT);
    await pass(BEAT / 3);
    await play(4, BEAT);
    take.end();
    flushSync();
    expect(notes().map(([pitch, start]) => [pitch, start])).toEqual([
      [60, 0],
      [64, 720],
    ]);
    session.desk.undo();
    session.preferences.setRecordGrid(null);
    session.player.stop();
  });

  it('writes by steps, a chord in one, while nothing plays', async () => {
    const { take } = session.hands;
    take.step(true);
    if (source === 'letters') session.hands.keyboard.type(true);
    down(0);
    down(4);
    await pass(0.1);
    up(0);
    up(4);
    await arrived();
    await play(7, 0.1);
    expect(
      notes().toSorted((a, b) => (a[1] ?? 0) - (b[1] ?? 0) || (a[0] ?? 0) - (b[0] ?? 0)),
    ).toEqual([
      [60, 0, 240],
      [64, 0, 240],
      [67, 240, 480],
    ]);
    expect(session.player.playhead()).toBe(480);
    take.step(false);
  });

  it('is kept afterwards though nobody pressed record, with the silences between', async () => {
    const count = session.sketches.list.length;
    await play(0, BEAT);
    await pass(BEAT);
    await play(7, BEAT);
    session.hands.take.keepPlayed();
    flushSync();
    expect(session.sketches.list).toHaveLength(count + 1);
    expect(notes()).toEqual([
      [60, 0, 480],
      [67, 960, 1440],
    ]);
    session.desk.undo();
    expect(session.sketches.list).toHaveLength(count);
  });
});
