/** What the roll's named actions do to notes and selection, as pure functions of both. */
import type { Ticks } from '#main/music/note.ts';
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { clampShift } from './gestures/move.ts';
import { clampStretch } from './gestures/stretch.ts';
import type { RollAction, RollEdit } from './view.ts';

const OCTAVE = 12;

/** The edit that an action asks for on these notes, or null where it would change nothing. `grid` is the snap in ticks, `step` the grid for nudging. */
export function editFor(
  action: RollAction,
  notes: readonly LaneNote[],
  selection: ReadonlySet<NoteId>,
  grid: Ticks,
): RollEdit | null {
  const group = notes.filter(({ id }) => selection.has(id));
  if (group.length === 0) return null;
  const ids = new Set(group.map(({ id }) => id));
  const step = grid > 1 ? grid : 10;
  const shift = (ticks: Ticks, pitch: number): RollEdit | null => {
    const by = clampShift(group, ticks, pitch);
    return by.ticks === 0 && by.pitch === 0 ? null : { kind: 'move', ids, ...by };
  };
  const stretch = (by: Ticks): RollEdit | null => {
    const ticks = clampStretch(group, 'end', by, step);
    return ticks === 0 ? null : { kind: 'stretch', ids, edge: 'end', ticks };
  };
  switch (action) {
    case 'delete':
      return { kind: 'delete', ids };
    case 'transpose-up':
      return shift(0, 1);
    case 'transpose-down':
      return shift(0, -1);
    case 'octave-up':
      return shift(0, OCTAVE);
    case 'octave-down':
      return shift(0, -OCTAVE);
    case 'nudge-left':
      return shift(-step, 0);
    case 'nudge-right':
      return shift(step, 0);
    case 'shorter':
      return stretch(-step);
    case 'longer':
      return stretch(step);
    case 'quantise':
      return grid > 1 ? { kind: 'quantise', ids, ticks: grid } : null;
    case 'duplicate':
      return { kind: 'copy', ids, ticks: spanOf(group, step), pitch: 0 };
    default:
      return null;
  }
}

/** How far a duplicate goes: the group's length, up to the next line of the grid. */
function spanOf(group: readonly LaneNote[], grid: Ticks): Ticks {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const note of group) {
    start = Math.min(start, note.start);
    end = Math.max(end, note.end);
  }
  return Math.max(grid, Math.ceil((end - start) / grid) * grid);
}

/** The note that an arrow takes a person to from `current`, or the first one; null in an empty lane. Notes are sorted by start. */
export function neighbour(
  action: 'previous-note' | 'next-note' | 'higher-note' | 'lower-note',
  notes: readonly LaneNote[],
  current: NoteId | null,
): LaneNote | null {
  const at = notes.findIndex(({ id }) => id === current);
  const here = notes[at];
  if (here === undefined) return notes[0] ?? null;
  if (action === 'previous-note') return notes[at - 1] ?? here;
  if (action === 'next-note') return notes[at + 1] ?? here;
  const up = action === 'higher-note';
  const distance = (note: LaneNote): number =>
    Math.abs(note.start - here.start) + Math.abs(note.pitch - here.pitch) * 60;
  return notes
    .filter(({ pitch }) => (up ? pitch > here.pitch : pitch < here.pitch))
    .reduce((best, note) => (best === here || distance(note) < distance(best) ? note : best), here);
}
