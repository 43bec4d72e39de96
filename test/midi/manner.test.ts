/** Instruments as they are: one that sounds late is played early, one that has to load a program is given the time, one that reads slowly is not flooded. */
import { describe, expect, test } from 'vitest';
import type { Manner, Score } from '#main/protocol/midi.ts';
import { faults, scoreOf, stage } from './test-stage.ts';

const PLAIN: Manner = { latency: 0, programPause: 0, sysexRate: null };
const PORT = 'Synth A';

/** Notes with a program that holds while they play. */
const withProgram = (program: number, notes: Parameters<typeof scoreOf>[0]): Score => ({
  ...scoreOf(notes),
  settings: Uint8Array.of(0xc0, program, 0),
});

/** What a port was sent: [milliseconds, status, first data byte]. */
const told = ({ ports }: ReturnType<typeof stage>): number[][] =>
  ports.sent.map(({ seconds, bytes }) => [
    Math.round(seconds * 1000),
    bytes[0] ?? 0,
    bytes[1] ?? 0,
  ]);

const settle = (): Promise<void> => new Promise((turn) => setImmediate(() => setImmediate(turn)));

describe('an instrument that sounds late', () => {
  test('is played so much earlier, and moves with its setting while it plays', async () => {
    const all = stage();
    const { call, clock, signal } = all;
    await call.manner({ output: PORT, manner: { ...PLAIN, latency: 0.04 } }, signal);
    const notes = [
      [0, 0.5, 60],
      [1, 1.5, 62],
      [2, 2.5, 64],
    ] as const;
    await call.play({ output: PORT, score: scoreOf(notes), origin: 1, at: 1 }, signal);
    clock.runTo(1.7);
    await call.manner({ output: PORT, manner: { ...PLAIN, latency: -0.01 } }, signal);
    clock.runTo(9);
    expect(told(all)).toEqual([
      ...[960, 1460].map((ms, off) => [ms, 0x90 - 16 * off, 60]),
      ...[2010, 2510].map((ms, off) => [ms, 0x90 - 16 * off, 62]),
      ...[3010, 3510].map((ms, off) => [ms, 0x90 - 16 * off, 64]),
    ]);
  });

  test('is handed over at the boundary as it hears it: nothing doubled, nothing left on', async () => {
    const all = stage();
    const { call, clock, signal, ports } = all;
    await call.manner({ output: PORT, manner: { ...PLAIN, latency: 0.05 } }, signal);
    const first = scoreOf([[0, 4, 60]]);
    await call.play({ output: PORT, score: first, origin: 0.1, at: 0.1 }, signal);
    clock.runTo(1);
    const next = scoreOf([[0, 0.5, 62]]);
    await call.play({ output: PORT, score: next, origin: 2, at: 2, withdraw: 2 }, signal);
    clock.runTo(9);
    expect(told(all)).toEqual([
      ...[[50, 0x90, 60]],
      ...[
        [1950, 0x80, 60],
        [1950, 0x90, 62],
        [2450, 0x80, 62],
      ],
    ]);
    expect(faults(ports)).toEqual({ hanging: 0, early: 0 });
  });
});

describe('an instrument that has to load a program', () => {
  const slow: Manner = { ...PLAIN, programPause: 0.2 };

  test('gets it ahead of the music where there is time for that', async () => {
    const all = stage();
    const { call, clock, signal } = all;
    await call.manner({ output: PORT, manner: slow }, signal);
    await call.play(
      { output: PORT, score: withProgram(5, [[0, 0.5, 60]]), origin: 1, at: 1 },
      signal,
    );
    clock.runTo(9);
    expect(told(all)).toEqual([
      [800, 0xc0, 5],
      [1000, 0x90, 60],
      [1500, 0x80, 60],
    ]);
  });

  test('is not asked to play before it can: a note waits, and one that would be over is left out', async () => {
    const all = stage();
    const { call, clock, signal, ports } = all;
    await call.manner({ output: PORT, manner: slow }, signal);
    const score = withProgram(5, [
      [0, 0.1, 60],
      [0, 0.5, 64],
      [0.3, 0.4, 67],
    ]);
    await call.play({ output: PORT, score, origin: 0, at: 0 }, signal);
    clock.runTo(9);
    expect(told(all)).toEqual([
      [0, 0xc0, 5],
      [200, 0x90, 64],
      [300, 0x90, 67],
      [400, 0x80, 67],
      [500, 0x80, 64],
    ]);
    expect(faults(ports)).toEqual({ hanging: 0, early: 0 });
  });

  test('that is stopped meanwhile stays silent', async () => {
    const all = stage();
    const { call, clock, signal, ports } = all;
    await call.manner({ output: PORT, manner: slow }, signal);
    await call.play(
      { output: PORT, score: withProgram(5, [[0, 2, 60]]), origin: 0, at: 0 },
      signal,
    );
    await call.send({ output: PORT, message: Uint8Array.of(0x90, 72, 90) }, signal);
    clock.runTo(0.1);
    await call.stop({ output: PORT }, signal);
    clock.runTo(9);
    expect(ports.sent.map(({ bytes }) => bytes[0])).toEqual([0xc0]);
  });
});

describe('system exclusive from a person’s devices', () => {
  const dump = (byte: number): number[] => [0xf0, 0x7d, ...Array<number>(97).fill(byte), 0xf7];

  test('is sent on only where that was asked for, and no faster than the instrument reads', async () => {
    const all = stage(['Keys', PORT]);
    const { call, clock, signal, ports } = all;
    await call.listen({ input: 'Keys' }, signal);
    const way = { input: 'Keys', output: PORT };
    // Two channels of one port: it hears it once.
    await call.thru({ ways: [0, 1].map((channel) => ({ ...way, channel })) }, signal);
    await settle();
    ports.press('Keys', dump(1));
    expect(ports.sent).toEqual([]);
    await call.manner({ output: PORT, manner: { ...PLAIN, sysexRate: 1000 } }, signal);
    for (const byte of [2, 3, 4]) ports.press('Keys', dump(byte));
    clock.runTo(9);
    expect(ports.sent.map(({ seconds, bytes }) => [seconds, bytes[2], bytes.length])).toEqual([
      [0, 2, 100],
      [expect.closeTo(0.1, 6), 3, 100],
      [expect.closeTo(0.2, 6), 4, 100],
    ]);
  });

  test('that never stops fills no memory, and holds no note back', async () => {
    const all = stage(['Keys', PORT]);
    const { call, clock, signal, ports } = all;
    await call.listen({ input: 'Keys' }, signal);
    await call.thru({ ways: [{ input: 'Keys', output: PORT, channel: 0 }] }, signal);
    await call.manner({ output: PORT, manner: { ...PLAIN, sysexRate: 100 } }, signal);
    await settle();
    for (let count = 0; count < 2000; count += 1) ports.press('Keys', dump(7));
    ports.press('Keys', [0x90, 60, 90]);
    expect(ports.sent.at(-1)?.bytes).toEqual([0x90, 60, 90]);
    clock.runTo(3600);
    const bytes = ports.sent.filter(({ bytes: [status] }) => status === 0xf0).length * 100;
    expect(bytes).toBeLessThanOrEqual(64 * 1024 + 100);
  });
});
