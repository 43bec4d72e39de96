/** Stretches the selected notes at their start or end. */
import type { Ticks } from '#main/music/note.ts';
import type { LaneNote } from '#main/project/project.ts';
import { snapNearest } from '../grid/snap.ts';
import { tickAt } from '../grid/viewport.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';
import { chosen } from './move.ts';

/** A change of length that leaves every note of the group at least `least` ticks (or its own length, where that is less) and none before tick 0. */
export function clampStretch(
  notes: readonly LaneNote[],
  edge: 'start' | 'end',
  ticks: Ticks,
  least: Ticks,
): Ticks {
  let result = ticks;
  for (const { start, end } of notes) {
    const room = Math.max(0, end - start - Math.min(least, Math.max(1, end - start)));
    result = edge === 'end' ? Math.max(-room, result) : Math.max(-start, Math.min(room, result));
  }
  return result + 0;
}

/** The gesture; `note` is the one whose edge was taken. */
export function stretchGesture(
  context: GestureContext,
  from: Pointer,
  note: LaneNote,
  edge: 'start' | 'end',
): Gesture {
  const ids = chosen(context, { ...from, shift: false }, note);
  const group = context.index.notes.filter(({ id }) => ids.has(id));
  const session = lazily(() => context.begin('stretch'));
  const origin = edge === 'start' ? note.start : note.end;
  const grabbed = tickAt(context.view(), from.x) - origin;
  let last = 0;
  context.select(ids);
  return {
    carries: 'time',
    move: (pointer) => {
      const grid = pointer.alt ? 1 : context.grid;
      const wanted = snapNearest(tickAt(context.view(), pointer.x) - grabbed, grid) - origin;
      const ticks = clampStretch(group, edge, wanted, grid);
      if (ticks === last) return;
      last = ticks;
      session.preview({ kind: 'stretch', ids, edge, ticks });
      context.tip(
        edge === 'start'
          ? { ...note, start: note.start + ticks }
          : { ...note, end: note.end + ticks },
      );
    },
    end: () => {
      context.tip(null);
      if (last === 0) return session.cancel();
      session.keep();
      if (edge === 'end') {
        context.drawn({ length: note.end + last - note.start, velocity: note.velocity });
      }
    },
    cancel: () => {
      context.tip(null);
      session.cancel();
      context.select(context.selection);
    },
  };
}
