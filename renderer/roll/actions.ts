/** What the roll's named actions do to notes, as pure functions of notes and selection. */
import type { Ticks } from '#main/music/note.ts';
import { isInScale } from '#main/music/scale.ts';
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { changedVelocities } from '#main/project/velocities.ts';
import { clampShift } from './gestures/move.ts';
import { clampStretch } from './gestures/stretch.ts';
import type { RollAction } from './names.ts';
import type { Key, RollEdit, RollSettings } from './view.ts';

const OCTAVE = 12;
/** Ticks that a nudge off the grid goes. */
const FINE: Ticks = 10;
/** What a key adds to velocities. */
const LOUDER = 8;

/** What an action may need to know beside notes. */
export interface EditHow extends Pick<RollSettings, 'strength' | 'swing' | 'inScale'> {
  /** The snap in ticks; 1 where it is off. */
  readonly grid: Ticks;
  readonly key: Key | null;
  /** Where a cut goes. */
  readonly playhead: Ticks | null;
}

/** Actions that take the whole lane where nothing is selected. */
const WHOLE: ReadonlySet<RollAction> = new Set(['quantise', 'legato', 'scale-notes', 'split']);

/** The notes that an action is about: the selected ones, or all of them for some actions without a selection. */
export function groupFor(
  action: RollAction,
  notes: readonly LaneNote[],
  selection: ReadonlySet<NoteId>,
): readonly LaneNote[] {
  const chosen = notes.filter(({ id }) => selection.has(id));
  return chosen.length === 0 && WHOLE.has(action) ? notes : chosen;
}

/** The edit that an action asks for on these notes, or null where it would change nothing. */
export function editFor(
  action: RollAction,
  notes: readonly LaneNote[],
  selection: ReadonlySet<NoteId>,
  how: EditHow,
): RollEdit | null {
  const group = groupFor(action, notes, selection);
  if (group.length === 0) return null;
  const { grid, key, strength, swing } = how;
  const ids = new Set(group.map(({ id }) => id));
  const step = grid > 1 ? grid : FINE;
  const shift = (ticks: Ticks, pitch: number): RollEdit | null => {
    const by = clampShift(group, ticks, pitch);
    return by.ticks === 0 && by.pitch === 0 ? null : { kind: 'move', ids, ...by };
  };
  const transpose = (by: 1 | -1): RollEdit | null =>
    how.inScale && key !== null ? { kind: 'scale', ids, scale: key, steps: by } : shift(0, by);
  const stretch = (by: Ticks): RollEdit | null => {
    const ticks = clampStretch(group, 'end', by, step);
    return ticks === 0 ? null : { kind: 'stretch', ids, edge: 'end', ticks };
  };
  const louder = (value: number): RollEdit => ({
    kind: 'velocity',
    velocities: changedVelocities(group, { how: 'add', value }),
  });
  switch (action) {
    case 'delete':
    case 'join':
    case 'legato':
      return { kind: action, ids };
    case 'split':
      return how.playhead === null ? null : cutAt(group, how.playhead);
    case 'transpose-up':
      return transpose(1);
    case 'transpose-down':
      return transpose(-1);
    case 'octave-up':
      return shift(0, OCTAVE);
    case 'octave-down':
      return shift(0, -OCTAVE);
    case 'nudge-left':
      return shift(-step, 0);
    case 'nudge-right':
      return shift(step, 0);
    case 'nudge-tick-left':
      return shift(-FINE, 0);
    case 'nudge-tick-right':
      return shift(FINE, 0);
    case 'shorter':
      return stretch(-step);
    case 'longer':
      return stretch(step);
    case 'velocity-up':
      return louder(LOUDER);
    case 'velocity-down':
      return louder(-LOUDER);
    case 'quantise':
      return grid > 1 ? { kind: 'quantise', ids, ticks: grid, strength, swing } : null;
    case 'scale-notes':
      return key === null ? null : { kind: 'scale', ids, scale: key };
    case 'duplicate':
      return { kind: 'copy', ids, ticks: spanOf(group, step), pitch: 0 };
    default:
      return null;
  }
}

/** A cut of every note that sounds at a tick, or null where none does. */
export function cutAt(notes: readonly LaneNote[], tick: Ticks): RollEdit | null {
  const under = notes.filter(({ start, end }) => start < tick && end > tick);
  return under.length === 0
    ? null
    : { kind: 'split', cuts: new Map(under.map(({ id }) => [id, tick])) };
}

/** Notes whose pitch does not belong to a key. */
export function outOfScale(notes: readonly LaneNote[], key: Key): readonly LaneNote[] {
  return notes.filter(({ pitch }) => !isInScale(pitch, key));
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
