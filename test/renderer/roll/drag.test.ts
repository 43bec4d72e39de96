/** A drag by a real hand of the roll: at the edge the view goes along with it, and a loop that is drawn slowly is one step that Escape takes back. */
import { beforeEach, expect, test } from 'vitest';
import { carried } from '#renderer/roll/grid/carry.ts';
import { xOf, yOf, type Viewport } from '#renderer/roll/grid/viewport.ts';
import { RollHand } from '#renderer/roll/hand.svelte.ts';
import type { RollTool } from '#renderer/roll/view.ts';
import { Rig } from './rig.ts';

/** Ticks of what is dragged over; a quarter of it is seen. */
const LENGTH = 16 * 1920;

let rig: Rig;
let frames: ((now: number) => void)[];
let now = 0;
beforeEach(() => {
  rig = new Rig();
  frames = [];
  now = 0;
  const { view } = rig.stage;
  if (view !== null) rig.stage.view = { ...view, pixelsPerTick: (view.width - view.keys) / 7680 };
});

/** So many frames of a sixtieth of a second pass. */
function pass(count: number): void {
  for (let done = 0; done < count; done++) {
    now += 1000 / 60;
    for (const then of frames.splice(0)) then(now);
  }
}

function handOf(tool: RollTool): RollHand {
  const said = {
    readOnly: false,
    length: LENGTH,
    grid: 120,
    play: () => undefined,
    panel: rig.panel,
    addMarker: () => undefined,
  };
  const waits = (then: (time: number) => void): (() => void) => {
    frames.push(then);
    return () => (frames = frames.filter((each) => each !== then));
  };
  return new RollHand(
    rig.stage,
    rig.performer,
    () => ({ ...said, tool, world: rig.world() }),
    waits,
  );
}

function view(): Viewport {
  const found = rig.stage.view;
  if (found === null) throw new Error('the stage has no size');
  return found;
}

const touch = (x: number, y: number) => ({
  x,
  y,
  shift: false,
  alt: false,
  command: false,
  finger: false,
});

test('a note that is held at the right edge goes on through bars that were not seen, and Escape brings it back', () => {
  const before = rig.notes;
  rig.selection = new Set();
  const hand = handOf('select');
  const [x, y] = [xOf(view(), 100), yOf(view(), 60) + 3];
  hand.press(touch(x, y), 'left');
  hand.drag(touch(view().width - 1, y));
  const seen = rig.notes[0]?.start ?? 0;
  pass(120);
  expect(view().left).toBeGreaterThan(1920);
  expect(Math.max(...rig.notes.map(({ start }) => start))).toBeGreaterThan(seen + 1920);
  expect(rig.stage.cancel()).toBe(true);
  expect(rig.notes).toEqual(before);
  pass(2);
  expect(frames).toEqual([]);
});

test('a band that is held at an edge takes in what comes into view, and the view stays when it is let go', () => {
  rig.performer.commit({
    kind: 'add',
    notes: [{ pitch: 60, velocity: 90, start: 14 * 1920, end: 14 * 1920 + 480 }],
  });
  rig.selection = new Set();
  const hand = handOf('select');
  hand.press(touch(xOf(view(), 1200), yOf(view(), 66)), 'left');
  hand.drag(touch(view().width + 300, yOf(view(), 55)));
  pass(600);
  expect(rig.selection.size).toBe(1);
  hand.release();
  const { left } = view();
  pass(60);
  expect(view().left).toBe(left);
});

test('a press near the edge that goes nowhere, or away from it, moves nothing', () => {
  const still = view();
  const edge = still.width - 5;
  expect(carried(still, 'both', { x: edge, y: 100 }, { x: edge, y: 100 }, 1, LENGTH)).toBe(still);
  expect(carried(still, 'both', { x: edge, y: 100 }, { x: edge - 9, y: 100 }, 1, LENGTH)).toBe(
    still,
  );
  const gone = carried(still, 'time', { x: edge, y: 100 }, { x: edge + 3, y: 1e6 }, 1, LENGTH);
  expect(gone.left).toBeGreaterThan(0);
  expect(gone.top).toBe(still.top);
});

test('a loop that is drawn is one step of the history however slow the hand, and none when Escape is pressed', () => {
  const loop = () => rig.session.desk.shown?.loop;
  const hand = handOf('select');
  const count = rig.entries;
  for (const end of [960, 1920, 3840]) {
    hand.press(touch(xOf(view(), 480), 4), 'left');
    for (let tick = 600; tick <= end; tick += 120) hand.drag(touch(xOf(view(), tick), 4));
    hand.release();
  }
  expect(rig.entries).toBe(count + 3);
  expect(loop()).toEqual({ start: 480, end: 3840 });
  hand.press(touch(xOf(view(), 480), 4), 'left');
  hand.drag(touch(xOf(view(), 1920), 4));
  expect(loop()).toEqual({ start: 480, end: 1920 });
  hand.cancel();
  expect(loop()).toEqual({ start: 480, end: 3840 });
  expect(rig.entries).toBe(count + 3);
});
