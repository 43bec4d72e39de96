/** Keys that are played reach an instrument at once and none stays down, whatever befalls cable, keyboard, score or window. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreOf, stage } from './test-stage.ts';
import type { Sent } from '#main/midi/ports/memory.ts';

/** Keys that are down at an instrument, by channel and pitch, and how often one was struck while it was down. */
function keysOf(sent: readonly Sent[], output: string): { down: number[]; doubled: number } {
  const down = new Set<number>();
  let doubled = 0;
  for (const { bytes } of sent.filter((each) => each.output === output)) {
    const [status = 0, pitch = 0, velocity = 0] = bytes;
    const key = (status & 15) * 128 + pitch;
    if (status >> 4 === 9 && velocity > 0) {
      if (down.has(key)) doubled += 1;
      down.add(key);
    } else if (status >> 4 === 8 || status >> 4 === 9) down.delete(key);
    else if (status >> 4 === 0xb && (pitch === 123 || pitch === 120)) down.clear();
  }
  return { down: [...down], doubled };
}

const settle = (): Promise<void> => new Promise((turn) => setImmediate(() => setImmediate(turn)));

describe('inputs', () => {
  test('are heard whole and with their time; 10,000 messages come as few tellings, none lost', async () => {
    const { call, signal, ports, heard } = stage(['Keys']);
    await call.listen({ input: 'Keys' }, signal);
    for (let count = 0; count < 10_000; count += 1) ports.press('Keys', [0xb0, 1, count & 127]);
    await settle();
    const told = heard.filter(({ event }) => event === 'heard');
    const messages = told.flatMap(({ payload }) => (payload as { messages: unknown[] }).messages);
    expect(messages).toHaveLength(10_000);
    expect(told.length).toBeLessThan(10);
  });

  test('a keyboard that is pulled within a chord lets go of it, and is heard again when it is back', async () => {
    const { call, signal, ports, heard } = stage(['Keys']);
    const bytes = (): number[][] =>
      heard
        .filter(({ event }) => event === 'heard')
        .flatMap(({ payload }) => (payload as { messages: { bytes: Uint8Array }[] }).messages)
        .map((message) => [...message.bytes]);
    await call.listen({ input: 'Keys' }, signal);
    for (const pitch of [60, 64, 67]) ports.press('Keys', [0x90, pitch, 90]);
    ports.press('Keys', [0xb0, 64, 127]);
    ports.unplug('Keys');
    await settle();
    expect(bytes().slice(4)).toEqual([
      ...[60, 64, 67].map((pitch) => [0x80, pitch, 64]),
      [0xb0, 64, 0],
    ]);
    expect(heard.filter(({ event }) => event === 'deaf').map(({ payload }) => payload)).toEqual([
      { input: 'Keys', code: 'midi_port_absent' },
    ]);
    ports.plug('Keys');
    await settle();
    ports.press('Keys', [0x90, 72, 1]);
    await settle();
    expect(bytes().at(-1)).toEqual([0x90, 72, 1]);
  });

  test('one that another program holds says so, and is heard once it is free', async () => {
    const { call, signal, ports, heard } = stage(['Keys']);
    ports.busy.add('Keys');
    await expect(call.listen({ input: 'Keys' }, signal)).rejects.toMatchObject({
      code: 'midi_port_busy',
    });
    ports.busy.clear();
    ports.replug(['Keys']);
    await settle();
    ports.press('Keys', [0x90, 60, 1]);
    await settle();
    expect(heard.some(({ event }) => event === 'heard')).toBe(true);
  });

  test('two windows may hear one keyboard: it stays open until the last goes', async () => {
    const { call, signal, ports, heard, player, window } = stage(['Keys']);
    const other = player.seat();
    await call.listen({ input: 'Keys' }, signal);
    await other.service.listen({ input: 'Keys' }, signal);
    const count = async (): Promise<number> => {
      const before = heard.length;
      ports.press('Keys', [0x90, 60, 1]);
      ports.press('Keys', [0x80, 60, 1]);
      await settle();
      return heard.length - before;
    };
    window.leave();
    expect(await count()).toBe(1);
    other.leave();
    expect(await count()).toBe(0);
  });
});

