/** What counts as a stray note: `cli listen` must not blame a blend for music that its songs really have. */
import { expect, test } from 'vitest';
import { straysIn } from '#main/engine/measures/strays.ts';
import { cells, columns } from '../small-roll.ts';

test.each([
  ['a short note between silences', cells([], [0], []), 1, 1],
  ['one at the very end', cells([], [], [0]), 1, 1],
  ['a note that is held', cells([], [0], [1]), 1, 0],
  ['the last of a run', cells([2], [0], []), 2, 0],
  ['one beside another part', cells([3], [0], [3]), 3, 3],
  ['a stroke of a drum', cells([], [4], []), 0, 0],
])('%s', (_, own, notes, strays) => {
  expect(straysIn(own, columns, [])).toEqual({ notes, strays });
});

test('a short note that a parent begins at that place is that parent, not a mistake', () => {
  const own = cells([], [0], []);
  expect(straysIn(own, columns, [cells([], [2], []), own])).toEqual({ notes: 1, strays: 0 });
  expect(straysIn(own, columns, [cells([0], [2], [0])])).toEqual({ notes: 1, strays: 1 });
});
