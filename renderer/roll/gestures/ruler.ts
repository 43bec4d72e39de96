/** Gestures on the ruler and the keyboard: seek, set the loop, hear a key. */
import type { Ticks } from '#main/music/note.ts';
import { snapNearest } from '../grid/snap.ts';
import { pitchAt, tickAt } from '../grid/viewport.ts';
import type { LoopDrag } from '../view.ts';
import type { Gesture, GestureContext, Pointer } from './gesture.ts';

/** Puts the playhead where the pointer is. */
export function seekGesture(context: GestureContext, from: Pointer): Gesture {
  const seek = (pointer: Pointer): void =>
    context.seek(
      Math.max(0, snapNearest(tickAt(context.view(), pointer.x), pointer.alt ? 1 : context.grid)),
    );
  seek(from);
  return { move: seek, end: () => {}, cancel: () => {} };
}

/** Draws a loop from `anchor` to the pointer; a loop without length is none. */
export function loopGesture(context: GestureContext, anchor: Ticks): Gesture {
  let drag: LoopDrag | null = null;
  return {
    carries: 'time',
    move: (pointer) => {
      const grid = pointer.alt ? 1 : context.grid;
      const tick = Math.max(0, snapNearest(tickAt(context.view(), pointer.x), grid));
      const fixed = Math.max(0, snapNearest(anchor, grid));
      const start = Math.min(tick, fixed);
      const end = Math.max(tick, fixed);
      drag ??= context.drawLoop();
      drag?.preview(end > start ? { start, end } : null);
    },
    end: () => drag?.keep(),
    cancel: () => drag?.cancel(),
  };
}

/** Sounds the keys that the pointer passes. */
export function keysGesture(context: GestureContext, from: Pointer): Gesture {
  let sounding = -1;
  const sound = (pointer: Pointer): void => {
    const pitch = pitchAt(context.view(), pointer.y);
    if (pitch === sounding) return;
    sounding = pitch;
    context.audition({ pitch, velocity: context.fresh.velocity });
  };
  const hush = (): void => context.audition(null);
  sound(from);
  return { move: sound, end: hush, cancel: hush };
}
