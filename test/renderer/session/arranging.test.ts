/** Arranging in a session: what is placed plays at once, is kept and written, and every step is one entry that undo takes back. */
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { ARRANGED } from '#main/project/arrangement.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import { clipKey } from '#renderer/arrange/clip-keys.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { silentSession } from '../silent-session.ts';

const PHRASE = {
  notes: [{ part: 'melody', pitch: 60, velocity: 80, start: 0, end: 480 }],
  length: 3840,
  bpm: 120,
  programs: {},
} as const;

function begun(): Session {
  const { session } = silentSession();
  session.sketches.keep({ phrase: PHRASE, provenance: { from: 'hand' } });
  flushSync();
  session.arranging.place(session.sketches.list[0]?.id ?? '', 'clips-1');
  flushSync();
  return session;
}

function press(session: Session, key: string, keys: Partial<KeyboardEvent> = {}): boolean {
  const { clip } = session.arranging;
  if (clip === null) throw new Error('no clip is chosen');
  const lanes = session.arranging.arrangement.lanes;
  const lane = lanes.find(({ clips }) => clips.some(({ id }) => id === clip.id))?.id ?? '';
  const event = { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...keys };
  const place = { clip, lanes: lanes.map(({ id }) => id), lane, bar: 1920, playhead: 1920 };
  const meant = clipKey(session.arranging, event, place);
  flushSync();
  return meant;
}

const clips = (session: Session) =>
  session.arranging.arrangement.lanes.map((lane) =>
    lane.clips.map(({ at, from, length }) => [at, from, length]),
  );

test('a clip is moved, trimmed, repeated, split, copied and removed by keys, each to be taken back', () => {
  const session = begun();
  const entries = () => session.workspace.history.past.length;
  const steps: readonly (readonly [string, Partial<KeyboardEvent>, unknown])[] = [
    ['ArrowRight', {}, [[[1920, 0, 3840]], []]],
    ['ArrowRight', { shiftKey: true }, [[[1920, 0, 5760]], []]],
    ['ArrowRight', { ctrlKey: true }, [[[3840, 1920, 3840]], []]],
    ['ArrowDown', {}, [[], [[3840, 1920, 3840]]]],
    ['r', {}, [[], [[3840, 1920, 7680]]]],
    ['ArrowLeft', {}, [[], [[1920, 1920, 7680]]]],
    ['ArrowLeft', { altKey: true }, [[], [[1800, 1920, 7680]]]],
    [
      'd',
      { ctrlKey: true },
      [
        [],
        [
          [1800, 1920, 7680],
          [9480, 1920, 7680],
        ],
      ],
    ],
    ['Delete', {}, [[], [[1800, 1920, 7680]]]],
  ];
  for (const [key, keys, expected] of steps) {
    const before = entries();
    const was = clips(session);
    expect(press(session, key, keys), key).toBe(true);
    expect(clips(session), key).toEqual(expected);
    expect(entries()).toBe(before + 1);
    session.desk.undo();
    flushSync();
    expect(clips(session)).toEqual(was);
    session.desk.redo();
    flushSync();
  }
  session.arranging.chosen = session.arranging.arrangement.lanes[1]?.clips[0]?.id ?? null;
  press(session, 's');
  expect(clips(session)[1]).toEqual([
    [1800, 1920, 120],
    [1920, 2040, 7560],
  ]);
  expect(press(session, 'x')).toBe(false);
});

test('what sounds is the arrangement as it is now; kept it is a sketch, opened in the roll', async () => {
  const session = begun();
  await session.arranging.play();
  flushSync();
  expect(session.player.sounding?.sketch).toBe(ARRANGED);
  expect(session.player.sounding?.length).toBe(3840);
  press(session, 'r');
  expect(session.player.sounding?.length).toBe(7680);
  session.desk.undo();
  flushSync();
  expect(session.player.sounding?.length).toBe(3840);
  session.arranging.open = true;
  session.desk.keep();
  flushSync();
  expect(session.arranging.open).toBe(false);
  expect(session.sketches.current).toMatchObject({ length: 3840, provenance: { from: 'hand' } });
  expect(session.sketches.list).toHaveLength(2);
});

