/** Erases every note that the pointer passes over. */
import type { NoteId } from '#main/project/project.ts';
import { noteAt } from '../grid/hit.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

/** Pixels between two looks along a quick stroke. */
const STRIDE = 4;

/** The gesture. */
export function eraseGesture(context: GestureContext, from: Pointer): Gesture {
  const session = lazily(() => context.begin('delete'));
  const gone = new Set<NoteId>();
  let last: Pointer = from;
  const look = (pointer: Pointer): void => {
    const length = Math.hypot(pointer.x - last.x, pointer.y - last.y);
    const before = gone.size;
    const steps = Math.max(1, Math.ceil(length / STRIDE));
    for (let i = 1; i <= steps; i++) {
      const x = last.x + ((pointer.x - last.x) * i) / steps;
      const y = last.y + ((pointer.y - last.y) * i) / steps;
      const note = noteAt(context.view(), context.index, gone, { x, y });
      if (note !== null) gone.add(note.id);
    }
    last = pointer;
    if (gone.size > before) session.preview({ kind: 'delete', ids: new Set(gone) });
  };
  look(from);
  return {
    move: look,
    end: () => {
      if (gone.size === 0) return;
      session.keep();
      context.select(new Set([...context.selection].filter((id) => !gone.has(id))));
    },
    cancel: () => session.cancel(),
  };
}
