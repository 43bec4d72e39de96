/** The ends of what a person can ask of the roll: nothing breaks, nothing is lost, and undo gives back exactly what was. */
import { beforeEach, expect, test } from 'vitest';
import type { NoteEdit } from '#main/project/note-edit.ts';
import type { NewNote } from '#main/project/notes.ts';
import { gestureFor } from '#renderer/roll/gestures/press.ts';
import type { GestureContext } from '#renderer/roll/gestures/gesture.ts';
import { gridLines } from '#renderer/roll/grid/meter-grid.ts';
import { indexOf, notesBetween } from '#renderer/roll/grid/note-index.ts';
import { xOf, yOf } from '#renderer/roll/grid/viewport.ts';
import { Rig } from './rig.ts';

/** The first tick after 24 hours at 500 beats a minute. */
const DAY = 24 * 60 * 500 * 480;

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});

const ids = (): ReadonlySet<number> => new Set(rig.notes.map(({ id }) => id));
const far: NewNote = { pitch: 60, velocity: 90, start: DAY - 480, end: DAY };

/** Every kind of edit, at tick 0 and a day later. */
function edits(all: ReadonlySet<number>): readonly NoteEdit[] {
  return [-DAY, -1, 1, DAY].flatMap((ticks): readonly NoteEdit[] => [
    { kind: 'move', ids: all, ticks, pitch: ticks > 0 ? 127 : -127 },
    { kind: 'copy', ids: all, ticks, pitch: 0 },
    { kind: 'stretch', ids: all, edge: 'start', ticks },
    { kind: 'stretch', ids: all, edge: 'end', ticks },
    { kind: 'warp', ids: all, anchor: 0, factor: ticks > 0 ? 3 : 1e-6 },
    { kind: 'quantise', ids: all, ticks: Math.abs(ticks), swing: 0.75 },
    { kind: 'humanise', ids: all, ticks: 960, velocity: 127, seed: ticks },
    { kind: 'split', cuts: new Map([...all].map((id) => [id, DAY - 240])) },
    { kind: 'join', ids: all },
    { kind: 'legato', ids: all },
    { kind: 'delete', ids: all },
  ]);
}

test('every edit at tick 0 and at the end of a day of music is one entry that undo takes back exactly', () => {
  rig.performer.commit({ kind: 'add', notes: [far, { ...far, start: 0, end: 15, pitch: 0 }] });
  const before = rig.session.workspace.project;
  for (const edit of edits(ids())) {
    const count = rig.entries;
    rig.performer.commit(edit);
    for (const { pitch, velocity, start, end } of rig.notes) {
      expect(pitch >= 0 && pitch <= 127 && velocity >= 1 && velocity <= 127, edit.kind).toBe(true);
      expect(start >= 0 && end > start && Number.isInteger(start + end), edit.kind).toBe(true);
    }
    if (rig.entries > count) rig.session.desk.undo();
    expect(rig.session.workspace.project, edit.kind).toEqual(before);
  }
});

test('10,000 notes on top of each other are all found, moved together, and come back', () => {
  const notes = Array.from({ length: 10_000 }, (_, i) => ({
    pitch: 60,
    velocity: 1 + (i % 127),
    start: 960,
    end: 1440,
  }));
  rig.performer.commit({ kind: 'add', notes });
  expect(notesBetween(indexOf(rig.notes), 1000, 1001)).toHaveLength(10_000);
  const before = rig.session.workspace.project;
  rig.performer.commit({ kind: 'move', ids: ids(), ticks: 120, pitch: 1 });
  expect(rig.notes.filter(({ start, pitch }) => start === 1080 && pitch === 61)).toHaveLength(
    10_000,
  );
  rig.session.desk.undo();
  expect(rig.session.workspace.project).toEqual(before);
});

test('a meter of 13/16 has thirteen beats a bar on the grid, also a day later', () => {
  const meters = [{ tick: 0, numerator: 13, denominator: 16 }];
  const bar = 13 * 120;
  const at = Math.floor(DAY / bar) * bar;
  const lines = gridLines(meters, at, at + bar - 1, 'beat');
  expect(lines.map(({ tick }) => (tick - at) / 120)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ]);
});

/** A drag of the first note to the right, under way. */
function dragged() {
  const { view } = rig.stage;
  const [note] = rig.notes;
  if (view === null || note === undefined) throw new Error('nothing is shown');
  const world = rig.world();
  const context: GestureContext = {
    ...world,
    index: indexOf(rig.notes),
    view: () => view,
    fresh: { length: 480, velocity: 96 },
    scroll: () => undefined,
    band: () => undefined,
    tip: () => undefined,
    drawn: () => undefined,
  };
  const from = {
    x: xOf(view, (note.start + note.end) / 2),
    y: yOf(view, note.pitch) + 2,
    shift: false,
    alt: false,
    command: false,
  };
  const hit = { on: 'note', note, edge: null } as const;
  const press = { button: 'left', panning: false, readOnly: false } as const;
  const gesture = gestureFor('select', press, hit, context, from);
  gesture.move({ ...from, x: from.x + 200 });
  return { gesture, from };
}

test('an undo in the middle of a drag ends the drag: what the hand does after it changes nothing', () => {
  rig.performer.perform('quantise');
  const { gesture, from } = dragged();
  rig.session.desk.undo();
  const after = rig.session.workspace.project;
  gesture.move({ ...from, x: from.x + 400 });
  gesture.end();
  expect(rig.session.workspace.project).toEqual(after);
  expect(rig.notes.map(({ start }) => start)).toEqual([10, 250, 500]);
});

test('a pointer that is lost, or dragged far out of the window, leaves every note that was', () => {
  const before = rig.session.workspace.project;
  const { gesture, from } = dragged();
  gesture.move({ ...from, x: -1e6, y: 1e6 });
  gesture.move({ ...from, x: 1e6, y: -1e6 });
  gesture.cancel();
  expect(rig.session.workspace.project).toEqual(before);
  const again = dragged().gesture;
  again.move({ ...from, x: -1e6, y: -1e6 });
  again.end();
  expect(rig.notes).toHaveLength(3);
  expect(rig.notes[0]?.start).toBe(0);
});
