/** Moves a marker, or a change of tempo and meter, along the ruler; pressed without a move it takes the playhead there. */
import type { Ticks } from '#main/music/note.ts';
import { snapNearest } from '../grid/snap.ts';
import { tickAt } from '../grid/viewport.ts';
import type { MarkerMove } from '../view.ts';
import type { Gesture, GestureContext, Pointer } from './gesture.ts';

/** Pixels that a hand may tremble. */
const TREMBLE = 3;

/** The gesture. */
export function placeGesture(
  context: GestureContext,
  from: Pointer,
  tick: Ticks,
  begin: (from: Ticks) => MarkerMove | null,
): Gesture {
  let move: MarkerMove | null = null;
  const pressed = tickAt(context.view(), from.x);
  return {
    carries: 'time',
    move: (pointer) => {
      if (move === null && Math.abs(pointer.x - from.x) <= TREMBLE) return;
      move ??= begin(tick);
      const by = tickAt(context.view(), pointer.x) - pressed;
      move?.preview(Math.max(0, snapNearest(tick + by, pointer.alt ? 1 : context.grid)));
    },
    end: () => {
      if (move === null) context.seek(tick);
      else move.keep();
    },
    cancel: () => move?.cancel(),
  };
}
