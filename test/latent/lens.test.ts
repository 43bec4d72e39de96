/** Lenses over the map: what is near among the ideas is near in the view, and a view is the same whenever it is looked at. */
import { expect, test } from 'vitest';
import { lensPlaces } from '#main/latent/lens.ts';
import { atlas } from '#main/latent/plane.ts';
import type { Position } from '#main/latent/position.ts';
import { gaussian, seededRandom } from '#main/latent/random.ts';

/** Nine songs of ideas, each wandering from one idea to another. */
function ideas(count: number): number[][] {
  const random = seededRandom(3);
  const some = (): number[] => Array.from({ length: 16 }, () => gaussian(random));
  const songs = Array.from({ length: 9 }, () => ({ from: some(), way: some() }));
  return Array.from({ length: count }, (_, i) => {
    const { from = [], way = [] } = songs[i % 9] ?? {};
    return from.map((x, j) => x + ((way[j] ?? 0) * i) / count + 0.3 * gaussian(random));
  });
}

const near = (points: readonly (readonly number[])[], of: number): readonly number[] =>
  points
    .map((point, j) => ({
      j,
      away: Math.hypot(...point.map((x, a) => x - (points[of]?.[a] ?? 0))),
    }))
    .sort((a, b) => a.away - b.away)
    .slice(1, 11)
    .map(({ j }) => j);

/** The share of the ten nearest ideas that are among the ten nearest points. */
function kept(means: readonly (readonly number[])[], places: readonly Position[]): number {
  const points = places.map(({ x, y }) => [x, y]);
  const shares = means.map((_, i) => {
    const shown = new Set(near(points, i));
    return near(means, i).filter((j) => shown.has(j)).length / 10;
  });
  return shares.reduce((a, b) => a + b, 0) / shares.length;
}

const means = ideas(180);
const plane = means.map((mean) => ({ x: (mean[0] ?? 0) / 4, y: (mean[1] ?? 0) / 4 }));

test('UMAP and t-SNE keep neighbours together better than the two main directions, inside the square', () => {
  const found = new Map(
    (['principal', 'umap', 'tsne'] as const).map((lens) => [lens, lensPlaces(lens, means, plane)]),
  );
  for (const places of found.values())
    expect(places.every(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1)).toBe(true);
  const [principal, umap, tsne] = [...found.values()].map((places) => kept(means, places));
  expect(umap).toBeGreaterThan((principal ?? 1) + 0.15);
  expect(tsne).toBeGreaterThan((principal ?? 1) + 0.15);
});

test('a view is the same each time and tells how far it is, or a sketch made in it could not be made again', () => {
  const heard: number[] = [];
  const once = lensPlaces('umap', means, plane, (done) => heard.push(done));
  expect(lensPlaces('umap', means, plane)).toEqual(once);
  expect(heard.at(-1)).toBe(1);
  expect(heard.every((done, i) => i === 0 || done > (heard[i - 1] ?? 0))).toBe(true);
});

test('on a point of any view one hears that segment', () => {
  for (const lens of ['umap', 'tsne'] as const) {
    const places = lensPlaces(lens, means, plane);
    const shown = atlas(means, places);
    const own = places.filter(({ x, y }, i) => (shown.at(x, y).weights[0]?.index ?? -1) === i);
    expect(own.length / places.length, lens).toBeGreaterThan(0.95);
  }
});

test('segments lie along the two ways in which they differ most, whatever else they hold', () => {
  const some = [
    [0, 5, 0],
    [0, -5, 0],
    [1, 0, 0],
    [-1, 0, 0],
  ];
  const places = lensPlaces('principal', some, []);
  expect(Math.abs(places[0]?.x ?? 0)).toBeCloseTo(0.95);
  expect(places[0]?.x).toBeCloseTo(-(places[1]?.x ?? 0));
  expect(Math.abs(places[2]?.y ?? 0)).toBeCloseTo(0.19);
});

test('no point, one point and many equal points have their places too', () => {
  const same = Array.from({ length: 12 }, () => [1, 2, 3]);
  for (const lens of ['principal', 'umap', 'tsne'] as const) {
    expect(lensPlaces(lens, [], [])).toEqual([]);
    expect(lensPlaces(lens, [[1, 2]], [{ x: 0, y: 0 }])).toHaveLength(1);
    const places = lensPlaces(
      lens,
      same,
      same.map(() => ({ x: 0, y: 0 })),
    );
    expect(
      places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)),
      lens,
    ).toBe(true);
  }
});