test('a drag is one entry; Escape, and an undo in its midst, put the clip back', () => {
  const session = begun();
  const { clip } = session.arranging;
  if (clip === null) throw new Error('no clip');
  const before = session.workspace.project;
  const gesture = session.arranging.gesture('clip_move', clip);
  gesture.preview((so) => ({ ...so, arrangement: { ...so.arrangement, lanes: [] } }));
  gesture.cancel();
  expect(session.workspace.project).toBe(before);
});

test('what is written of all of it is at the tempo that it plays at', () => {
  const session = begun();
  session.desk.setTempo(60);
  press(session, 'r');
  const { whole } = session.arranging;
  if (whole === null) throw new Error('nothing is placed');
  const piece = pieceOfSketch(whole, session.player.factorOf(whole));
  expect(piece.tempos[0]?.microsecondsPerQuarter).toBe(1_000_000);
  expect(piece.tracks.flatMap(({ notes }) => notes.map(({ start }) => start))).toEqual([0, 3840]);
});

test('tempo and meter of the arrangement are set as they are heard, each one step, and are what is written', () => {
  const session = begun();
  const { arranging } = session;
  const entries = () => session.workspace.history.past.length;
  const before = entries();
  expect(arranging.courses.tempos).toEqual([{ tick: 0, bpm: 120 }]);
  arranging.courses.setTempo(1920, 90);
  arranging.courses.setMeter({ tick: 1920, numerator: 3, denominator: 4 });
  flushSync();
  expect(entries()).toBe(before + 2);
  expect(arranging.hasOwnCourse).toBe(true);
  const { whole } = arranging;
  if (whole === null) throw new Error('nothing is placed');
  const piece = pieceOfSketch(whole);
  const written = piece.tempos.map(({ microsecondsPerQuarter }) => 60e6 / microsecondsPerQuarter);
  expect(written.map(Math.round)).toEqual([120, 90]);
  const move = arranging.courses.move(1920);
  move.preview(960);
  move.preview(2880);
  move.cancel();
  flushSync();
  expect(arranging.courses.tempos.map(({ tick }) => tick)).toEqual([0, 1920]);
  // Where one tempo was set by hand for all that plays, the map is heard around it.
  session.desk.setTempo(240);
  flushSync();
  expect(arranging.courses.tempos.map(({ bpm }) => bpm)).toEqual([240, 180]);
  session.desk.undo();
  arranging.followClips();
  flushSync();
  expect(arranging.courses.tempos).toEqual([{ tick: 0, bpm: 120 }]);
  expect(arranging.hasOwnCourse).toBe(false);
});

test('what a finger carries to the lanes is placed where it is let go, and nowhere beside them or when it is lost', () => {
  const session = begun();
  const id = session.sketches.list[0]?.id ?? '';
  const shown = session.carrying.lanesAre((x) => (x < 0 ? null : { lane: 'clips-2', tick: x }));
  const hand = () => session.carrying.hand({ kind: 'sketch', id }, 'Mine');
  const count = session.workspace.history.past.length;
  const first = hand();
  first.move(960, 5);
  expect(session.carrying.now).toEqual({ name: 'Mine', x: 960, y: 5 });
  expect(session.carrying.landing).toEqual({ lane: 'clips-2', tick: 960 });
  first.cancel();
  hand().drop(-5, 0);
  expect(session.workspace.history.past.length).toBe(count);
  expect(session.carrying.now).toBeNull();
  hand().drop(1920, 0);
  flushSync();
  expect(clips(session)[1]).toEqual([[1920, 0, 3840]]);
  expect(session.workspace.history.past.length).toBe(count + 1);
  shown();
  hand().drop(0, 0);
  expect(session.workspace.history.past.length).toBe(count + 1);
});
