/** Turns pointers and keys on the map into places: newest position wins, at most one a frame. */
import type { PadPoint, Place } from './view.ts';
import { inside, placeOf, type Spot, type Viewport } from './map/viewport.ts';

/** What a hand may do. */
export interface HandReport {
  /** The hand is at a place; the cursor follows at once. */
  readonly show: (place: Place, pressed: boolean) => void;
  /** The place to play: the newest one, once a frame. */
  readonly move: (place: Place) => void;
  readonly release: () => void;
  /** A point was pressed and let go without moving. */
  readonly point: (point: PadPoint) => void;
}

/** Pixels that a pressed point may be missed by before the press is a drag. */
const SLACK = 4;

/** Follows one pointer from press to release. Frames are asked of `frame`, so that a test can turn them by hand. */
export class Hand {
  readonly #report: HandReport;
  readonly #frame: (then: () => void) => void;
  #pressed: { readonly from: Spot; readonly point: PadPoint | null; dragged: boolean } | null =
    null;
  #newest: Place | null = null;
  #asked = false;

  constructor(report: HandReport, frame: (then: () => void) => void) {
    this.#report = report;
    this.#frame = frame;
  }

  /** True from press to release. */
  get pressed(): boolean {
    return this.#pressed !== null;
  }

  /** The pointer goes down, on a point or on none. */
  press(spot: Spot, point: PadPoint | null, viewport: Viewport): void {
    this.#pressed = { from: spot, point, dragged: point === null };
    const place = point ?? placeOf(viewport, spot);
    this.#report.show({ x: place.x, y: place.y }, true);
    if (point === null) this.#play(place);
  }

  /** The pointer moves while it is down. */
  drag(spot: Spot, viewport: Viewport): void {
    const pressed = this.#pressed;
    if (pressed === null) return;
    const far = Math.hypot(spot.x - pressed.from.x, spot.y - pressed.from.y) > SLACK;
    if (!pressed.dragged && !far) return;
    pressed.dragged = true;
    const place = placeOf(viewport, spot);
    this.#report.show(place, true);
    this.#play(place);
  }

  /** The pointer goes up. */
  release(): void {
    const pressed = this.#pressed;
    if (pressed === null) return;
    this.#pressed = null;
    // Where the hand was last comes before what its letting go does.
    const newest = this.#newest;
    this.#newest = null;
    if (newest !== null) this.#report.move({ x: newest.x, y: newest.y });
    if (!pressed.dragged && pressed.point !== null) this.#report.point(pressed.point);
    this.#report.release();
  }

  /** A place set by keys or numbers. */
  set(place: Place): void {
    const kept = inside(place);
    this.#report.show(kept, false);
    this.#play(kept);
  }

  #play(place: Place): void {
    this.#newest = place;
    if (this.#asked) return;
    this.#asked = true;
    this.#frame(() => {
      this.#asked = false;
      const newest = this.#newest;
      this.#newest = null;
      if (newest !== null) this.#report.move({ x: newest.x, y: newest.y });
    });
  }
}

/** One press of an arrow key, and with Shift. */
export const KEY_STEP = { fine: 0.01, coarse: 0.1 } as const;

/**
 * Where a key takes the cursor, or null where the key means nothing here.
 * @example placeForKey('ArrowRight', false, { x: 0, y: 0 }) // { x: 0.01, y: 0 }
 */
export function placeForKey(key: string, coarse: boolean, from: Place): Place | null {
  const step = coarse ? KEY_STEP.coarse : KEY_STEP.fine;
  switch (key) {
    case 'ArrowLeft':
      return inside({ x: from.x - step, y: from.y });
    case 'ArrowRight':
      return inside({ x: from.x + step, y: from.y });
    case 'ArrowUp':
      return inside({ x: from.x, y: from.y + step });
    case 'ArrowDown':
      return inside({ x: from.x, y: from.y - step });
    case 'Home':
      return { x: 0, y: 0 };
    default:
      return null;
  }
}
