/** Ways over the map: a hand that moves by itself must be where it was drawn, in time, and never off the map. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyProject } from '#main/project/models.ts';
import {
  addPath,
  drawn,
  glide,
  placeOn,
  recordedPath,
  removePath,
  wayOf,
  WAYS,
} from '#main/project/paths.ts';

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const place = fc.record({ x: coordinate, y: coordinate });

test('a made way stays on the map, comes round after its beats, and never jumps', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...WAYS),
      place,
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      fc.constantFrom(4, 8, 16, 32),
      fc.array(place, { maxLength: 8 }),
      fc.integer({ min: 1, max: 99 }),
      (way, centre, size, beats, through, seed) => {
        const path = wayOf(way, centre, size, beats, through, seed);
        let last = placeOn(path, 0);
        for (let step = 1; step <= 400; step += 1) {
          const here = placeOn(path, (beats * step) / 400);
          if (here === null || last === null) throw new Error('a made way has places');
          expect(Math.max(Math.abs(here.x), Math.abs(here.y))).toBeLessThanOrEqual(1);
          expect(Math.hypot(here.x - last.x, here.y - last.y)).toBeLessThan(0.15);
          last = here;
        }
        const [first, round] = [placeOn(path, 0.5), placeOn(path, beats + 0.5)];
        expect(round?.x).toBeCloseTo(first?.x ?? NaN, 9);
        expect(round?.y).toBeCloseTo(first?.y ?? NaN, 9);
      },
    ),
  );
});

test('what a hand did is played again where it was at each beat, though not every point is kept', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 60 }), (places) => {
      const moves = places.map(({ x, y }, index) => ({ beat: 3 + index * 0.05, x, y }));
      const end = 3 + places.length * 0.05;
      const path = recordedPath('Path 1', moves, end);
      expect(path?.beats).toBe(Math.max(1, Math.round(end - 3)));
      for (const { beat, x, y } of moves) {
        if (path === null || beat - 3 >= path.beats) continue;
        const again = placeOn(path, beat - 3);
        expect(Math.hypot((again?.x ?? 9) - x, (again?.y ?? 9) - y)).toBeLessThan(0.05);
      }
    }),
  );
  expect(recordedPath('Path 1', [{ beat: 0, x: 0, y: 0 }], 4), 'no movement, no way').toBeNull();
});

test('a still stretch of a recording costs two points, not one a frame', () => {
  const moves = Array.from({ length: 500 }, (_, index) => ({ beat: index / 60, x: 0.2, y: 0.1 }));
  expect(recordedPath('Path 1', moves, 8)?.points.length).toBeLessThan(4);
});

test('a drawn line has an even speed, however unevenly it was drawn', () => {
  const path = drawn(
    'Path 1',
    [
      { x: 0, y: 0 },
      { x: 0.1, y: 0 },
      { x: 0.2, y: 0 },
      { x: 0.8, y: 0 },
    ],
    8,
  );
  if (path === null) throw new Error('a line is a way');
  expect(placeOn(path, 2)?.x).toBeCloseTo(0.2);
  expect(placeOn(path, 4)?.x).toBeCloseTo(0.4);
  expect(drawn('Path 1', [{ x: 0, y: 0 }], 8), 'a dot is no line').toBeNull();
});

test('a glide goes straight', () => {
  const path = glide({ x: -1, y: 0 }, { x: 1, y: 1 }, 2);
  expect(placeOn(path, 1)).toEqual({ x: 0, y: 0.5 });
});

test('ways are kept in the project and taken off by name', () => {
  const path = glide({ x: 0, y: 0 }, { x: 1, y: 1 }, 4);
  const kept = addPath(emptyProject(''), { ...path, name: 'Path 1' });
  expect(kept.paths.map(({ name }) => name)).toEqual(['Path 1']);
  expect(removePath(kept, 'Path 1').paths).toEqual([]);
});
