/** Drawing a controller under the notes by hand: a line, a ramp, an eraser, and the ways a gesture can end. */
import { flushSync } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { pointsOf } from '#main/project/controls.ts';
import { controlY } from '#renderer/roll/gestures/control.ts';
import { tickAt, xOf } from '#renderer/roll/grid/viewport.ts';
import type { RollTool } from '#renderer/roll/view.ts';
import { Rig } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
  rig.settings = { ...rig.settings, under: 1 };
});

const lane = () => rig.session.sketches.current?.lanes.find(({ id }) => id === 'melody');
const points = () => {
  const found = lane();
  return found === undefined ? [] : pointsOf(found, 1).map(({ tick, value }) => [tick, value]);
};

/** A spot of the lane under the notes. */
function spot(tick: number, value: number, shift = false) {
  const { view } = rig.stage;
  if (view === null) throw new Error('no view');
  const keys = { shift, alt: false, command: false };
  return { x: xOf(view, tick), y: controlY(view, 1, value), ...keys };
}

function press(
  tool: RollTool,
  at: ReturnType<typeof spot>,
  button: 'left' | 'right' = 'left',
): void {
  rig.stage.press(tool, { button, panning: false, readOnly: false }, at, rig.world());
  flushSync();
}

function drag(
  tool: RollTool,
  spots: readonly ReturnType<typeof spot>[],
  button: 'left' | 'right' = 'left',
): void {
  const [first, ...rest] = spots;
  if (first === undefined) return;
  press(tool, first, button);
  for (const each of rest) rig.stage.move(each);
  rig.stage.release();
  flushSync();
}

test('a line is drawn in one entry, from where the hand began to where it ended', () => {
  const count = rig.entries;
  drag('select', [spot(480, 0), spot(720, 60), spot(960, 120)]);
  expect(points()).toEqual([
    [480, 0],
    [540, 15],
    [600, 30],
    [660, 45],
    [720, 60],
    [780, 75],
    [840, 90],
    [900, 105],
    [960, 120],
  ]);
  expect(rig.entries).toBe(count + 1);
  rig.session.desk.undo();
  flushSync();
  expect(points()).toEqual([]);
});

test('with Shift it is the straight ramp between both ends, whatever lay between', () => {
  drag('select', [spot(0, 100, true), spot(300, 3, true), spot(240, 20, true)]);
  expect(points()).toEqual([
    [0, 100],
    [60, 80],
    [120, 60],
    [180, 40],
    [240, 20],
  ]);
});

test('the eraser and the right button take away what they pass, and nothing else', () => {
  for (const [tool, button] of [
    ['erase', 'left'],
    ['select', 'right'],
  ] as const) {
    drag('select', [spot(0, 100, true), spot(240, 20, true)]);
    drag(tool, [spot(60, 5), spot(180, 5)], button);
    expect(points()).toEqual([
      [0, 100],
      [240, 20],
    ]);
  }
});

test('Escape, a lost pointer and an undo in the middle of a stroke leave exactly what was', () => {
  drag('select', [spot(0, 100, true), spot(240, 20, true)]);
  const before = rig.session.workspace.project;
  const count = rig.entries;
  press('select', spot(480, 10));
  rig.stage.move(spot(960, 90));
  expect(rig.stage.cancel()).toBe(true);
  expect(rig.session.workspace.project).toBe(before);
  press('select', spot(480, 10));
  rig.stage.move(spot(960, 90));
  rig.session.desk.undo();
  rig.stage.move(spot(1200, 90));
  rig.stage.release();
  flushSync();
  expect(rig.entries).toBe(count - 1);
  expect(points()).toEqual([]);
});

test('a stroke that leaves the window stays within the values and never begins before the start', () => {
  const { view } = rig.stage;
  if (view === null) throw new Error('no view');
  const keys = { shift: false, alt: false, command: false };
  drag('select', [spot(120, 64), { x: -4000, y: -9000, ...keys }]);
  expect(tickAt(view, -4000)).toBeLessThan(0);
  for (const [tick = -1, value = -1] of points()) {
    expect(tick).toBeGreaterThanOrEqual(0);
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(127);
  }
  expect(points()[0]).toEqual([0, 127]);
});
