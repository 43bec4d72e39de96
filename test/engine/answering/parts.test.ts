/** The map coloured by part: a segment must show what is special in it, not the part that always plays most. */
import { expect, test } from 'vitest';
import { begunBy, partsIn, standingOut } from '#main/engine/answering/parts.ts';
import { Turns } from '#main/engine/answering/turns.ts';
import { cells, columns } from '../small-roll.ts';

test('a part counts by the notes that it begins, not by how long they are held', () => {
  const begun = begunBy(partsIn(columns), columns, cells([0, 4], [1, 4], [1, 3, 4]));
  const byPart = Object.fromEntries(partsIn(columns).map((part, at) => [part, begun[at]]));
  expect(byPart).toMatchObject({ melody: 1, bass: 1, drums: 3 });
});

test('what stands out is more than usual, though drums have most notes everywhere, and silence has nothing', () => {
  const parts = partsIn(columns);
  const segments = [
    cells([4], [4], [0, 4], [4]), // a little melody
    cells([4], [3, 4], [4], [4]), // a little bass
    cells([4], [4], [4], [4]),
    cells([], [], [], []),
  ];
  const begun = segments.map((own) => begunBy(parts, columns, own));
  expect(standingOut(parts, begun)).toEqual(['melody', 'bass', 'drums', null]);
});

test('while somebody asks for music, what is long is done in small pieces', async () => {
  const turns = new Turns();
  const alone = await turns.next();
  turns.asked();
  expect(await turns.next()).toBe(1);
  expect(alone).toBeGreaterThan(1);
});
