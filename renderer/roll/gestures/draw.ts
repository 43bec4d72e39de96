/** Draws one note: the press sets its start and pitch, the drag its length. */
import type { Ticks } from '#main/music/note.ts';
import type { NewNote } from '../view.ts';
import { snapDown, snapNearest } from '../grid/snap.ts';
import { pitchAt, tickAt, type Viewport } from '../grid/viewport.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

/** The note that a press at this pointer writes. */
export function freshNoteAt(
  view: Viewport,
  pointer: Pointer,
  snap: Ticks,
  fresh: GestureContext['fresh'],
  inKey: GestureContext['inKey'],
): NewNote {
  const start = Math.max(0, snapDown(tickAt(view, pointer.x), pointer.alt ? 1 : snap));
  return {
    pitch: inKey(pitchAt(view, pointer.y)),
    velocity: fresh.velocity,
    start,
    end: start + Math.max(1, Math.round(fresh.length)),
  };
}

/** The gesture. */
export function drawGesture(context: GestureContext, from: Pointer): Gesture {
  const session = lazily(() => context.begin('add'));
  const { grid, fresh, inKey } = context;
  const note = freshNoteAt(context.view(), from, grid, fresh, inKey);
  let last = note;
  let dragged = false;
  const show = (next: NewNote): void => {
    last = next;
    session.preview({ kind: 'add', notes: [next] });
    context.tip({ ...next, id: -1 });
  };
  context.audition({ pitch: note.pitch, velocity: note.velocity });
  show(note);
  return {
    carries: 'time',
    move: (pointer) => {
      if (!dragged && Math.abs(pointer.x - from.x) < 4) return;
      dragged = true;
      const step = pointer.alt ? 1 : grid;
      const end = snapNearest(tickAt(context.view(), pointer.x), step);
      const next = { ...note, end: Math.max(note.start + Math.max(1, step), end) };
      if (next.end !== last.end) show(next);
    },
    end: () => {
      context.audition(null);
      context.tip(null);
      const added = session.keep();
      context.drawn({ length: last.end - last.start, velocity: last.velocity });
      if (added.length > 0) context.select(new Set(added));
    },
    cancel: () => {
      context.audition(null);
      context.tip(null);
      session.cancel();
    },
  };
}
