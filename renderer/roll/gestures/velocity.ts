/** Sets velocities in their lane: a selected stem takes the selection along, otherwise the drag paints every stem it passes. */
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { notesBetween } from '../grid/note-index.ts';
import { tickAt, xOf, type Viewport } from '../grid/viewport.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

const FOOT = 4;
const HEAD = 10;

/** Velocity 1 to 127 at a height in the lane. */
export function velocityAt(view: Viewport, y: number): number {
  const tall = Math.max(1, view.velocity - FOOT - HEAD);
  return Math.max(1, Math.min(127, Math.round(((view.height - FOOT - y) / tall) * 127)));
}

/** Height of a velocity's head in the lane. */
export function velocityY(view: Viewport, velocity: number): number {
  return view.height - FOOT - ((view.velocity - FOOT - HEAD) * velocity) / 127;
}

/** The gesture; `note` is the stem that was taken, or null between stems. */
export function velocityGesture(
  context: GestureContext,
  from: Pointer,
  note: LaneNote | null,
): Gesture {
  const session = lazily(() => context.begin('velocity'));
  const together = note !== null && context.selection.has(note.id);
  const group = together ? context.index.notes.filter(({ id }) => context.selection.has(id)) : [];
  const set = new Map<NoteId, number>();
  let last = from;
  const apply = (pointer: Pointer): void => {
    if (together) {
      const by = velocityAt(context.view(), pointer.y) - note.velocity;
      for (const { id, velocity } of group) set.set(id, Math.max(1, Math.min(127, velocity + by)));
    } else {
      paint(context, last, pointer, set);
    }
    last = pointer;
    if (set.size > 0) session.preview({ kind: 'velocity', velocities: new Map(set) });
    const shown = note ?? null;
    if (shown !== null) context.tip({ ...shown, velocity: set.get(shown.id) ?? shown.velocity });
  };
  apply(from);
  return {
    move: apply,
    end: () => {
      context.tip(null);
      session.keep();
    },
    cancel: () => {
      context.tip(null);
      session.cancel();
    },
  };
}

/** Puts every stem between two positions on the line between them. */
function paint(context: GestureContext, a: Pointer, b: Pointer, set: Map<NoteId, number>): void {
  const view = context.view();
  const x0 = Math.min(a.x, b.x) - 4;
  const x1 = Math.max(a.x, b.x) + 4;
  for (const { id, start } of notesBetween(context.index, tickAt(view, x0), tickAt(view, x1))) {
    const x = xOf(view, start);
    if (x < x0 || x > x1) continue;
    const t = b.x === a.x ? 1 : Math.max(0, Math.min(1, (x - a.x) / (b.x - a.x)));
    set.set(id, velocityAt(view, a.y + (b.y - a.y) * t));
  }
}
