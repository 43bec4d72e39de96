/** A band that follows another's clock stays with it: through jitter, lost ticks, ramps, jumps and nonsense; how far off and for how long is written to a table. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { ClockIn, TICKS } from '#main/transport/clock-in.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A generator of even numbers from 0 to 1 (mulberry32), so that a clock is the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** True times of ticks by a tempo that changes with the seconds. */
function times(bpm: (seconds: number) => number, until: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < until; at += 60 / (bpm(at) * TICKS)) found.push(at);
  return found;
}

interface Heard {
  readonly seconds: number;
  readonly index: number;
}
interface Figure {
  readonly clock: string;
  readonly worstMs: number;
  readonly middleMs: number;
  readonly recoverySeconds: number;
}
const table: Figure[] = [];

/** Milliseconds that the place is off at each tick after `from` seconds, where that is known, and how long it was off by 10 ms. */
function followed(
  clock: string,
  bpm: (seconds: number) => number,
  heard: readonly Heard[],
  { from = 3, change = 0 }: { readonly from?: number; readonly change?: number } = {},
): Figure & { readonly bpm: number | null } {
  const follower = new ClockIn();
  follower.hear([0xfa], 0);
  const truth = times(bpm, (heard.at(-1)?.seconds ?? 0) + 1);
  const placeAt = (seconds: number): number => {
    const next = truth.findIndex((at) => at > seconds);
    const [a = 0, b = 1] = [truth[next - 1], truth[next]];
    return next - 1 + (seconds - a) / (b - a);
  };
  const errors: { seconds: number; ms: number }[] = [];
  for (const { seconds } of heard) {
    follower.hear([0xf8], seconds);
    const { place } = follower.at(seconds);
    const ms = Math.abs(place - placeAt(seconds)) * (60_000 / (bpm(seconds) * TICKS));
    errors.push({ seconds, ms });
  }
  const settled = errors.filter(({ seconds }) => seconds >= from).map(({ ms }) => ms);
  const lastOff = errors.findLast(({ seconds, ms }) => seconds >= change && ms > 10);
  const figure = {
    clock,
    worstMs: Math.round(Math.max(...settled) * 10) / 10,
    middleMs: Math.round((settled.toSorted((a, b) => a - b)[settled.length >> 1] ?? 0) * 10) / 10,
    recoverySeconds: lastOff === undefined ? 0 : Math.round((lastOff.seconds - change) * 100) / 100,
  };
  table.push(figure);
  return { ...figure, bpm: follower.at(heard.at(-1)?.seconds ?? 0).bpm };
}

/** Ticks as they arrive: late or early by as much as `jitter`, in order, each lost by a chance. */
function arriving(truth: readonly number[], jitter: number, lost: number, seed: number): Heard[] {
  const draw = dice(seed);
  let last = 0;
  return truth.flatMap((at, index) => {
    const seconds = Math.max(last, at + (draw() * 2 - 1) * jitter);
    if (draw() < lost && index > TICKS) return [];
    last = seconds;
    return [{ seconds, index }];
  });
}

afterAll(async () => {
  const rows = table.map(
    ({ clock, worstMs, middleMs, recoverySeconds }) =>
      `| ${clock} | ${String(middleMs)} | ${String(worstMs)} | ${String(recoverySeconds)} |`,
  );
  const head = [
    '| clock | median ms off | most ms off | s until within 10 ms |',
    '| --- | --- | --- | --- |',
  ];
  await mkdir(path.join(ROOT, 'artifacts'), { recursive: true });
  await writeFile(path.join(ROOT, 'artifacts/clock-in.md'), [...head, ...rows, ''].join('\n'));
});

describe('a clock that comes in', () => {
  test.each([
    ['steady', 0, 0],
    ['1 ms of jitter', 0.001, 0],
    ['3 ms of jitter', 0.003, 0],
    ['1 in 50 ticks lost', 0.001, 0.02],
    ['1 in 10 ticks lost', 0.001, 0.1],
  ])('%s: the place stays within 5 ms and the tempo within 1 %%', (name, jitter, lost) => {
    for (const [seed, tempo] of [
      [1, 60],
      [2, 120],
      [3, 187],
    ] as const) {
      const bpm = (): number => tempo;
      const heard = arriving(times(bpm, 30), jitter, lost, seed);
      const { worstMs, bpm: found } = followed(`${String(tempo)} bpm, ${name}`, bpm, heard);
      expect(worstMs).toBeLessThan(5);
      expect(Math.abs((found ?? 0) / tempo - 1)).toBeLessThan(0.01);
    }
  });

  test('a ramp is followed within 15 ms', () => {
    const bpm = (seconds: number): number => 90 + Math.min(60, Math.max(0, seconds - 5) * 3);
    const heard = arriving(times(bpm, 35), 0.001, 0, 4);
    expect(followed('ramp from 90 to 150 in 20 s', bpm, heard).worstMs).toBeLessThan(15);
  });

  test.each([
    ['a jump from 120 to 140', 120, 140],
    ['a jump from 140 to 90', 140, 90],
    ['doubling', 90, 180],
    ['halving', 180, 90],
  ])(
    '%s is found again within two seconds, and no tick is counted twice',
    (name, before, after) => {
      const bpm = (seconds: number): number => (seconds < 10 ? before : after);
      const heard = arriving(times(bpm, 30), 0.001, 0, 5);
      const figure = followed(name, bpm, heard, { from: 13, change: 10 });
      expect(figure.recoverySeconds).toBeLessThan(2);
      expect(figure.worstMs).toBeLessThan(5);
    },
  );

  test('a stop that nobody told is found, by a clock of any tempo, and none while it runs', () => {
    for (const tempo of [20, 120, 300]) {
      const follower = new ClockIn();
      follower.hear([0xfa], 0);
      const period = 60 / (tempo * TICKS);
      for (let index = 0; index < 200; index += 1) {
        follower.hear([0xf8], index * period);
        expect(follower.lost(index * period)).toBe(false);
      }
      const end = 199 * period;
      expect(follower.lost(end + 0.25)).toBe(false);
      expect(follower.lost(end + 3.1)).toBe(true);
      follower.hear([0xfc], end);
      expect(follower.lost(end + 10)).toBe(false);
    }
  });

  test('a tempo of 10,000 or of nothing is not believed', () => {
    const follower = new ClockIn();
    follower.hear([0xfa], 0);
    expect(follower.at(1).bpm).toBeNull();
    for (let index = 0; index < 1000; index += 1)
      follower.hear([0xf8], index * (60 / (10_000 * TICKS)));
    expect(follower.at(0.25).bpm).toBeNull();
    for (let index = 0; index < 100; index += 1) follower.hear([0xf8], 1);
    expect(follower.at(1).bpm).toBeNull();
  });

  test('song position, continue and start say where the music is', () => {
    const follower = new ClockIn();
    expect(follower.hear([0xf2, 16, 0], 0)).toBe('position');
    expect(follower.at(0).place).toBe(96);
    expect(follower.hear([0xfb], 0.1)).toBe('continue');
    follower.hear([0xf8], 0.2);
    follower.hear([0xf8], 0.22);
    expect(follower.at(0.22).place).toBeCloseTo(97);
    expect(follower.hear([0xfa], 1)).toBe('start');
    follower.hear([0xf8], 1.02);
    expect(follower.at(1.02).place).toBeCloseTo(0, 1);
    expect(follower.hear([0x90, 60, 1], 2)).toBeNull();
  });
});
