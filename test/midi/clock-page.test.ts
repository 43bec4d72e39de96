/** A drum machine beside the page: it starts, follows, jumps and stops with the music it has no lane of. */
import { expect, test } from 'vitest';
import type { Timeline } from '#main/transport/timeline.ts';
import { duet } from './duet.ts';

const [TICK, START, CONTINUE, STOP, POSITION] = [0xf8, 0xfa, 0xfb, 0xfc, 0xf2];
/** Two bars at 125 beats a minute, where a tick of the music is a millisecond and one of the clock 20. */
const bars: Timeline = {
  tempos: [{ tick: 0, microsecondsPerQuarter: 480000 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  length: 3840,
  loop: { from: 0, to: 3840 },
  lanes: [],
};

test('a port without a lane follows the page: start, ticks, a jump, another phrase, another tempo, stop', async () => {
  const { ports, live, wait, both, failures } = await duet();
  live.route({}, new Set(['B']));
  await live.measure();
  const words = () => ports.sent.filter(({ bytes }) => bytes[0] !== TICK).map(({ bytes }) => bytes);
  const gaps = () => {
    const ticks = ports.sent.filter(({ bytes }) => bytes[0] === TICK);
    return ticks.slice(1).map(({ seconds }, index) => seconds - (ticks[index]?.seconds ?? 0));
  };
  both((player, give) => player.play(give(bars), 0));
  await wait(9);
  expect(words()).toEqual([[START]]);
  expect(gaps().every((gap) => Math.abs(gap - 0.02) < 2e-4)).toBe(true);

  both((player, give) => player.swap(give({ ...bars }), 'beat'));
  await wait(2);
  expect(words()).toEqual([[START]]);
  expect(gaps().every((gap) => Math.abs(gap - 0.02) < 2e-4)).toBe(true);

  both((player) => player.seek(1920));
  await wait(1);
  expect(words()).toEqual([[START], [STOP], [POSITION, 16, 0], [CONTINUE]]);

  const before = gaps().length;
  const faster = { ...bars, tempos: [{ tick: 0, microsecondsPerQuarter: 240000 }] };
  both((player, give) => player.replace(give(faster)));
  await wait(1);
  // The page hands over a few hundredths of a second ahead.
  const after = gaps().slice(before + 4);
  expect(after.length).toBeGreaterThan(50);
  expect(after.every((gap) => Math.abs(gap - 0.01) < 2e-4)).toBe(true);

  both((player) => player.stop());
  await wait(0.1);
  expect(words().at(-1)).toEqual([STOP]);
  const { length } = ports.sent;
  await wait(1);
  expect(ports.sent).toHaveLength(length);
  expect(ports.sent.every(({ output }) => output === 'B')).toBe(true);
  expect(failures).toEqual([]);
});

test('a clock that is taken away stops the machine, one that is given while music plays starts it where the music is', async () => {
  const { ports, live, wait, both } = await duet();
  await live.measure();
  both((player, give) => player.play(give(bars), 0));
  await wait(0.55);
  live.route({}, new Set(['A']));
  await live.measure();
  await wait(0.5);
  const first = ports.sent.slice(0, 3).map(({ bytes }) => bytes);
  // The page has been heard for a little over half a second: past the fourth sixteenth of 0.12 s.
  expect(first).toEqual([[POSITION, 5, 0], [CONTINUE], [TICK]]);
  live.route({});
  await wait(0.1);
  expect(ports.sent.at(-1)?.bytes).toEqual([STOP]);
});
