/** A fader on stage: heard at once, and no load on the wire. */
import { expect, test } from 'vitest';
import { duet, faults } from './duet.ts';
import type { Timeline } from '#main/transport/timeline.ts';

test('ports hear of a fader by a small message, at once and for good, while nobody sends the notes again', async () => {
  const { ports, live, wait, both, plays } = await duet();
  const lane = { part: 'melody' as const, program: 0, volume: 1, muted: false, soloed: false };
  const bar = Array.from({ length: 16 }, (_, step) => ({
    ...{ pitch: 60 + step, velocity: 90 },
    ...{ start: step * 120, end: step * 120 + 60 },
  }));
  const timeline: Timeline = {
    tempos: [{ tick: 0, microsecondsPerQuarter: 480000 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    length: 1920,
    loop: { from: 0, to: 1920 },
    lanes: [{ ...lane, id: 'melody', notes: bar }],
  };
  live.route({ melody: { output: 'A', channel: 0 } });
  await live.measure();
  both((player, give) => player.play(give(timeline), 0));
  await wait(0.3);
  const before = plays.count;
  for (let step = 0; step < 60; step += 1) {
    const lanes = [{ ...lane, id: 'melody', notes: [...bar], volume: step / 127 }];
    both((player, give) => player.replace(give({ ...timeline, lanes })));
    await wait(0.03);
  }
  // Round the loop twice more: the old volume must not come back.
  await wait(4);
  expect(plays.count).toBe(before);
  const volumes = ports.sent.filter(({ bytes }) => bytes[0] === 0xb0 && bytes[1] === 7);
  expect(volumes.map(({ bytes }) => bytes[2])).toEqual([
    127,
    ...Array.from({ length: 60 }, (_, step) => step),
  ]);
  expect(faults(ports)).toMatchObject({ doubled: 0, early: 0 });
});
