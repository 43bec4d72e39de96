/** What touches of the canvas mean on the map: a press takes the place in hand, resting on a point names it, two presses open it. */
import type { CanvasHand, Touch } from '#renderer/design/touch.ts';
import type { Hand } from './hand.ts';
import { pointUnder } from './map/nearest.ts';
import type { Viewport } from './map/viewport.ts';
import type { PadPoint } from './view.ts';

/** The map as it is at the moment of a touch, and who is told. */
export interface TouchedMap {
  readonly points: () => readonly PadPoint[];
  /** The viewport that is shown, or null before the first size is known. */
  readonly viewport: () => Viewport | null;
  readonly playable: () => boolean;
  readonly hover: (point: PadPoint | null) => void;
  readonly double: (point: PadPoint) => void;
}

/** Lets the hand hold a map. */
export function holdingOf(hand: Hand, map: TouchedMap): CanvasHand {
  const under = (touch: Touch): PadPoint | null => {
    const viewport = map.viewport();
    if (viewport === null) return null;
    return pointUnder(map.points(), viewport, touch, touch.finger ? 12 : 6);
  };
  return {
    press: (touch, button) => {
      const viewport = map.viewport();
      if (button !== 'left' || viewport === null || !map.playable()) return;
      hand.press(touch, under(touch), viewport);
    },
    drag: (touch) => {
      const viewport = map.viewport();
      if (viewport !== null) hand.drag(touch, viewport);
    },
    release: () => hand.release(),
    cancel: () => hand.release(),
    hover: (touch) => map.hover(under(touch)),
    leave: () => map.hover(null),
    twice: (touch) => {
      const point = under(touch);
      if (point !== null) map.double(point);
    },
  };
}
