/** Moves the view with the hand: the place under the pointer stays under it. */
import type { Gesture, GestureContext, Pointer } from './gesture.ts';

/** The gesture. */
export function panGesture(context: GestureContext, from: Pointer): Gesture {
  const first = context.view();
  return {
    move: (pointer) =>
      context.scroll({
        ...context.view(),
        left: first.left - (pointer.x - from.x) / first.pixelsPerTick,
        top: first.top + (pointer.y - from.y) / first.rowHeight,
      }),
    end: () => {},
    cancel: () => context.scroll({ ...context.view(), left: first.left, top: first.top }),
  };
}
