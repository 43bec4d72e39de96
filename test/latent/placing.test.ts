/** The map: against scikit-learn where that can be, and by what a person sees: songs keep together and keep their places. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { place } from '#main/latent/place.ts';
import { align, fitToSquare, type Position } from '#main/latent/position.ts';
import { principal, project } from '#main/latent/principal.ts';
import { gaussian, seededRandom } from '#main/latent/random.ts';
import { affinities, descend, divergence, FRESH } from '#main/latent/t-sne.ts';

const fixture = z
  .object({
    points: z.array(z.array(z.number())),
    variances: z.array(z.number()),
    divergence: z.number(),
  })
  .parse(
    JSON.parse(
      readFileSync(new URL('../fixtures/latent/placing.json', import.meta.url), 'utf8'),
    ) as unknown,
  );

/** Nine songs of ideas: clusters of 16 latents. */
function songs(count: number, seed: number): number[][] {
  const random = seededRandom(seed);
  const centres = Array.from({ length: 9 }, () =>
    Array.from({ length: 16 }, () => gaussian(random)),
  );
  return Array.from({ length: count }, (_, i) =>
    (centres[i % 9] ?? []).map((value) => value + 0.4 * gaussian(random)),
  );
}

const apart = (a: readonly Position[], b: readonly Position[]): number =>
  a.reduce((sum, p, i) => sum + Math.hypot(p.x - (b[i]?.x ?? 9), p.y - (b[i]?.y ?? 9)), 0) /
  a.length;

test('principal components have the variances scikit-learn finds, or the map starts from nonsense', () => {
  const { variances } = principal(fixture.points);
  variances.forEach((value, i) => expect(value).toBeCloseTo(fixture.variances[i] ?? NaN, 6));
});

test('t-SNE is as good a placing as scikit-learn (divergence within 5 %), or neighbours on the pad are strangers', () => {
  const found = principal(fixture.points);
  const start = fixture.points.map((point) => {
    const [x = 0, y = 0] = project(found, point, 2);
    return { x: x * 1e-4, y: y * 1e-4 };
  });
  const joint = affinities(fixture.points, 30);
  const placed = descend(joint, start, { ...FRESH, earlySteps: 250, steps: 750 });
  expect(joint.reduce((sum, p) => sum + p, 0)).toBeCloseTo(0.5, 6);
  expect(divergence(joint, placed)).toBeLessThan(fixture.divergence * 1.05);
});

test('songs lie together on the map, inside the square, the same each time for one seed', () => {
  const means = songs(270, 1);
  const placed = place(means, null, 1);
  expect(place(means, null, 1)).toEqual(placed);
  expect(placed.every((p) => Math.abs(p.x) <= 1 && Math.abs(p.y) <= 1)).toBe(true);
  const pure = placed.filter((p, i) => {
    const nearest = placed
      .map((q, j) => ({ j, away: i === j ? Infinity : Math.hypot(p.x - q.x, p.y - q.y) }))
      .sort((a, b) => a.away - b.away)[0];
    return (nearest?.j ?? 0) % 9 === i % 9;
  });
  expect(pure.length / placed.length).toBeGreaterThan(0.95);
});

test('while learning goes on songs keep their places on the map', () => {
  const means = songs(270, 2);
  const random = seededRandom(3);
  const first = place(means, null, 1);
  const learned = means.map((mean) => mean.map((value) => value + 0.05 * gaussian(random)));
  const second = place(learned, first, 1);
  const shuffled = [...first.slice(91), ...first.slice(0, 91)];
  expect(apart(first, second)).toBeLessThan(apart(first, shuffled) / 10);
});

test('songs that are added do not drive the others from their places', () => {
  const means = songs(270, 4);
  const first = place(means.slice(0, 200), null, 1);
  const grown = place(means, [...first, ...new Array<null>(70).fill(null)], 1);
  expect(grown).toHaveLength(270);
  expect(apart(first, grown.slice(0, 200))).toBeLessThan(0.15);
});

test.each([0, 1, 2, 3, 5, 6, 8])('%i segments are placed without a crash or a NaN', (count) => {
  const placed = place(songs(count, 5), null, 1);
  expect(placed).toHaveLength(count);
  expect(placed.every((p) => Number.isFinite(p.x) && Number.isFinite(p.y))).toBe(true);
});

test('a song of one bar repeated is still placed', () => {
  const placed = place(new Array<number[]>(12).fill([1, 2, 3]), null, 1);
  expect(placed.every((p) => Number.isFinite(p.x) && Math.abs(p.x) <= 1)).toBe(true);
});

test('a map that was turned and mirrored comes back as it lay', () => {
  const map = fitToSquare(songs(40, 6).map(([x = 0, y = 0]) => ({ x, y })));
  const turned = map.map(({ x, y }) => ({ x: -(0.6 * x - 0.8 * y) + 3, y: 0.8 * x + 0.6 * y }));
  expect(apart(align(turned, map), map)).toBeLessThan(1e-9);
});
