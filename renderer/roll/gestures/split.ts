/** Cuts the note under the pointer, and with it those selected with it, at the line that the hand lets go on. */
import type { LaneNote } from '#main/project/project.ts';
import type { Ticks } from '#main/music/note.ts';
import { snapDown, snapNearest } from '../grid/snap.ts';
import { tickAt } from '../grid/viewport.ts';
import { cutAt } from '../actions.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

/**
 * Where a note is cut that is pressed at a tick: at the nearest line of the grid within it, or there itself where no line
 * lies within, for a note as short as the grid is cut too.
 *
 * @param grid ticks between the grid's lines
 */
export function cutWithin({ start, end }: LaneNote, tick: Ticks, grid: Ticks): Ticks {
  const first = snapDown(start, grid) + grid;
  const last = snapDown(end - 1, grid);
  return first > last ? tick : Math.max(first, Math.min(last, snapNearest(tick, grid)));
}

/** The gesture; `note` is the one that was pressed. */
export function splitGesture(context: GestureContext, from: Pointer, note: LaneNote): Gesture {
  const session = lazily(() => context.begin('split'));
  const together = context.selection.has(note.id);
  const group = context.index.notes.filter(({ id }) =>
    together ? context.selection.has(id) : id === note.id,
  );
  let cut = false;
  const show = (pointer: Pointer): void => {
    const tick = Math.round(tickAt(context.view(), pointer.x));
    const edit = cutAt(group, pointer.alt ? tick : cutWithin(note, tick, context.grid));
    cut = edit !== null;
    if (edit !== null) session.preview(edit);
  };
  context.audition({ pitch: note.pitch, velocity: note.velocity });
  show(from);
  return {
    move: show,
    end: () => {
      context.audition(null);
      if (cut) session.keep();
      else session.cancel();
    },
    cancel: () => {
      context.audition(null);
      session.cancel();
    },
  };
}
