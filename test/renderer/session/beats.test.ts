// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Other beats for a song: what is learned of it lies on the grid, what is heard stays, and undo gives the old song back. */
import { expect, it } from 'vitest';
import { offGridShare } from '#main/music/grid.ts';
import type { Piece } from '#main/music/piece.ts';
import { secondsOf } from '#main/music/tempo-map.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { columnsOf } from '#main/segments/columns.ts';
import { cut } from '#main/segments/cut.ts';
import type { GridRepresentation } from '#main/segments/representation.ts';
import { rollOf } from '#main/segments/roll.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';
import type { Session } from '#renderer/session/session.svelte.ts';
import { songInputOf } from '#renderer/session/song.ts';
import { silentSession } from '../silent-session.ts';

const FIRST = 0.37;
const BPM = 93;

/** A melody of quarters at 93 from .37 s on, in a file that counts at 120: what a recording without a click gives. */
function recording(parts = 1): Uint8Array {
  const beat = (60 / BPM / parts) * 960;
  const notes = Array.from({ length: 64 * parts }, (_, index) => {
    const start = Math.round(FIRST * 960 + index * beat);
    return { pitch: 60 + (index % 7), velocity: 90, start, end: start + 90, channel: 0 };
  });
  const piece: Piece = {
    name: 'take',
    format: 0,
    division: 480,
    tracks: [{ name: 'Lead', notes, events: [], end: 1e5 }],
    tempos: [{ tick: 0, microsecondsPerQuarter: 500_000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    keys: [],
    repaired: [],
  };
  return Uint8Array.from(writeMidi(piece));
}

async function withTake(bytes = recording()): Promise<Session> {
  const { session } = silentSession();
  session.preferences.setLearnOnDrop(false);
  await session.import([{ name: 'take.mid', read: () => Promise.resolve(bytes) }]);
  return session;
}
const only = ({ songs }: Session) => {
  const [song] = songs.list;
  if (song === undefined) throw new Error('no song');
  return song;
};

const GRID: GridRepresentation = {
  time: 'grid',
  stepsPerBeat: 4,
  steps: 16,
  hop: 16,
  parts: 'apart',
  drums: false,
  coverage: 1,
  commonKey: false,
};

/** In which steps of its windows something begins. */
function stepsOf({ piece, parts }: ReturnType<typeof only>): ReadonlySet<number> {
  const roled = { piece, parts };
  const columns = columnsOf([roled], GRID);
  const roll = rollOf(piece, parts, GRID, columns);
  const steps = new Set<number>();
  for (const { cells } of cut(0, piece, roll, GRID))
    cells.forEach((on, index) => {
      const column = columns[index % columns.length];
      if (on === 1 && column?.kind === 'onset') steps.add(Math.floor(index / columns.length));
    });
  return steps;
}

it('a recording says that it misses the grid, and its windows learn quarters once tempo and first bar are told', async () => {
  const session = await withTake();
  const before = only(session);
  expect(session.songs.rows).toMatchObject([{ outcome: 'off-grid', song: before.hash }]);
  expect(stepsOf(before).size).toBeGreaterThan(8);
  session.songs.selected = before.hash;
  session.beats.begin(before);
  session.beats.way = 'tempo';
  expect(session.beats.first).toBeCloseTo(FIRST, 2);
  session.beats.bpm = BPM;
  session.beats.first = FIRST;
  expect(session.beats.share).toBe(0);
  expect(await session.beats.keep()).toBe(true);

  const after = only(session);
  expect(offGridShare(after.piece, 4)).toBe(0);
  expect([...stepsOf(after)].sort((a, b) => a - b)).toEqual([0, 4, 8, 12]);
  expect(after).toMatchObject({ name: before.name, colour: before.colour, parts: before.parts });
  // What an engine is sent are the bytes of the new beats.
  expect(songInputOf(after).bytes).not.toEqual(songInputOf(before).bytes);
  expect(Math.abs(secondsOf(after.piece) - secondsOf(before.piece))).toBeLessThan(4 * (60 / BPM));
  expect(session.songs.selected).toBe(after.hash);
  expect(session.songs.rows).toEqual([]);
  session.desk.undo();
  expect(only(session)).toBe(before);
  expect(session.songs.selected).toBe(before.hash);
  session.desk.redo();
  expect(only(session)).toBe(after);
});

it('taps of an uneven hand are enough, and too few or too hasty ones say so in both languages', async () => {
  const session = await withTake();
  const { beats } = session;
  beats.begin(only(session));
  expect(beats.whyNot).toBe('Tap two beats or more.');
  expect(await beats.keep()).toBe(false);
  beats.taps = [1, 1.01];
  expect(beats.outcome).toBeNull();
  expect(beats.whyNot).toContain('between 10 and 500');
  overwriteGetLocale(() => 'zh-Hans');
  expect(beats.whyNot).toContain('每分钟 10 到 500 次');
  overwriteGetLocale(() => 'en');
  beats.taps = Array.from(
    { length: 16 },
    (_, index) => FIRST + (index * 60) / BPM + 0.03 * Math.sin(index * 7),
  );
  expect(beats.tapped).toBeCloseTo(BPM, -1);
  expect(beats.share).toBe(0);
  expect(await beats.keep()).toBe(true);
  expect([...stepsOf(only(session))].sort((a, b) => a - b)).toEqual([0, 4, 8, 12]);
});

it('while the song is silent a tap lets it begin instead of counting', async () => {
  const session = await withTake();
  session.beats.begin(only(session));
  session.beats.tap();
  await Promise.resolve();
  expect(session.beats.taps).toEqual([]);
});

it('a song that is gone while its beats are told is said to be gone', async () => {
  const session = await withTake();
  session.beats.begin(only(session));
  session.songs.remove(only(session).hash);
  expect(session.beats.whyNot).toContain('not in the project');
  expect(await session.beats.keep()).toBe(false);
});
