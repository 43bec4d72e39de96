/** What a canvas needs of pointers: places from its corner, one hand at a time, a lost pointer told apart from a lifted one, and what only fingers and pens do. */

/** A pointer at one moment, in CSS pixels from the canvas's corner. */
export interface Touch {
  readonly x: number;
  readonly y: number;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly command: boolean;
  /** Whether it is a finger, which hits less precisely. */
  readonly finger: boolean;
}

/** The buttons that a canvas knows. */
export type TouchButton = 'left' | 'middle' | 'right';

/** What a pointer does on a canvas. Between `press` and `release` or `cancel` comes `drag`, otherwise `hover`. */
export interface CanvasHand {
  readonly press: (touch: Touch, button: TouchButton) => void;
  readonly drag: (touch: Touch) => void;
  readonly release: () => void;
  /** The pointer was lost: no release will come. */
  readonly cancel: () => void;
  readonly hover: (touch: Touch) => void;
  readonly leave?: () => void;
  readonly twice?: (touch: Touch) => void;
  readonly wheel?: (touch: Touch, event: WheelEvent) => void;
  /** A finger has lain still for half a second; it is still held. */
  readonly rest?: (touch: Touch) => void;
  /** Two fingers went on from one pair of places to another; what the first one held before is cancelled. */
  readonly pinch?: (before: Pair, now: Pair) => void;
}

/** Two fingers at one moment. */
export type Pair = readonly [Touch, Touch];

/** By the number of an event: the last is the eraser of a pen, which does what the right button does. */
const BUTTONS: readonly (TouchButton | undefined)[] = [
  'left',
  'middle',
  'right',
  undefined,
  undefined,
  'right',
];
/** Milliseconds after which a finger that lies still rests. */
export const REST = 500;
/** Pixels that a finger may have gone until a second one is no hand of its own any more but the other half of a pair. */
const TREMBLE = 12;

/** Where an event lies on an element, and the keys that are held. */
export function touchOf(event: MouseEvent, element: Element): Touch {
  const box = element.getBoundingClientRect();
  return {
    x: event.clientX - box.left,
    y: event.clientY - box.top,
    shift: event.shiftKey,
    alt: event.altKey,
    command: event.ctrlKey || event.metaKey,
    finger: 'pointerType' in event && event.pointerType === 'touch',
  };
}

/**
 * Follows the one pointer that pressed. A second finger that comes at once makes a pair with the first; one that comes
 * later does not tear away what the first one holds.
 */
export class OnePointer {
  readonly #hand: () => CanvasHand;
  readonly #later: (then: () => void) => () => void;
  #stopWaiting = (): void => {};
  #held: number | null = null;
  /** Where the finger that is held went down, until it has gone too far for a pair. */
  #still: Touch | null = null;
  #pair: { readonly ids: readonly [number, number]; last: Pair } | null = null;

  /** @param later does something after {@link REST} milliseconds; what it answers prevents it */
  constructor(hand: () => CanvasHand, later: (then: () => void) => () => void) {
    this.#hand = hand;
    this.#later = later;
  }

  /** A pointer goes down; answers whether it is followed. */
  down(event: PointerEvent, element: Element): boolean {
    const button = BUTTONS[event.button];
    const touch = touchOf(event, element);
    if (this.#pair !== null || button === undefined) return false;
    if (this.#held !== null) return this.#join(event.pointerId, touch);
    this.#held = event.pointerId;
    this.#stopWaiting();
    this.#still = touch.finger ? touch : null;
    if (touch.finger) this.#stopWaiting = this.#later(() => this.#rest());
    this.#hand().press(touch, button);
    return true;
  }

  move(event: PointerEvent, element: Element): void {
    const touch = touchOf(event, element);
    if (this.#pair !== null) return this.#pinch(event.pointerId, touch);
    if (this.#held === null) return this.#hand().hover(touch);
    if (event.pointerId !== this.#held) return;
    // No button is down any more, though nobody told: its release went to another window.
    if (event.buttons === 0) return this.lost(event);
    const still = this.#still;
    if (still !== null && Math.hypot(touch.x - still.x, touch.y - still.y) > TREMBLE)
      this.#still = null;
    this.#hand().drag(touch);
  }

  up(event: PointerEvent): void {
    if (this.#parted(event.pointerId) || event.pointerId !== this.#held) return;
    this.#held = null;
    this.#stopWaiting();
    this.#hand().release();
  }

  lost(event: PointerEvent): void {
    if (this.#parted(event.pointerId) || event.pointerId !== this.#held) return;
    this.#held = null;
    this.#stopWaiting();
    this.#hand().cancel();
  }

  #rest(): void {
    const still = this.#still;
    if (this.#held === null || still === null) return;
    this.#still = null;
    this.#hand().rest?.(still);
  }

  #join(id: number, touch: Touch): boolean {
    const [first, held] = [this.#still, this.#held];
    const hand = this.#hand();
    if (first === null || held === null || !touch.finger || hand.pinch === undefined) return false;
    hand.cancel();
    this.#held = null;
    this.#stopWaiting();
    this.#pair = { ids: [held, id], last: [first, touch] };
    return true;
  }

  #pinch(id: number, touch: Touch): void {
    const pair = this.#pair;
    if (pair === null || !pair.ids.includes(id)) return;
    const [a, b] = pair.last;
    const now: Pair = id === pair.ids[0] ? [touch, b] : [a, touch];
    this.#hand().pinch?.(pair.last, now);
    pair.last = now;
  }

  /** A finger of a pair went: the other one alone does nothing. */
  #parted(id: number): boolean {
    if (this.#pair?.ids.includes(id) !== true) return false;
    this.#pair = null;
    return true;
  }
}
