/** Ports that play along with the page: whatever is asked, they sound the same notes at the same moments, and none hangs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duet, faults, LATENCY, PULSE, SOUND_ORIGIN } from './duet.ts';
import type { Boundary } from '#main/transport/boundary.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { SOONEST } from '#renderer/player/player.ts';
import { withRoute, type Routes } from '#renderer/session/routes.ts';

const notes = fc.array(
  fc
    .record({
      pitch: fc.integer({ min: 60, max: 63 }),
      start: fc.integer({ min: 0, max: 31 }),
      span: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ pitch, start, span }) => ({
      pitch,
      velocity: 90,
      start: start * 60,
      end: (start + span) * 60,
    })),
  { maxLength: 10 },
);
/** One bar at 125 beats a minute, where a tick is a millisecond. */
const timelines: fc.Arbitrary<Timeline> = fc
  .record({ melody: notes, drums: notes, loops: fc.boolean(), muted: fc.boolean() })
  .map(({ melody, drums, loops, muted }) => {
    const open = { program: 0, volume: 1, soloed: false };
    return {
      tempos: [{ tick: 0, microsecondsPerQuarter: 480000 }],
      meters: [{ tick: 0, numerator: 4, denominator: 4 }],
      length: 1920,
      loop: loops ? { from: 0, to: 1920 } : null,
      lanes: [
        { ...open, id: 'melody', part: 'melody', muted, notes: melody },
        { ...open, id: 'drums', part: 'drums', muted: false, notes: drums },
      ],
    };
  });
// Never on the grid of notes, so that what is left of one is never in doubt by rounding.
const position = fc.integer({ min: 0, max: 30 }).map((step) => step * 60 + 7);
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('play' as const), timeline: timelines, position }),
  },
  fc.record({ do: fc.constant('stop' as const) }),
  fc.record({ do: fc.constant('seek' as const), position }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('swap' as const),
      timeline: timelines,
      boundary: fc.constantFrom<Boundary>('now', 'step', 'beat', 'bar', 'phrase'),
    }),
  },
  fc.record({ do: fc.constant('mute' as const), muted: fc.boolean() }),
  fc.record({ do: fc.constant('fade' as const), volume: fc.integer({ min: 0, max: 127 }) }),
  fc.record({
    do: fc.constant('reroute' as const),
    drums: fc.constantFrom(null, { output: 'A', channel: 9 }, { output: 'B', channel: 5 }),
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.integer({ min: 1, max: 60 }).map((steps) => steps * PULSE),
    }),
  },
);

describe('ports that play along', () => {
  test('sound what the page would, note for note and moment for moment, and leave nothing on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 16 }), async (acts) => {
        const { clock, ports, page, whole, live, failures, wait, both } = await duet();
        let routes: Routes = { melody: { output: 'A', channel: 0 } };
        const stops: number[] = [];
        const changes: number[] = [];
        live.route(routes);
        await live.measure();
        const shown = (): Timeline | null => whole.player.place()?.timeline ?? null;
        for (const each of acts) {
          const timeline = shown();
          changes.push(clock.seconds);
          if (each.do === 'wait') await wait(each.seconds);
          else if (each.do === 'play')
            both((player, give) => player.play(give(each.timeline), each.position));
          else if (each.do === 'swap')
            both((player, give) => player.swap(give(each.timeline), each.boundary));
          else if (each.do === 'seek') both((player) => player.seek(each.position));
          else if (each.do === 'stop') {
            stops.push(clock.seconds);
            both((player) => player.stop());
            await wait(0.1);
          } else if (timeline === null) continue;
          else if (each.do === 'mute') {
            const lanes = timeline.lanes.map((lane) => ({ ...lane, muted: each.muted }));
            both((player, give) => player.replace(give({ ...timeline, lanes })));
          } else if (each.do === 'fade') {
            const lanes = timeline.lanes.map((lane) => ({ ...lane, volume: each.volume / 127 }));
            both((player, give) => player.replace(give({ ...timeline, lanes })));
          } else {
            routes = withRoute(routes, 'drums', each.drums);
            live.route(routes);
            both((player, give) => player.replace(give(timeline)));
          }
        }
        await wait(0.5);
        stops.push(clock.seconds);
        both((player) => player.stop());
        await wait(0.2);
        expect(failures).toEqual([]);
        expect(faults(ports)).toEqual({ doubled: 0, early: 0, hanging: 0 });
        // A stop silences ports at once, the page a moment later.
        const heard = (time: number): number => time - SOUND_ORIGIN + LATENCY;
        // And whether a note that begins in the very moment in which a change is heard is of before or after it, rounding says.
        const cut = (time: number): boolean =>
          stops.some((at) => time > at - 1e-6 && time < at + 0.06) ||
          changes.some((at) => Math.abs(time - at - SOONEST - LATENCY) < 1e-6);
        const wanted = whole.struck
          .filter(({ lane, time }) => lane === 'melody' && !cut(heard(time)))
          .map(({ pitch, time }) => `${heard(time).toFixed(4)} ${pitch}`);
        const port = ports.sent
          .filter(({ bytes, seconds }) => bytes[0] === 0x90 && !cut(seconds))
          .map(({ bytes, seconds }) => `${seconds.toFixed(4)} ${bytes[1]}`);
        expect(port.sort()).toEqual(wanted.sort());
        // And the page is silent where a port plays.
        expect(page.struck.filter(({ lane }) => lane === 'melody')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
