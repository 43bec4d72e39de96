/** Ports that play along with the page: whatever is asked, they sound the same notes at the same moments, and none hangs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playing } from '#main/midi/playing.ts';
import { MemoryPorts } from '#main/midi/ports/memory.ts';
import { connect } from '#main/protocol/connect.ts';
import { loop } from '#main/protocol/loop.ts';
import { midi } from '#main/protocol/midi.ts';
import { Hall } from '#main/protocol/serve.ts';
import type { Boundary } from '#main/transport/boundary.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { Player } from '#renderer/player/player.ts';
import { Live } from '#renderer/session/live.ts';
import { withRoute, type Routes } from '#renderer/session/routes.ts';
import { TestClock } from './test-clock.ts';

/** Where the page's clocks stand when the ports' stands at 0, and how long its sound takes to the ear. */
const SOUND_ORIGIN = 100;
const PAGE_ORIGIN = 5;
const LATENCY = 0.02;
const PULSE = 0.01;

/** A player whose instruments only remember note-ons of each lane. */
function recorder(clock: TestClock) {
  const struck: { lane: string; pitch: number; time: number }[] = [];
  const instrument = (lane: string) => ({
    lookAhead: 0.1,
    noteOn: (pitch: number, _velocity: number, time: number) =>
      void struck.push({ lane, pitch, time }),
    noteOff: () => undefined,
    withdraw: (time: number) => {
      for (let k = struck.length - 1; k >= 0; k -= 1)
        if (struck[k]?.lane === lane && (struck[k]?.time ?? 0) >= time) struck.splice(k, 1);
    },
    dispose: () => undefined,
  });
  const lanes = new Map<string, ReturnType<typeof instrument>>();
  const of = (id: string) => {
    const known = lanes.get(id) ?? instrument(id);
    lanes.set(id, known);
    return known;
  };
  const player = new Player(
    { instrument: ({ id }) => of(id), metronome: of('click') },
    { now: () => clock.seconds + SOUND_ORIGIN, run: () => undefined, rest: () => undefined },
  );
  return { player, struck };
}

/** Lets every message that is under way arrive. */
const arrive = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

async function stage() {
  const clock = new TestClock();
  const ports = new MemoryPorts(['A', 'B'], clock.now);
  const hall = new Hall(midi);
  const process = playing(ports, clock, hall.emit);
  const [near, far] = loop();
  const seat = process.seat();
  /** How often a whole score came across. */
  const plays = { count: 0 };
  const { service } = seat;
  hall.enter(far, {
    ...service,
    play: (asked, signal) => {
      plays.count += 1;
      return service.play(asked, signal);
    },
  });
  const page = recorder(clock);
  /** The same music with no port: what everything should sound like. */
  const whole = recorder(clock);
  const failures: unknown[] = [];
  const live = new Live(
    connect(midi, near),
    {
      now: () => clock.seconds + SOUND_ORIGIN,
      playing: () => page.player.playing,
      heardAt: (seconds) => seconds - SOUND_ORIGIN + PAGE_ORIGIN + LATENCY,
    },
    () => clock.seconds + PAGE_ORIGIN,
    (_output, failure) => void failures.push(failure),
  );
  const wait = async (seconds: number): Promise<void> => {
    await arrive();
    const end = clock.seconds + seconds;
    while (clock.seconds < end - PULSE / 2) {
      clock.runTo(clock.seconds + PULSE);
      page.player.pulse();
      whole.player.pulse();
    }
  };
  const both = (act: (player: Player, give: (timeline: Timeline) => Timeline) => void): void => {
    act(page.player, (timeline) => live.share(timeline));
    act(whole.player, (timeline) => timeline);
    live.follow();
  };
  return { clock, ports, process, page, whole, live, failures, wait, both, seat, plays };
}

/** What is wrong with what ports were sent: a key struck while it is down, or let go while it is up; and what hangs. */
function faults({ sent }: MemoryPorts): { doubled: number; early: number; hanging: number } {
  const down = new Set<string>();
  let [doubled, early] = [0, 0];
  for (const { output, bytes } of sent) {
    const [status = 0, pitch = 0] = bytes;
    const key = `${output} ${status & 15} ${pitch}`;
    if (status >> 4 === 9) {
      if (down.has(key)) doubled += 1;
      down.add(key);
    } else if (status >> 4 === 8 && !down.delete(key)) early += 1;
  }
  return { doubled, early, hanging: down.size };
}

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
        const { clock, ports, page, whole, live, failures, wait, both } = await stage();
        let routes: Routes = { melody: { output: 'A', channel: 0 } };
        const stops: number[] = [];
        live.route(routes);
        await live.measure();
        const shown = (): Timeline | null => whole.player.place()?.timeline ?? null;
        for (const each of acts) {
          const timeline = shown();
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
        const cut = (time: number): boolean =>
          stops.some((at) => time > at - 1e-6 && time < at + 0.06);
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

  test('hear of a fader by a small message, at once and for good, while nobody sends the notes again', async () => {
    const { ports, live, wait, both, plays } = await stage();
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
});
