/** What the roll shows when other notes come: none may be cut off, and nobody's view may jump without need. */
import { expect, test } from 'vitest';
import type { LaneNote } from '#main/project/project.ts';
import { pitchAt, visiblePitches, yOf } from '#renderer/roll/grid/viewport.ts';
import { Stage } from '#renderer/roll/stage.svelte.ts';

const LENGTH = 4 * 1920;
const phrase = (...pitches: readonly number[]): readonly LaneNote[] =>
  pitches.map((pitch, id) => ({ id, pitch, start: id * 480, end: id * 480 + 480, velocity: 96 }));

/** A stage of the size that the window's pane has, which looks at a phrase. */
function looking(notes: readonly LaneNote[]): Stage {
  const stage = new Stage();
  stage.resize({ width: 900, height: 260, ratio: 1 }, LENGTH, notes);
  stage.fit(LENGTH, notes);
  return stage;
}

const seen = (stage: Stage): { readonly low: number; readonly high: number } => {
  if (stage.view === null) throw new Error('the stage has no size');
  return visiblePitches(stage.view);
};

test.each([
  ['higher', phrase(84, 91, 96)],
  ['lower', phrase(31, 36, 40)],
  ['partly higher', phrase(60, 67, 88)],
])('a phrase of the same length that lies %s is not cut off', (_, next) => {
  const stage = looking(phrase(55, 60, 64));
  stage.meet(LENGTH, next);
  const { low, high } = seen(stage);
  for (const { pitch } of next) {
    expect(pitch).toBeGreaterThanOrEqual(low);
    expect(pitch).toBeLessThanOrEqual(high);
  }
});

test('a phrase that is seen whole does not make the view jump', () => {
  const stage = looking(phrase(55, 60, 67));
  const before = stage.view;
  stage.meet(LENGTH, phrase(57, 62, 66));
  expect(stage.view).toBe(before);
});

test('the bars that were zoomed to stay where they are when another phrase comes', () => {
  const stage = looking(phrase(55, 60, 64));
  if (stage.view === null) throw new Error('the stage has no size');
  const zoomed = { ...stage.view, left: 960, pixelsPerTick: 0.3 };
  stage.view = zoomed;
  stage.meet(LENGTH, phrase(84, 91, 96));
  expect(stage.view).toMatchObject({ left: 960, pixelsPerTick: 0.3 });
  expect(stage.view.top).not.toBe(zoomed.top);
});

test('the outermost rows that are called visible lie within the part of the notes', () => {
  const stage = looking(phrase(55, 60, 64));
  const { view } = stage;
  if (view === null) throw new Error('the stage has no size');
  const { low, high } = visiblePitches(view);
  const end = view.height - view.velocity;
  expect(yOf(view, high)).toBeGreaterThanOrEqual(view.ruler - 1e-3);
  expect(yOf(view, high + 1)).toBeLessThan(view.ruler);
  expect(yOf(view, low) + view.rowHeight).toBeLessThanOrEqual(end + 1e-3);
  expect(yOf(view, low - 1) + view.rowHeight).toBeGreaterThan(end);
  expect(pitchAt(view, yOf(view, low) + 1)).toBe(low);
});
