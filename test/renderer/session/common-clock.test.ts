// @vitest-environment node
/** Where two clocks lie to each other: a busy moment must not move the notes at ports away from those of the window. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetOf, slewed, surer, type Offset } from '#renderer/session/common-clock.ts';

/** Findings of an offset of 3 seconds: each wrong by up to half of its trip. */
const finding = fc
  .record({
    trip: fc.double({ min: 1e-4, max: 0.05, noNaN: true }),
    lean: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  .map(({ trip, lean }): Offset => ({ offset: 3 + lean * trip, trip }));

test('of all findings the surest counts, whatever a busy machine finds before and after it', () => {
  fc.assert(
    fc.property(fc.array(finding, { minLength: 1, maxLength: 30 }), (found) => {
      const last = found.reduce<Offset | null>(surer, null);
      const least = Math.min(...found.map(({ trip }) => trip));
      expect(Math.abs((last?.offset ?? NaN) - 3)).toBeLessThanOrEqual(least / 2 + 30 * 1e-5);
    }),
  );
});

test('a clock that jumped, as after sleep, is believed at once', () => {
  const known = { offset: 3, trip: 0.001 };
  expect(surer(known, { offset: 60, trip: 0.04 })).toEqual({ offset: 60, trip: 0.04 });
});

test('the shortest of the round trips tells', async () => {
  let here = 0;
  const trips = [0.02, 0.004, 0.03];
  const far = (): Promise<number> => {
    // It answers at the end of its way: half of the trip is how wrong one may be.
    here += trips[Math.round(here * 1e6) % trips.length] ?? 0.03;
    return Promise.resolve(100 + here);
  };
  const { offset, trip } = await offsetOf(far, () => here);
  expect(Math.abs(offset - 100)).toBeLessThanOrEqual(trip / 2 + 1e-9);
  expect(trip).toBeLessThanOrEqual(0.02);
});

test('what is heard is put right by steps that nobody hears, a jump at once', () => {
  expect(slewed(0, 0.0004)).toBe(0);
  expect(slewed(0, -0.002)).toBe(-0.000125);
  // The sound stumbled by 60 ms: within three seconds nobody hears two beginnings any more.
  let taken = 0;
  for (let quarter = 0; quarter < 12; quarter += 1) taken = slewed(taken, 0.06);
  expect(Math.abs(taken - 0.06)).toBeLessThan(0.003);
  expect(slewed(0, 60)).toBe(60);
});
