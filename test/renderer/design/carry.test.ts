/** A finger on a row: what goes sideways is carried, what goes up and down leaves the list to scroll. */
import { expect, test } from 'vitest';
import { RowCarry } from '#renderer/design/carry.ts';

function follow(mouse = false): { told: string[]; carry: RowCarry } {
  const told: string[] = [];
  const hand = {
    move: (x: number, y: number) => told.push(`move ${x} ${y}`),
    drop: (x: number, y: number) => told.push(`drop ${x} ${y}`),
    cancel: () => told.push('cancel'),
  };
  return { told, carry: new RowCarry(() => hand, mouse) };
}

const row = Object.assign(document.createElement('li'), { setPointerCapture: () => undefined });

function event(x: number, y: number, kind = 'touch', id = 1) {
  const made = new MouseEvent('pointermove', { clientX: x, clientY: y, button: 0 });
  Object.defineProperty(made, 'currentTarget', { value: row });
  const told = Object.assign(made, { pointerId: id, pointerType: kind });
  return told as unknown as PointerEvent & { readonly currentTarget: Element };
}

test('a finger that goes sideways carries, wherever it goes then, and drops where it is lifted', () => {
  const { told, carry } = follow();
  carry.down(event(10, 10));
  carry.move(event(15, 12));
  carry.move(event(25, 14));
  carry.move(event(25, 200));
  carry.up(event(26, 210));
  carry.move(event(90, 90));
  expect(told).toEqual(['move 25 14', 'move 25 200', 'drop 26 210']);
});

test('a finger that scrolls, another finger, a tap and a lost finger place nothing', () => {
  const { told, carry } = follow();
  carry.down(event(10, 10));
  carry.move(event(14, 40));
  carry.lost(event(14, 60));
  carry.down(event(10, 10));
  carry.move(event(90, 10, 'touch', 2));
  carry.up(event(10, 10));
  expect(told).toEqual([]);
  carry.down(event(10, 10));
  carry.move(event(40, 10));
  carry.lost(event(40, 10));
  carry.up(event(40, 10));
  expect(told).toEqual(['move 40 10', 'cancel']);
});

test('a mouse carries only where the row has no drag of the browser', () => {
  const none = follow();
  const some = follow(true);
  for (const { carry } of [none, some]) {
    carry.down(event(10, 10, 'mouse'));
    carry.move(event(12, 40, 'mouse'));
    carry.up(event(12, 50, 'mouse'));
  }
  expect(none.told).toEqual([]);
  expect(some.told).toEqual(['move 12 40', 'drop 12 50']);
});