const OUTPUTS = ['A', 'B'] as const;
const pitch = fc.integer({ min: 60, max: 62 });
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('press' as const), pitch }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('lift' as const), pitch }) },
  fc.record({ do: fc.constantFrom('pedal' as const, 'unpedal' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('play' as const),
      from: fc.nat({ max: 6 }),
      pitch,
      loop: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
  fc.record({ do: fc.constant('way' as const), output: fc.constantFrom(null, ...OUTPUTS) }),
  fc.record({
    do: fc.constantFrom(
      ...(['stop', 'panic', 'rest', 'unplug keys', 'unplug A', 'unlisten'] as const),
    ),
  }),
);

describe('thru', () => {
  test('is on its channel at once, beside the score; a key that both hold is let go by the last', async () => {
    const { call, signal, ports, clock } = stage(['Keys', 'A']);
    await call.listen({ input: 'Keys' }, signal);
    await call.thru({ ways: [{ input: 'Keys', output: 'A', channel: 3 }] }, signal);
    await settle();
    const score = scoreOf([[0, 1, 60]]);
    score.messages.set([0x93, 60, 100], 0);
    score.messages.set([0x83, 60, 64], 3);
    await call.play({ output: 'A', score, origin: 0, at: 0 }, signal);
    clock.runTo(0.5);
    ports.press('Keys', [0x95, 60, 77]);
    ports.press('Keys', [0xf8]);
    clock.runTo(1.5);
    ports.press('Keys', [0x95, 60, 0]);
    ports.press('Keys', [0xe5, 0, 80]);
    expect(ports.sent.map(({ bytes }) => bytes)).toEqual([
      [0x93, 60, 100],
      // Struck anew by the hand; the score's own end is not the hand's.
      [0x83, 60, 64],
      [0x93, 60, 77],
      [0x93, 60, 0],
      [0xe3, 0, 80],
    ]);
  });

  test('the law: never a key down that neither hand nor score holds, never one struck while it is down', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const { call, signal, ports, clock, player, window } = stage(['Keys', ...OUTPUTS]);
        await call.listen({ input: 'Keys' }, signal);
        let way: string | null = 'A';
        await call.thru({ ways: [{ input: 'Keys', output: 'A', channel: 0 }] }, signal);
        await settle();
        const hand = new Set<number>();
        for (const each of acts) {
          if (each.do === 'press') {
            ports.press('Keys', [0x90, each.pitch, 90]);
            if (way !== null) hand.add(each.pitch);
          } else if (each.do === 'lift') {
            ports.press('Keys', [0x80, each.pitch, 64]);
            hand.delete(each.pitch);
          } else if (each.do === 'pedal') ports.press('Keys', [0xb0, 64, 127]);
          else if (each.do === 'unpedal') ports.press('Keys', [0xb0, 64, 0]);
          else if (each.do === 'wait') clock.runTo(clock.seconds + 0.13);
          else if (each.do === 'play') {
            const score = scoreOf(
              [[each.from * 0.05, each.from * 0.05 + 0.2, each.pitch]],
              each.loop ? { from: 0, to: 0.6 } : null,
            );
            const at = clock.seconds;
            await call.play({ output: 'A', score, origin: at, at }, signal);
          } else if (each.do === 'way') {
            way = each.output;
            const ways = way === null ? [] : [{ input: 'Keys', output: way, channel: 0 }];
            await call.thru({ ways }, signal);
            hand.clear();
          } else {
            // A port that goes takes only its own keys along.
            if (each.do !== 'unplug A' || way !== 'B') hand.clear();
            if (each.do === 'stop') await call.stop({}, signal);
            else if (each.do === 'panic') await call.panic({}, signal);
            else if (each.do === 'rest') player.rest();
            else if (each.do === 'unlisten') {
              await call.unlisten({ input: 'Keys' }, signal);
              await call.listen({ input: 'Keys' }, signal);
            } else {
              const device = each.do === 'unplug A' ? 'A' : 'Keys';
              ports.unplug(device);
              await settle();
              ports.plug(device);
            }
          }
          await settle();
          for (const output of OUTPUTS) {
            const { doubled } = keysOf(ports.sent, output);
            expect(doubled).toBe(0);
          }
          // B hears the hand only.
          if (way === 'B') expect(new Set(keysOf(ports.sent, 'B').down)).toEqual(hand);
        }
        for (const key of hand) ports.press('Keys', [0x80, key, 64]);
        await call.stop({}, signal);
        clock.runTo(clock.seconds + 2);
        for (const output of OUTPUTS) expect(keysOf(ports.sent, output).down).toEqual([]);
        window.leave();
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});

test('a pad that does something else is not played through; the same key of another channel is', async () => {
  const { call, signal, ports } = stage(['Keys', 'Synth']);
  await call.listen({ input: 'Keys' }, signal);
  const way = { input: 'Keys', output: 'Synth', channel: 0, except: [9 * 128 + 36] };
  await call.thru({ ways: [way] }, signal);
  await settle();
  ports.press('Keys', [0x99, 36, 90]);
  ports.press('Keys', [0x89, 36, 0]);
  ports.press('Keys', [0x90, 36, 90]);
  expect(ports.sent.map(({ bytes }) => bytes)).toEqual([[0x90, 36, 90]]);
});
