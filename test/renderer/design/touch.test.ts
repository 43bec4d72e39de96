/** The hand on a canvas: whose press it is, and how it ends. */
import { expect, test } from 'vitest';
import { OnePointer, type CanvasHand } from '#renderer/design/touch.ts';

function follow(): { told: string[]; pointer: OnePointer } {
  const told: string[] = [];
  const hand: CanvasHand = {
    press: (_, button) => told.push(`press ${button}`),
    drag: ({ x, y }) => told.push(`drag ${x} ${y}`),
    release: () => told.push('release'),
    cancel: () => told.push('cancel'),
    hover: () => told.push('hover'),
  };
  return { told, pointer: new OnePointer(() => hand) };
}

function event(id: number, how: { x?: number; button?: number; buttons?: number } = {}) {
  const { x = 0, button = 0, buttons = 1 } = how;
  const made = new MouseEvent('pointermove', { clientX: x, clientY: 5, button, buttons });
  return Object.assign(made, { pointerId: id, pointerType: 'mouse' }) as PointerEvent;
}

test('a second finger does not tear away what the first one holds', () => {
  const { told, pointer } = follow();
  expect(pointer.down(event(1), document.body)).toBe(true);
  expect(pointer.down(event(2), document.body)).toBe(false);
  pointer.move(event(2, { x: 90 }), document.body);
  pointer.move(event(1, { x: 7 }), document.body);
  pointer.up(event(2));
  pointer.up(event(1));
  expect(told).toEqual(['press left', 'drag 7 5', 'release']);
});

test('a release that another window swallowed ends the gesture as lost, not as done', () => {
  const { told, pointer } = follow();
  pointer.down(event(1, { button: 1 }), document.body);
  pointer.move(event(1, { buttons: 0 }), document.body);
  pointer.up(event(1));
  pointer.lost(event(1));
  pointer.move(event(1, { buttons: 0 }), document.body);
  expect(told).toEqual(['press middle', 'cancel', 'hover']);
});
