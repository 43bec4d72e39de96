/** Cuts the note under the pointer, and with it those selected with it, at the line that the hand lets go on. */
import type { LaneNote } from '#main/project/project.ts';
import { snapNearest } from '../grid/snap.ts';
import { tickAt } from '../grid/viewport.ts';
import { cutAt } from '../actions.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

/** The gesture; `note` is the one that was pressed. */
export function splitGesture(context: GestureContext, from: Pointer, note: LaneNote): Gesture {
  const session = lazily(() => context.begin('split'));
  const together = context.selection.has(note.id);
  const group = context.index.notes.filter(({ id }) =>
    together ? context.selection.has(id) : id === note.id,
  );
  let cut = false;
  const show = (pointer: Pointer): void => {
    const tick = tickAt(context.view(), pointer.x);
    const edit = cutAt(group, snapNearest(tick, pointer.alt ? 1 : context.grid));
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
