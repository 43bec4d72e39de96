/** Averages, walks and the pad as laws. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  between,
  distance,
  interpolate,
  meanOf,
  mostTypical,
  weightedMean,
} from '#main/latent/latent.ts';
import { atlas, identityPlane, NARROW, reachesOf, songShares } from '#main/latent/plane.ts';
import { gaussian, seededRandom } from '#main/latent/random.ts';

const latent = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
  minLength: 4,
  maxLength: 4,
});
const line = fc.constantFrom('linear', 'spherical');

const random = seededRandom(11);
const means = Array.from({ length: 60 }, () => Array.from({ length: 6 }, () => gaussian(random)));
const positions = means.map(() => ({ x: random() * 2 - 1, y: random() * 2 - 1 }));

test('the ends of a blend are the songs themselves', () => {
  fc.assert(
    fc.property(latent, latent, line, (a, b, way) => {
      const walk = between(a, b, 5, way);
      expect(walk).toHaveLength(5);
      expect(distance(walk[0] ?? [], a)).toBeLessThan(1e-9);
      expect(distance(walk[4] ?? [], b)).toBeLessThan(1e-9);
    }),
  );
});

test('a blend never gives a number that cannot be played, parallel, opposite and zero ideas included', () => {
  fc.assert(
    fc.property(
      latent,
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, by, share) => {
        const b = a.map((value) => value * by);
        expect(interpolate(a, b, share, 'spherical').every(Number.isFinite)).toBe(true);
      },
    ),
    // An idea so near to nothing that dividing by its length overflows.
    { examples: [[[0, 0, 0.0005, -0.04], -6e-323, 3.4e-18]] },
  );
});

test('the bar that stands for a song is one of its own, and none is nearer to the middle of the song', () => {
  fc.assert(
    fc.property(fc.array(latent, { minLength: 1, maxLength: 12 }), (bars) => {
      const chosen = bars[mostTypical(bars)];
      const mean = meanOf(bars);
      for (const bar of bars)
        expect(distance(chosen ?? [], mean)).toBeLessThanOrEqual(distance(bar, mean));
    }),
  );
  expect(mostTypical([])).toBe(-1);
});

test('on the arc the distance from the origin goes evenly from one to the other', () => {
  const middle = interpolate([2, 0], [0, 4], 0.5, 'spherical');
  expect(Math.hypot(...middle)).toBeCloseTo(3, 12);
});

test('faders that are scaled together do not change the blend', () => {
  fc.assert(
    fc.property(latent, latent, fc.double({ min: 0.1, max: 9, noNaN: true }), (a, b, by) => {
      const one = weightedMean([a, b], [1, 3]);
      expect(distance(one, weightedMean([a, b], [by, 3 * by]))).toBeLessThan(1e-9);
    }),
  );
  expect(
    meanOf([
      [0, 0],
      [2, 4],
    ]),
  ).toEqual([1, 2]);
});

test('faders all at zero are a bug that is named', () => {
  expect(() => weightedMean([[1], [2]], [0, 0])).toThrow('every weight is 0');
});

test('on a point one hears that segment', () => {
  const plane = atlas(means, positions);
  const own = positions.map((p, index) => {
    const spot = plane.at(p.x, p.y);
    expect(spot.weights[0]?.index).toBe(index);
    expect(spot.knowledge).toBe(1);
    return spot.weights[0]?.weight ?? 0;
  });
  // A segment with a much nearer neighbour than the others have shares its place with it.
  expect(Math.min(...own)).toBeGreaterThan(0.5);
  expect(own.reduce((sum, weight) => sum + weight, 0) / own.length).toBeGreaterThan(0.8);
});

test('the pad never jumps: a small move is a small change, everywhere and far outside', () => {
  const plane = atlas(means, positions);
  const sample = seededRandom(12);
  for (let k = 0; k < 4000; k += 1) {
    const x = sample() * 6 - 3;
    const y = sample() * 6 - 3;
    const here = plane.at(x, y);
    const there = plane.at(x + 1e-6, y);
    expect(distance(here.latent, there.latent)).toBeLessThan(1e-2);
    expect(here.weights.reduce((sum, w) => sum + w.weight, 0)).toBeCloseTo(1, 9);
  }
});

test('far from every song the pad says that it knows nothing', () => {
  const plane = atlas(means, positions);
  expect(plane.at(9, 9).knowledge).toBeLessThan(1e-3);
});

test('segments of repeated music, at one place, can be reached', () => {
  const plane = atlas(
    [[1], [1], [5], [6]],
    [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
    ],
  );
  expect(plane.at(0, 0).latent[0]).toBeCloseTo(1, 1);
});

test('one segment alone answers everywhere', () => {
  expect(atlas([[3, 4]], [{ x: 0, y: 0 }]).at(0.5, 0.5).latent).toEqual([3, 4]);
});

test('with two latents the pad is the latent space itself', () => {
  const plane = identityPlane([
    [1, -4],
    [0.5, 2],
  ]);
  const place = plane.positions[0] ?? { x: 0, y: 0 };
  const { latent: there } = plane.at(place.x, place.y);
  expect(there[0]).toBeCloseTo(1, 12);
  expect(there[1]).toBeCloseTo(-4, 12);
});

test('shares of songs add to 1, largest first', () => {
  const weights = [
    { index: 0, weight: 1 },
    { index: 1, weight: 2 },
    { index: 2, weight: 1 },
  ];
  expect(songShares(weights, ['a', 'b', 'a'])).toEqual([
    { song: 'a', share: 0.5 },
    { song: 'b', share: 0.5 },
  ]);
});

test('a rest is heard on its own place and hardly beside it: wandering over the map does not lead into silence', () => {
  const [means, places] = [[[0], [1], [2], [3]], [0, 0.2, 0.4, 0.6].map((x) => ({ x, y: 0 }))];
  const reach = reachesOf([20, 20, 0, 20]);
  expect(reach).toEqual([1, 1, 0.3, 1]);
  expect(reachesOf([0, 0, 0])).toEqual([1, 1, 1]);
  const share = (x: number, reaches?: readonly number[]) =>
    atlas(means, places, NARROW, reaches)
      .at(x, 0)
      .weights.find(({ index }) => index === 2)?.weight ?? 0;
  expect(share(0.4, reach)).toBeCloseTo(share(0.4), 9);
  expect(share(0.45, reach)).toBeLessThan(share(0.45));
  expect(share(0.5, reach)).toBeLessThan(0.1);
});
