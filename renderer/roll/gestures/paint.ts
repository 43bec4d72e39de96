/** Paints a row of notes, one a step of the grid, wherever the hand passes. */
import type { Ticks } from '#main/music/note.ts';
import type { NewNote } from '../view.ts';
import { pitchAt, tickAt } from '../grid/viewport.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

/** The gesture. */
export function paintGesture(context: GestureContext, from: Pointer): Gesture {
  const session = lazily(() => context.begin('add'));
  const step: Ticks = Math.max(
    15,
    context.grid > 1 ? context.grid : Math.round(context.fresh.length),
  );
  const painted = new Map<number, NewNote>();
  let last = -1;
  const at = (cell: number, pitch: number): void => {
    const start = cell * step;
    painted.set(cell, { pitch, velocity: context.fresh.velocity, start, end: start + step });
  };
  const pass = (pointer: Pointer): void => {
    const cell = Math.max(0, Math.floor(tickAt(context.view(), pointer.x) / step));
    const pitch = context.inKey(pitchAt(context.view(), pointer.y));
    if (painted.get(cell)?.pitch === pitch) return;
    // A quick hand skips no step.
    const way = Math.sign(cell - last);
    if (last >= 0) for (let c = last + way; c !== cell && way !== 0; c += way) at(c, pitch);
    at(cell, pitch);
    last = cell;
    context.audition({ pitch, velocity: context.fresh.velocity });
    session.preview({ kind: 'add', notes: [...painted.values()] });
  };
  pass(from);
  return {
    carries: 'time',
    move: pass,
    end: () => {
      context.audition(null);
      const added = session.keep();
      if (added.length > 0) context.select(new Set(added));
    },
    cancel: () => {
      context.audition(null);
      session.cancel();
    },
  };
}
