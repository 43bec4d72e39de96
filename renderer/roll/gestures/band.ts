/** Selects by a rubber band; with Shift to what is selected already. */
import type { NoteId } from '#main/project/project.ts';
import { notesWithin } from '../grid/hit.ts';
import { pitchAt, tickAt, type Viewport } from '../grid/viewport.ts';
import type { Band, Gesture, GestureContext, Pointer } from './gesture.ts';

/** The ticks and pitches between two positions. */
export function bandBetween(
  view: Viewport,
  a: { readonly tick: number; readonly pitch: number },
  pointer: Pointer,
): Band {
  const tick = tickAt(view, pointer.x);
  const pitch = pitchAt(view, pointer.y);
  return {
    from: Math.min(a.tick, tick),
    to: Math.max(a.tick, tick),
    low: Math.min(a.pitch, pitch),
    high: Math.max(a.pitch, pitch),
  };
}

/** The gesture. */
export function bandGesture(context: GestureContext, from: Pointer): Gesture {
  const view = context.view();
  // Remembered as tick and pitch, so that the band holds its corner while the view scrolls.
  const corner = { tick: tickAt(view, from.x), pitch: pitchAt(view, from.y) };
  const kept: ReadonlySet<NoteId> = from.shift ? context.selection : new Set();
  context.select(kept);
  return {
    carries: 'both',
    move: (pointer) => {
      const band = bandBetween(context.view(), corner, pointer);
      context.band(band);
      context.select(new Set([...kept, ...notesWithin(context.index, band)]));
    },
    end: () => context.band(null),
    cancel: () => {
      context.band(null);
      context.select(context.selection);
    },
  };
}
