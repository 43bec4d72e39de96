/** The roll's named actions on a real project: each is one entry of the history, and what a panel only shows leaves none. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});

describe('actions', () => {
  test.each([
    [
      'quantise',
      [
        [0, 190],
        [240, 390],
        [480, 880],
      ],
    ],
    [
      'legato',
      [
        [10, 250],
        [250, 500],
        [500, 900],
      ],
    ],
    [
      'split',
      [
        [10, 200],
        [250, 300],
        [300, 400],
        [500, 900],
      ],
    ],
    [
      'join',
      [
        [10, 900],
        [250, 400],
      ],
    ],
    [
      'nudge-tick-right',
      [
        [20, 210],
        [260, 410],
        [510, 910],
      ],
    ],
  ] as const)('%s is one entry, and undo gives back what was', (action, after) => {
    const before = rig.notes;
    const count = rig.entries;
    expect(rig.performer.perform(action)).toBe(true);
    expect(rig.notes.map(({ start, end }) => [start, end])).toEqual(after);
    expect(rig.entries).toBe(count + 1);
    rig.session.desk.undo();
    expect(rig.notes).toEqual(before);
  });

  test('without a selection quantise means the whole lane, but join means nothing', () => {
    rig.selection = new Set();
    rig.performer.perform('quantise');
    expect(rig.notes.map(({ start }) => start)).toEqual([0, 240, 480]);
    const count = rig.entries;
    rig.performer.perform('join');
    expect(rig.entries).toBe(count);
  });

  test('out of scale is selected, moved in, and the scale is kept by arrows where it is asked for', () => {
    rig.performer.perform('select-out-of-scale');
    expect(rig.notes.filter(({ id }) => rig.selection.has(id)).map(({ pitch }) => pitch)).toEqual([
      61,
    ]);
    rig.performer.perform('scale-notes');
    expect(rig.notes.map(({ pitch }) => pitch)).toEqual([60, 60, 60]);
    rig.performer.perform('in-scale');
    rig.selection = new Set(rig.notes.map(({ id }) => id));
    rig.performer.perform('transpose-up');
    rig.performer.perform('transpose-up');
    expect(rig.notes.map(({ pitch }) => pitch)).toEqual([64, 64, 64]);
  });
});

describe('a panel', () => {
  test('that is taken back leaves notes and history exactly as they were', () => {
    const before = rig.session.workspace.project;
    const count = rig.entries;
    rig.performer.perform('velocity-how');
    for (const by of [1, 2, 3])
      rig.panel.preview({ kind: 'move', ids: rig.panel.ids, ticks: 0, pitch: by });
    expect(rig.notes[0]?.pitch).toBe(63);
    expect(rig.panel.cancel()).toBe(true);
    expect(rig.session.workspace.project).toEqual(before);
    expect(rig.entries).toBe(count);
  });

  test('that is kept is one entry, however often it was changed', () => {
    const count = rig.entries;
    rig.performer.perform('transpose-how');
    for (const by of [1, 5, 2])
      rig.panel.preview({ kind: 'move', ids: rig.panel.ids, ticks: 0, pitch: by });
    rig.panel.keep();
    expect(rig.entries).toBe(count + 1);
    expect(rig.notes.map(({ pitch }) => pitch)).toEqual([62, 63, 62]);
    expect(rig.panel.open).toBeNull();
  });

  test('has nothing to keep when an undo came in between', () => {
    rig.performer.perform('quantise');
    rig.performer.perform('transpose-how');
    rig.panel.preview({ kind: 'move', ids: rig.panel.ids, ticks: 0, pitch: 2 });
    rig.session.desk.undo();
    const after = rig.session.workspace.project;
    rig.panel.preview({ kind: 'move', ids: rig.panel.ids, ticks: 0, pitch: 7 });
    rig.panel.keep();
    expect(rig.session.workspace.project).toEqual(after);
  });
});

test('a marker is set on the grid at the playhead, found again by keys, and moved as one entry', () => {
  rig.performer.perform('marker-add');
  rig.playhead = 1000;
  rig.performer.perform('marker-add');
  expect(rig.session.markers.list.map(({ tick }) => tick)).toEqual([360, 960]);
  rig.playhead = 0;
  rig.performer.perform('marker-next');
  expect(rig.playhead).toBe(360);
  rig.performer.perform('marker-next');
  expect(rig.playhead).toBe(960);
  rig.performer.perform('marker-previous');
  expect(rig.playhead).toBe(360);

  const count = rig.entries;
  const move = rig.session.markers.move(360);
  for (const to of [480, 600, 720]) move.preview(to);
  move.keep();
  expect(rig.session.markers.list.map(({ tick }) => tick)).toEqual([720, 960]);
  expect(rig.entries).toBe(count + 1);
  rig.session.desk.undo();
  expect(rig.session.markers.list.map(({ tick }) => tick)).toEqual([360, 960]);
  const other = rig.session.markers.move(960);
  other.preview(0);
  other.cancel();
  expect(rig.session.markers.list.map(({ tick }) => tick)).toEqual([360, 960]);
});
