/** Moves (or with Ctrl copies) the selected notes in time and pitch. */
import type { Ticks } from '#main/music/note.ts';
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { snapNearest } from '../grid/snap.ts';
import { pitchAt, tickAt } from '../grid/viewport.ts';
import { lazily, type Gesture, type GestureContext, type Pointer } from './gesture.ts';

/** A shift that keeps every note of the group between tick 0 and pitches 0 to 127. */
export function clampShift(
  notes: readonly LaneNote[],
  ticks: Ticks,
  pitch: number,
): { readonly ticks: Ticks; readonly pitch: number } {
  let start = Number.POSITIVE_INFINITY;
  let low = 127;
  let high = 0;
  for (const note of notes) {
    start = Math.min(start, note.start);
    low = Math.min(low, note.pitch);
    high = Math.max(high, note.pitch);
  }
  if (notes.length === 0) return { ticks: 0, pitch: 0 };
  // `+ 0` so that a shift of nothing is never -0.
  return {
    ticks: Math.max(-start, ticks) + 0,
    pitch: Math.max(-low, Math.min(127 - high, pitch)) + 0,
  };
}

/** The gesture; `note` is the one that was taken. */
export function moveGesture(context: GestureContext, from: Pointer, note: LaneNote): Gesture {
  const copies = from.command;
  const wasSelected = context.selection.has(note.id);
  const ids = chosen(context, from, note);
  const group = context.index.notes.filter(({ id }) => ids.has(id));
  const session = lazily(() => context.begin(copies ? 'copy' : 'move'));
  const first = { tick: tickAt(context.view(), from.x), pitch: pitchAt(context.view(), from.y) };
  let last = { ticks: 0, pitch: 0 };
  context.select(ids);
  context.audition({ pitch: note.pitch, velocity: note.velocity });
  return {
    carries: 'both',
    move: (pointer) => {
      const raw = tickAt(context.view(), pointer.x) - first.tick;
      const grid = pointer.alt ? 1 : context.grid;
      const snapped =
        context.grid > 1 && !pointer.alt && Math.abs(raw) < context.grid / 2
          ? 0
          : snapNearest(note.start + raw, grid) - note.start;
      const wanted = note.pitch + pitchAt(context.view(), pointer.y) - first.pitch;
      // A hand that stays on its row changes no pitch, whether the key has it or not.
      const pitch = wanted === note.pitch ? wanted : context.inKey(wanted);
      const next = clampShift(group, snapped, pitch - note.pitch);
      if (next.ticks === last.ticks && next.pitch === last.pitch) return;
      if (next.pitch !== last.pitch) {
        context.audition({ pitch: note.pitch + next.pitch, velocity: note.velocity });
      }
      last = next;
      session.preview({ kind: copies ? 'copy' : 'move', ids, ...next });
      context.tip({
        ...note,
        pitch: note.pitch + next.pitch,
        start: note.start + next.ticks,
        end: note.end + next.ticks,
      });
    },
    end: () => {
      context.audition(null);
      context.tip(null);
      // A way there and back is no edit.
      const moved = last.ticks !== 0 || last.pitch !== 0;
      if (!moved) session.cancel();
      const added = moved ? session.keep() : [];
      if (copies && added.length > 0) context.select(new Set(added));
      else if (!moved && wasSelected && !from.shift) context.select(new Set([note.id]));
    },
    cancel: () => {
      context.audition(null);
      context.tip(null);
      session.cancel();
      context.select(context.selection);
    },
  };
}

/** Which notes a press on a note takes: with Shift the note joins or leaves, otherwise the selection if it holds the note, else the note alone. */
export function chosen(
  context: GestureContext,
  { shift }: Pointer,
  note: LaneNote,
): ReadonlySet<NoteId> {
  const { selection } = context;
  if (!shift) return selection.has(note.id) ? selection : new Set([note.id]);
  const next = new Set(selection);
  if (!next.delete(note.id)) next.add(note.id);
  return next;
}
