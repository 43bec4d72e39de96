/** Says what lies under the pointer. */
import type { Pitch, Ticks } from '#main/music/note.ts';
import type { LaneNote, Marker, NoteId } from '#main/project/project.ts';
import type { RollLoop } from '../view.ts';
import { changeAt } from './changes.ts';
import { notesBetween, type NoteIndex } from './note-index.ts';
import { pitchAt, tickAt, xOf, yOf, type Viewport } from './viewport.ts';

/** A position in CSS pixels from the canvas's corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What was hit. */
export type Hit =
  | { readonly on: 'note'; readonly note: LaneNote; readonly edge: 'start' | 'end' | null }
  | { readonly on: 'grid'; readonly tick: Ticks; readonly pitch: Pitch }
  | { readonly on: 'marker'; readonly marker: Marker }
  | { readonly on: 'change'; readonly tick: Ticks }
  | { readonly on: 'velocity'; readonly note: LaneNote | null }
  | { readonly on: 'ruler'; readonly tick: Ticks; readonly loop: 'start' | 'end' | null }
  | { readonly on: 'keys'; readonly pitch: Pitch };

/** Pixels from an end of a note within which it is stretched. */
const EDGE = 6;
/** Pixels round a velocity stem within which it is taken. */
const STEM = 6;
const LOOP_BAR = 8;

/** What lies at a spot; selected notes are found before those that they cover. */
export function hitAt(
  view: Viewport,
  index: NoteIndex,
  selection: ReadonlySet<NoteId>,
  loop: RollLoop | null,
  spot: Spot,
  markers: readonly Marker[] = [],
  changes: readonly Ticks[] = [],
): Hit {
  if (spot.y < view.ruler && spot.x >= view.keys) {
    const marker = spot.y > LOOP_BAR ? markerAt(view, markers, spot.x) : null;
    if (marker !== null) return { on: 'marker', marker };
    const change = spot.y > LOOP_BAR ? changeAt(view, changes, spot.x) : null;
    return change === null ? rulerHit(view, loop, spot) : { on: 'change', tick: change };
  }
  if (spot.y > view.height - view.velocity)
    return { on: 'velocity', note: stemAt(view, index, selection, spot) };
  if (spot.x < view.keys) return { on: 'keys', pitch: pitchAt(view, spot.y) };
  const note = noteAt(view, index, selection, spot);
  if (note === null)
    return { on: 'grid', tick: tickAt(view, spot.x), pitch: pitchAt(view, spot.y) };
  return { on: 'note', note, edge: edgeAt(view, note, spot.x) };
}

function rulerHit(view: Viewport, loop: RollLoop | null, spot: Spot): Hit {
  const tick = tickAt(view, spot.x);
  if (loop === null || spot.y > LOOP_BAR) return { on: 'ruler', tick, loop: null };
  const near = (at: Ticks): boolean => Math.abs(xOf(view, at) - spot.x) <= EDGE;
  const edge = near(loop.end) ? 'end' : near(loop.start) ? 'start' : null;
  return { on: 'ruler', tick, loop: edge };
}

/** Pixels of a marker's flag that can be taken. */
export const FLAG = 12;

function markerAt(view: Viewport, markers: readonly Marker[], x: number): Marker | null {
  return (
    markers.findLast(({ tick }) => x >= xOf(view, tick) - 2 && x < xOf(view, tick) + FLAG) ?? null
  );
}

/** The note under a spot, the selected or else the last drawn one, or null. */
export function noteAt(
  view: Viewport,
  index: NoteIndex,
  selection: ReadonlySet<NoteId>,
  spot: Spot,
): LaneNote | null {
  // A pixel of grace either side, so that the shortest notes can be taken.
  const from = tickAt(view, spot.x - 1.5);
  const to = tickAt(view, spot.x + 1.5);
  const under = notesBetween(index, from, to).filter(({ pitch }) => {
    const y = yOf(view, pitch);
    return spot.y >= y && spot.y < y + view.rowHeight;
  });
  return under.findLast(({ id }) => selection.has(id)) ?? under.at(-1) ?? null;
}

/** Which end of the note is taken at `x`: at most a quarter of it, so that short notes can still be moved. */
export function edgeAt(view: Viewport, note: LaneNote, x: number): 'start' | 'end' | null {
  const x0 = xOf(view, note.start);
  const x1 = xOf(view, note.end);
  const reach = Math.min(EDGE, (x1 - x0) / 4);
  if (x1 - x <= reach) return 'end';
  return x - x0 <= reach ? 'start' : null;
}

function stemAt(
  view: Viewport,
  index: NoteIndex,
  selection: ReadonlySet<NoteId>,
  spot: Spot,
): LaneNote | null {
  const near = notesBetween(index, tickAt(view, spot.x - STEM), tickAt(view, spot.x + STEM)).filter(
    ({ start }) => Math.abs(xOf(view, start) + 1 - spot.x) <= STEM,
  );
  return near.findLast(({ id }) => selection.has(id)) ?? near.at(-1) ?? null;
}

/** Ids of the notes that a rubber band touches. */
export function notesWithin(
  index: NoteIndex,
  band: { readonly from: Ticks; readonly to: Ticks; readonly low: Pitch; readonly high: Pitch },
): ReadonlySet<NoteId> {
  return new Set(
    notesBetween(index, band.from, band.to)
      .filter(({ pitch, start, end }) => {
        const inTime = start < band.to && (end > band.from || start === end);
        return inTime && pitch >= band.low && pitch <= band.high;
      })
      .map(({ id }) => id),
  );
}
