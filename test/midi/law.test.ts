/** The law of the ledger: whatever befalls the playing, no key of an instrument is down 50 ms after its music ended, and none is struck while it is down. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Instruments } from './instruments.ts';
import { scoreOf, stage } from './test-stage.ts';

/** Seconds within which a note must have ended, and within which a process that follows a killed one has silenced its notes. */
const SOON = 0.05;
const AFTER_DEATH = 1;
const OUTPUTS = ['A', 'B'] as const;

/** Notes of a score [start, end, pitch], of one pitch never two at a time, as `midiScore` makes them. */
const notes = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 39 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 60, max: 63 }),
    ),
    { maxLength: 14 },
  )
  .map((drawn) => {
    const kept: [number, number, number][] = [];
    for (const [start, length, pitch] of drawn) {
      const [from, to] = [start * 0.05, (start + length) * 0.05];
      const free = kept.every(([a, b, other]) => other !== pitch || to <= a || from >= b);
      if (free) kept.push([from, to, pitch]);
    }
    return kept;
  });
const output = fc.constantFrom(...OUTPUTS);
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('play' as const),
      output,
      notes,
      /** Seconds into the score at which it is joined, and until it takes over. */
      from: fc.integer({ min: 0, max: 30 }).map((step) => step * 0.05 + 0.013),
      ahead: fc.constantFrom(0, 0, 0.1, 0.4),
      loop: fc.boolean(),
      jumps: fc.boolean(),
      program: fc.integer({ min: 0, max: 2 }),
    }),
  },
  fc.record({ do: fc.constant('mute' as const), output }),
  fc.record({
    do: fc.constant('manner' as const),
    output,
    programPause: fc.constantFrom(0, 0.03, 0.4),
  }),
  fc.record({ do: fc.constant('stop' as const), output }),
  fc.record({ do: fc.constant('release' as const), output }),
  fc.record({ do: fc.constant('unplug' as const), output }),
  fc.record({ do: fc.constant('break' as const), output }),
  fc.record({ do: fc.constantFrom('sleep' as const, 'panic' as const, 'close' as const) }),
  fc.record({ do: fc.constant('kill' as const) }),
  { weight: 5, arbitrary: fc.record({ do: fc.constant('listen' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.integer({ min: 1, max: 40 }).map((step) => step * 0.031),
    }),
  },
);

test('every note has its note-off within 50 ms of its end, whatever ends it, and none is doubled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 24 }), async (acts) => {
      const ears = new Instruments();
      let now = stage(OUTPUTS);
      const settle = (): Promise<void> => new Promise((turn) => setImmediate(turn));
      const wait = async (seconds: number): Promise<void> => {
        await settle();
        now.clock.runTo(now.clock.seconds + seconds);
        ears.hear(now.ports.sent);
      };
      /** Nothing sounds that no score has sounding; asked at rest, `SOON` after whatever happened last. */
      const lawful = async (seconds = SOON): Promise<void> => {
        await wait(seconds);
        const at = now.clock.seconds;
        expect(ears.hanging(at, SOON)).toEqual([]);
        expect(ears.doubled).toEqual([]);
      };
      for (const each of acts) {
        const { call, signal, player, ports, clock } = now;
        if (each.do === 'play') {
          const at = clock.seconds + each.ahead;
          const loop = each.loop ? { from: 0, to: 1.5 } : null;
          const origin = at - each.from;
          const settings = Uint8Array.of(0xc0, each.program, 0);
          const score = { ...scoreOf(each.notes, loop), settings };
          await call.play({ output: each.output, score, origin, at, jumps: each.jumps }, signal);
          ears.expect(each.output, { notes: each.notes, origin, at, loop });
        } else if (each.do === 'mute') {
          const at = clock.seconds;
          await call.play({ output: each.output, score: scoreOf([]), origin: at, at }, signal);
          ears.expect(each.output, { notes: [], origin: at, at, loop: null });
          await lawful();
        } else if (each.do === 'manner') {
          const manner = { latency: 0, programPause: each.programPause, sysexRate: null };
          await call.manner({ output: each.output, manner }, signal);
        } else if (each.do === 'wait') await wait(each.seconds);
        else if (each.do === 'listen') await lawful();
        else if (each.do === 'kill') {
          const left = now.used.at(-1) ?? [];
          ears.hear(ports.sent);
          ears.silence();
          const seconds = clock.seconds;
          now = stage(OUTPUTS);
          now.clock.seconds = seconds;
          now.player.inherit(left);
          await lawful(AFTER_DEATH);
        } else if (each.do === 'unplug' || each.do === 'break') {
          const told = now.heard.length;
          if (each.do === 'unplug') ports.unplug(each.output);
          else ports.broken.add(each.output);
          await wait(0.2);
          // A device that takes nothing is found out by the first message for it.
          const lost = now.heard.slice(told).some(({ event }) => event === 'lost');
          if (lost) ears.silence(each.output);
          ports.broken.clear();
          if (each.do === 'unplug') ports.plug(each.output);
          else ports.replug(OUTPUTS);
          await lawful(AFTER_DEATH);
        } else {
          const whole = !('output' in each);
          if (each.do === 'stop') await call.stop({ output: each.output }, signal);
          else if (each.do === 'release') await call.release({ output: each.output }, signal);
          else if (each.do === 'panic') await call.panic({}, signal);
          else if (each.do === 'sleep') player.rest();
          else now.window.leave();
          ears.silence(whole ? undefined : each.output);
          await lawful();
        }
      }
      now.player.silence();
      ears.silence();
      await lawful();
    }),
    { numRuns: 300 },
  );
}, 120_000);
