/** The hand on a canvas: whose press it is, and how it ends. */
import { expect, test } from 'vitest';
import { OnePointer, type CanvasHand } from '#renderer/design/touch.ts';

function follow(): { told: string[]; pointer: OnePointer; wait: () => void } {
  const told: string[] = [];
  let waiting: (() => void) | null = null;
  const later = (then: () => void): (() => void) => {
    waiting = then;
    return () => (waiting = null);
  };
  const hand: CanvasHand = {
    press: (_, button) => told.push(`press ${button}`),
    drag: ({ x, y }) => told.push(`drag ${x} ${y}`),
    release: () => told.push('release'),
    cancel: () => told.push('cancel'),
    hover: () => told.push('hover'),
    pinch: ([a, b], [c, d]) => told.push(`pinch ${a.x} ${b.x} to ${c.x} ${d.x}`),
    rest: ({ x }) => told.push(`rest ${x}`),
  };
  return { told, pointer: new OnePointer(() => hand, later), wait: () => waiting?.() };
}

interface How {
  readonly x?: number;
  readonly button?: number;
  readonly buttons?: number;
  readonly kind?: 'mouse' | 'touch' | 'pen';
}

function event(id: number, { x = 0, button = 0, buttons = 1, kind = 'mouse' }: How = {}) {
  const made = new MouseEvent('pointermove', { clientX: x, clientY: 5, button, buttons });
  return Object.assign(made, { pointerId: id, pointerType: kind }) as PointerEvent;
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

test('two fingers that come together are a pair: what the first began is undone, and nothing begins until both are gone', () => {
  const { told, pointer } = follow();
  const touch = (id: number, x: number): PointerEvent => event(id, { x, kind: 'touch' });
  pointer.down(touch(1, 100), document.body);
  pointer.move(touch(1, 104), document.body);
  expect(pointer.down(touch(2, 200), document.body)).toBe(true);
  expect(pointer.down(touch(3, 300), document.body)).toBe(false);
  pointer.move(touch(2, 240), document.body);
  pointer.move(touch(1, 80), document.body);
  pointer.up(touch(2, 240));
  pointer.lost(touch(2, 240));
  pointer.up(touch(1, 80));
  pointer.lost(touch(1, 80));
  pointer.down(touch(4, 7), document.body);
  pointer.up(touch(4, 7));
  expect(told).toEqual([
    'press left',
    'drag 104 5',
    'cancel',
    'pinch 100 200 to 100 240',
    'pinch 100 240 to 80 240',
    'press left',
    'release',
  ]);
});

test('a finger that is dragging keeps what it holds when another one, or a palm, comes down', () => {
  const { told, pointer, wait } = follow();
  const touch = (id: number, x: number): PointerEvent => event(id, { x, kind: 'touch' });
  pointer.down(touch(1, 100), document.body);
  pointer.move(touch(1, 150), document.body);
  expect(pointer.down(touch(2, 200), document.body)).toBe(false);
  wait();
  pointer.move(touch(2, 240), document.body);
  pointer.up(touch(1, 150));
  expect(told).toEqual(['press left', 'drag 150 5', 'release']);
});

test('a finger that lies still rests once; a mouse, a pen and a finger that has gone never do', () => {
  const { told, pointer, wait } = follow();
  for (const kind of ['touch', 'mouse', 'pen'] as const) {
    pointer.down(event(1, { x: 30, kind }), document.body);
    wait();
    wait();
    pointer.up(event(1, { x: 30, kind }));
    wait();
  }
  expect(told.filter((word) => word.startsWith('rest'))).toEqual(['rest 30']);
});

test('a pen presses as a button does, and with its other end as the right one', () => {
  const { told, pointer } = follow();
  pointer.down(event(1, { kind: 'pen' }), document.body);
  pointer.up(event(1, { kind: 'pen' }));
  pointer.down(event(1, { kind: 'pen', button: 5, buttons: 32 }), document.body);
  pointer.move(event(1, { kind: 'pen', x: 9, button: -1, buttons: 32 }), document.body);
  pointer.up(event(1, { kind: 'pen', button: 5 }));
  expect(told).toEqual(['press left', 'release', 'press right', 'drag 9 5', 'release']);
});
