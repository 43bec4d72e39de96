/** What a part asks of the instrument behind its port – bank, program, transposition – is what the port hears, at any time of the music. */
import { expect, test } from 'vitest';
import { duet, faults } from './duet.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { allTo, readRoutes, routesOn, withRoute, type Routes } from '#renderer/session/routes.ts';

const lane = { program: 5, volume: 1, muted: false, soloed: false };
/** A bar of quarters, each a little shorter than its beat, where a beat is .48 s. */
const quarters = [60, 62, 64, 127].map((pitch, beat) => ({
  ...{ pitch, velocity: 90 },
  ...{ start: beat * 480, end: beat * 480 + 400 },
}));
const timeline: Timeline = {
  tempos: [{ tick: 0, microsecondsPerQuarter: 480_000 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  length: 1920,
  loop: { from: 0, to: 1920 },
  lanes: [
    { ...lane, id: 'melody', part: 'melody', notes: quarters },
    { ...lane, id: 'drums', part: 'drums', notes: quarters },
  ],
};

const chosen: Routes = {
  melody: { output: 'A', channel: 3, transpose: -12, bank: { msb: 1, lsb: 33 }, program: 89 },
  drums: { output: 'A', channel: 9, transpose: 7, program: 16 },
};

test('bank, program and transposition of a part are heard before and in its notes, drums stay where they are', async () => {
  const { ports, live, wait, both } = await duet();
  live.route(chosen);
  await live.measure();
  both((player, give) => player.play(give(timeline), 0));
  await wait(1.9);
  const said = (status: number): readonly (readonly number[])[] =>
    ports.sent.filter(({ bytes }) => bytes[0] === status).map(({ bytes }) => bytes.slice(1));
  expect(said(0xb3).slice(0, 2)).toEqual([
    [0, 1],
    [32, 33],
  ]);
  expect(said(0xc3)).toEqual([[89]]);
  expect(said(0xc9)).toEqual([[16]]);
  expect(said(0x93).map(([pitch]) => pitch)).toEqual([48, 50, 52, 115]);
  expect(said(0x99).map(([pitch]) => pitch)).toEqual([60, 62, 64, 127]);
  const kinds = ports.sent.map(({ bytes: [status = 0] }) => status);
  expect(kinds.lastIndexOf(0xc3)).toBeLessThan(kinds.indexOf(0x93));
});

test('chosen anew within a note: the note that sounds ends as it began, the next is where it belongs', async () => {
  const { ports, live, wait, both } = await duet();
  live.route(chosen);
  await live.measure();
  both((player, give) => player.play(give(timeline), 0));
  await wait(0.7);
  live.route(withRoute(chosen, 'melody', { output: 'A', channel: 3, transpose: 24, program: 4 }));
  both((player, give) => player.replace(give(timeline)));
  await wait(1.2);
  const pitches = ports.sent.filter(({ bytes }) => bytes[0] === 0x93).map(({ bytes }) => bytes[1]);
  // What would leave the keyboard stays on it by octaves.
  expect(pitches.slice(-2)).toEqual([88, 127]);
  expect(ports.sent.filter(({ bytes }) => bytes[0] === 0xc3).map(({ bytes }) => bytes[1])).toEqual([
    89, 4,
  ]);
  both((player) => player.stop());
  await wait(0.1);
  expect(faults(ports)).toEqual({ doubled: 0, early: 0, hanging: 0 });
});

test('is kept as it was chosen, goes along to another port, and nonsense in what was kept harms nothing else', () => {
  expect(readRoutes(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  expect(allTo('B', chosen).melody).toEqual({ ...chosen.melody, output: 'B' });
  const nonsense = { transpose: 1000, bank: { msb: 300, lsb: 0 }, program: 'loud' };
  const read = readRoutes({
    melody: { output: 'A', channel: 3, ...nonsense },
    bass: { output: 7 },
  });
  expect(read.melody).toMatchObject({ output: 'A', channel: 3 });
  expect(read.melody?.transpose).toBeUndefined();
  expect(read.melody?.bank).toBeUndefined();
  expect(read.melody?.program).toBeUndefined();
  expect(read.bass).toBeUndefined();
});

test('switched off, a part is the page’s again and its port is given back, silent; what was chosen for it is kept', async () => {
  const { ports, page, live, wait, both } = await duet();
  let open = 0;
  const opening = ports.open.bind(ports);
  ports.open = async (id) => {
    const port = await opening(id);
    open += 1;
    return { ...port, close: () => void (open -= 1) };
  };
  const alone: Routes = { melody: { output: 'A', channel: 3, program: 89 } };
  live.route(routesOn(alone));
  await live.measure();
  both((player, give) => player.play(give(timeline), 0));
  await wait(0.7);
  expect(open).toBe(1);
  expect(page.struck.some(({ lane: id }) => id === 'melody')).toBe(false);
  const off = withRoute(alone, 'melody', { output: 'A', channel: 3, program: 89, off: true });
  expect(routesOn(off)).toEqual({});
  expect(readRoutes(JSON.parse(JSON.stringify(off)))).toEqual(off);
  live.route(routesOn(off));
  both((player, give) => player.replace(give(timeline)));
  await wait(0.1);
  expect(open).toBe(0);
  const { length } = ports.sent;
  await wait(1);
  expect(ports.sent).toHaveLength(length);
  expect(faults(ports)).toEqual({ doubled: 0, early: 0, hanging: 0 });
  expect(page.struck.some(({ lane: id }) => id === 'melody')).toBe(true);
  // Another port that is chosen is meant to play.
  expect(routesOn(allTo('B', off)).melody).toMatchObject({ output: 'B', program: 89 });
});
