/** One pointer from press to release, as a canvas needs it: places from its corner, one hand at a time, and a lost pointer told apart from a lifted one. */

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
}

const BUTTONS: readonly TouchButton[] = ['left', 'middle', 'right'];

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

/** Follows the one pointer that pressed; a second finger does not tear away what the first one holds. */
export class OnePointer {
  readonly #hand: () => CanvasHand;
  #held: number | null = null;

  constructor(hand: () => CanvasHand) {
    this.#hand = hand;
  }

  /** A pointer goes down; answers whether it is the one that is followed. */
  down(event: PointerEvent, element: Element): boolean {
    const button = BUTTONS[event.button];
    if (this.#held !== null || button === undefined) return false;
    this.#held = event.pointerId;
    this.#hand().press(touchOf(event, element), button);
    return true;
  }

  move(event: PointerEvent, element: Element): void {
    const touch = touchOf(event, element);
    if (this.#held === null) return this.#hand().hover(touch);
    if (event.pointerId !== this.#held) return;
    // No button is down any more, though nobody told: its release went to another window.
    if (event.buttons === 0) this.lost(event);
    else this.#hand().drag(touch);
  }

  up(event: PointerEvent): void {
    if (event.pointerId !== this.#held) return;
    this.#held = null;
    this.#hand().release();
  }

  lost(event: PointerEvent): void {
    if (event.pointerId !== this.#held) return;
    this.#held = null;
    this.#hand().cancel();
  }
}
