/** The map's mathematics: places, names, land and the hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Hand, type HandReport } from '#renderer/pad/hand.ts';
import { contour, smooth } from '#renderer/pad/map/land.ts';
import { overlap, placeNames } from '#renderer/pad/map/names.ts';
import { mixAt, tileGrid } from '#renderer/pad/map/tile-grid.ts';
import { placeOf, spotOf, viewportOf } from '#renderer/pad/map/viewport.ts';
import type { Place } from '#renderer/pad/view.ts';

const VIEW = viewportOf(832, 540, false);
const unit = fc.double({ min: -1, max: 1, noNaN: true });

test('the place under the finger is the place that plays', () => {
  fc.assert(
    fc.property(unit, unit, (x, y) => {
      const back = placeOf(VIEW, spotOf(VIEW, { x, y }));
      expect(back.x).toBeCloseTo(x, 9);
      expect(back.y).toBeCloseTo(y, 9);
    }),
  );
});

test('no two song names cover each other', () => {
  const spot = fc.record({
    x: fc.integer({ min: 0, max: 832 }),
    y: fc.integer({ min: 0, max: 540 }),
  });
  const naming = fc.record({
    text: fc.string(),
    width: fc.integer({ min: 20, max: 160 }),
    spots: fc.array(spot, { minLength: 1, maxLength: 10 }),
  });
  fc.assert(
    fc.property(fc.array(naming, { maxLength: 10 }), (namings) => {
      const named = namings.map((one, i) => ({ ...one, text: String(i) }));
      const boxes = placeNames(named, { x: 0, y: 0, width: 832, height: 540 }, []).map(
        ({ text, x, y }) => {
          const width = named[Number(text)]?.width ?? 0;
          return { x: x - width / 2, y: y - 8, width, height: 16 };
        },
      );
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(overlap(a, b)).toBe(false)));
    }),
  );
});

test('the shore closes round an island: every end of a line is met by another', () => {
  const values = [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const field = smooth(values, { columns: 5, rows: 5, x: 60, y: 60, dx: 40, dy: 40 }, 280, 280, 8);
  const lines = contour(field, 0.3);
  const ends = new Map<string, number>();
  for (let i = 0; i < lines.length; i += 2) {
    const end = `${(lines[i] ?? 0).toFixed(2)} ${(lines[i + 1] ?? 0).toFixed(2)}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  expect(lines.length).toBeGreaterThan(0);
  expect([...ends.values()].every((count) => count === 2)).toBe(true);
});

test('shares between tiles add to 1 and lie between those of the tiles', () => {
  const tile = (x: number, song: string) => ({
    x,
    y: 0,
    knowledge: 1,
    shares: [{ song, share: 1 }],
    notes: new Uint8Array(),
  });
  const grid = tileGrid([tile(-0.5, 'a'), tile(0.5, 'b')]);
  if (grid === null) throw new Error('no grid');
  expect(mixAt(grid, { x: -0.25, y: 0 }).shares).toEqual([
    { song: 'a', share: 0.75 },
    { song: 'b', share: 0.25 },
  ]);
});

test('of many positions in one frame only the newest is played', () => {
  const played: Place[] = [];
  const frames: (() => void)[] = [];
  const nothing = (): void => {};
  const report: HandReport = {
    show: nothing,
    move: (place) => played.push(place),
    release: nothing,
    point: nothing,
  };
  const hand = new Hand(report, (then) => frames.push(then));
  hand.press({ x: 100, y: 100 }, null, VIEW);
  for (let x = 101; x <= 300; x++) hand.drag({ x, y: 100 }, VIEW);
  for (const frame of frames) frame();
  expect(played).toEqual([placeOf(VIEW, { x: 300, y: 100 })]);
});

test('a click on a point plays the point, not the place beside it', () => {
  const seen: string[] = [];
  const report: HandReport = {
    show: () => {},
    move: () => seen.push('move'),
    release: () => seen.push('release'),
    point: ({ song }) => seen.push(song),
  };
  const hand = new Hand(report, (then) => then());
  hand.press(
    { x: 100, y: 100 },
    { song: 'a', tick: 0, bar: 1, x: 0, y: 0, heldOut: false, part: null },
    VIEW,
  );
  hand.drag({ x: 102, y: 101 }, VIEW);
  hand.release();
  expect(seen).toEqual(['a', 'release']);
});
