/** What follows Melodrift's clock stays with the music: ticks at their moments, evenly through every change, started and placed as the music is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Score } from '#main/protocol/midi.ts';
import { stage } from './test-stage.ts';

/** A score without notes of so many ticks at this many seconds each. */
const ticking = (ticks: number, period: number, loops = false): Score => ({
  times: Float64Array.of(),
  messages: Uint8Array.of(),
  settings: Uint8Array.of(),
  loop: loops ? { from: 0, to: ticks * period } : null,
  clock: Float64Array.from({ length: ticks }, (_, tick) => tick * period),
});
const OUTPUT = 'Synth A';
const [TICK, START, CONTINUE, STOP, POSITION] = [0xf8, 0xfa, 0xfb, 0xfc, 0xf2];

describe('the clock that goes out', () => {
  it('starts with the music, ticks with it round its loop without drift, and stops with it', async () => {
    const { clock, ports, call, signal } = stage();
    const score = ticking(96, 1 / 48, true);
    await call.play({ output: OUTPUT, score, origin: 2, at: 2 }, signal);
    clock.runTo(602.001);
    await call.stop({}, signal);
    const said = ports.sent.map(({ bytes }) => bytes[0]);
    expect(said.slice(0, 2)).toEqual([START, TICK]);
    expect(said.at(-1)).toBe(STOP);
    const ticks = ports.sent.filter(({ bytes }) => bytes[0] === TICK);
    expect(ticks).toHaveLength(600 * 48 + 1);
    const errors = ticks.map(({ seconds }, index) => Math.abs(seconds - 2 - index / 48));
    expect(Math.max(...errors)).toBeLessThan(1e-4);
  });

  it('says where it goes on when it begins in the middle, at the next sixteenth', async () => {
    const { clock, ports, call, signal } = stage();
    const score = ticking(4000 * 6, 0.01);
    // Tick 15001 is past sixteenth 2500.
    await call.play({ output: OUTPUT, score, origin: -150.005, at: 0 }, signal);
    clock.runTo(0.1);
    const [position, word, first] = ports.sent;
    expect(position).toMatchObject({ seconds: 0, bytes: [POSITION, 2501 & 127, 2501 >> 7] });
    expect(word?.bytes).toEqual([CONTINUE]);
    expect(first?.bytes).toEqual([TICK]);
    expect(first?.seconds).toBeCloseTo(15006 * 0.01 - 150.005, 9);
  });

  it('keeps to the music that begins after the music before it has run out, whenever that is', async () => {
    const { clock, ports, call, signal } = stage();
    await call.play({ output: OUTPUT, score: ticking(48, 0.02), origin: 0, at: 0 }, signal);
    clock.runTo(3);
    const before = ports.sent.length;
    await call.play({ output: OUTPUT, score: ticking(48, 0.02), origin: 3.013, at: 3.013 }, signal);
    clock.runTo(6);
    const ticks = ports.sent.slice(before).filter(({ bytes }) => bytes[0] === TICK);
    expect(ticks).toHaveLength(48);
    for (const [index, { seconds }] of ticks.entries())
      expect(seconds).toBeCloseTo(3.013 + index * 0.02, 4);
  });

  it('places what follows anew where a person jumps, and not where one phrase follows another', async () => {
    const { clock, ports, call, signal } = stage();
    const score = ticking(960, 0.02);
    await call.play({ output: OUTPUT, score, origin: 0, at: 0 }, signal);
    clock.runTo(1);
    await call.play({ output: OUTPUT, score: ticking(960, 0.02), origin: 1.92, at: 1.92 }, signal);
    clock.runTo(2.5);
    const words = () => ports.sent.filter(({ bytes }) => bytes[0] !== TICK);
    expect(words().map(({ bytes }) => bytes[0])).toEqual([START]);
    await call.play({ output: OUTPUT, score, origin: 2.52 - 4.8, at: 2.52, jumps: true }, signal);
    clock.runTo(3);
    expect(words().map(({ bytes }) => bytes)).toEqual([
      [START],
      [STOP],
      [POSITION, 40, 0],
      [CONTINUE],
    ]);
  });

  it('leaves late ticks out instead of sending them in a bunch, which would be a jump of tempo', async () => {
    const { clock, ports, call, signal, player } = stage();
    await call.play({ output: OUTPUT, score: ticking(960, 0.02), origin: 0, at: 0 }, signal);
    clock.runTo(0.101);
    const before = ports.sent.length;
    // The thread hangs for a second, then wakes.
    clock.seconds = 1.1001;
    clock.runTo(1.1001);
    expect(ports.sent.slice(before).length).toBeLessThanOrEqual(1);
    clock.runTo(1.2001);
    expect(ports.sent.slice(before).length).toBeLessThanOrEqual(6);
    player.silence();
    expect(ports.sent.at(-1)?.bytes).toEqual([STOP]);
  });

  it('never stumbles: through any row of phrases of any tempo two ticks are a period apart', async () => {
    const swap = fc.record({
      wait: fc.integer({ min: 1, max: 2000 }).map((ms) => ms / 1000),
      period: fc.constantFrom(0.01, 0.0208333, 0.031),
      from: fc.integer({ min: 0, max: 500 }).map((ms) => ms / 1000),
      loops: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(swap, { minLength: 1, maxLength: 8 }), async (swaps) => {
        const { clock, ports, call, signal } = stage();
        for (const { wait, period, from, loops } of swaps) {
          const at = clock.seconds;
          const score = ticking(loops ? 96 : 9600, period, loops);
          await call.play({ output: OUTPUT, score, origin: at - from, at }, signal);
          clock.runTo(at + wait);
        }
        const ticks = ports.sent.filter(({ bytes }) => bytes[0] === TICK);
        const gaps = ticks
          .slice(1)
          .map((tick, index) => tick.seconds - (ticks[index]?.seconds ?? 0));
        const periods = swaps.map(({ period }) => period);
        for (const gap of gaps)
          expect(periods.some((period) => Math.abs(gap - period) < 2e-4)).toBe(true);
        const stop = ports.sent.filter(({ bytes }) => bytes[0] === STOP);
        expect(stop).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
