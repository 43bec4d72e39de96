/** Stretches the selected notes together: places and lengths keep their proportions. */
import type { LaneNote } from '#main/project/project.ts';
import { snapNearest } from '../grid/snap.ts';
import { tickAt } from '../grid/viewport.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

/** The shortest that a group becomes, as a share of what it was. */
const LEAST = 1 / 64;

/** The gesture; `note` is the one whose edge was taken. Without a move it takes that note out of the selection. */
export function warpGesture(
  context: GestureContext,
  note: LaneNote,
  edge: 'start' | 'end',
): Gesture {
  const ids = context.selection;
  const group = context.index.notes.filter(({ id }) => ids.has(id));
  const first = group.reduce((least, { start }) => Math.min(least, start), Infinity);
  const last = group.reduce((most, { end }) => Math.max(most, end), 0);
  const anchor = edge === 'end' ? first : last;
  const taken = edge === 'end' ? note.end : note.start;
  const session = lazily(() => context.begin('warp'));
  let factor = 1;
  return {
    carries: 'time',
    move: (pointer: Pointer) => {
      const grid = pointer.alt ? 1 : context.grid;
      const tick = Math.max(0, snapNearest(tickAt(context.view(), pointer.x), grid));
      const next = Math.max(LEAST, (tick - anchor) / (taken - anchor));
      if (!Number.isFinite(next) || next === factor) return;
      factor = next;
      session.preview({ kind: 'warp', ids, anchor, factor });
    },
    end: () => {
      if (session.open()) {
        if (factor === 1) session.cancel();
        else session.keep();
      } else context.select(new Set([...ids].filter((id) => id !== note.id)));
    },
    cancel: () => session.cancel(),
  };
}
