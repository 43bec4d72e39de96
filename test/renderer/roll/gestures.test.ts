/** Laws of the roll's gestures: what a person does by hand can always be taken back, and is one edit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { applyEdit } from '#renderer/playground/lane.ts';
import type { GestureContext, Pointer } from '#renderer/roll/gestures/gesture.ts';
import { gestureFor } from '#renderer/roll/gestures/press.ts';
import { cutWithin } from '#renderer/roll/gestures/split.ts';
import { hitAt } from '#renderer/roll/grid/hit.ts';
import { indexOf } from '#renderer/roll/grid/note-index.ts';
import { pitchAt, tickAt, xOf, yOf, type Viewport } from '#renderer/roll/grid/viewport.ts';
import type { RollEdit, RollTool } from '#renderer/roll/view.ts';
import { Rig } from './rig.ts';

const VIEW: Viewport = {
  width: 852,
  height: 400,
  left: 0,
  top: 84,
  pixelsPerTick: 0.1,
  rowHeight: 11,
  keys: 52,
  ruler: 24,
  velocity: 48,
};

class Desk {
  notes: readonly LaneNote[];
  selection: ReadonlySet<NoteId>;
  readonly previews: RollEdit[] = [];
  entries = 0;

  constructor(notes: readonly LaneNote[], selection: ReadonlySet<NoteId>) {
    this.notes = notes;
    this.selection = selection;
  }

  context(): GestureContext {
    const before = this.notes;
    const ignore = (): void => {};
    return {
      view: () => VIEW,
      lane: 'lane',
      index: indexOf(before),
      selection: this.selection,
      loop: null,
      grid: 120,
      inKey: (pitch) => pitch,
      fresh: { length: 240, velocity: 90 },
      begin: () => ({
        preview: (edit) => {
          this.previews.push(edit);
          this.notes = applyEdit(before, edit, 1000);
        },
        keep: () => {
          this.entries++;
          return [];
        },
        cancel: () => (this.notes = before),
      }),
      select: (ids) => (this.selection = ids),
      audition: ignore,
      seek: ignore,
      drawLoop: () => null,
      markers: [],
      control: null,
      changes: [],
      moveChange: () => null,
      moveMarker: () => null,
      scroll: ignore,
      band: ignore,
      tip: ignore,
      drawn: ignore,
    };
  }
}

const note = fc.record({
  pitch: fc.integer({ min: 50, max: 80 }),
  velocity: fc.integer({ min: 1, max: 127 }),
  start: fc.integer({ min: 0, max: 7000 }),
  length: fc.integer({ min: 1, max: 900 }),
});
const lane = fc
  .array(note, { maxLength: 20 })
  .map((notes) =>
    notes
      .map(({ length, ...rest }, id): LaneNote => ({ ...rest, id, end: rest.start + length }))
      .sort((a, b) => a.start - b.start || a.pitch - b.pitch),
  );
const pointer = fc.record({
  x: fc.integer({ min: 53, max: 851 }),
  y: fc.integer({ min: 25, max: 399 }),
  shift: fc.boolean(),
  alt: fc.boolean(),
  command: fc.boolean(),
});
const tool = fc.constantFrom<RollTool>('draw', 'select', 'erase', 'split');
const scene = fc.record({
  notes: lane,
  chosen: fc.array(fc.nat(20)),
  tool,
  way: fc.array(pointer, { minLength: 1, maxLength: 8 }),
});

function begin(desk: Desk, which: RollTool, at: Pointer) {
  const hit = hitAt(VIEW, indexOf(desk.notes), desk.selection, null, at);
  const press = { button: 'left', panning: false, readOnly: false } as const;
  return gestureFor(which, press, hit, desk.context(), at);
}

test('Escape in the middle of any gesture leaves notes and selection exactly as they were', () => {
  fc.assert(
    fc.property(scene, ({ notes, chosen, tool: which, way }) => {
      const desk = new Desk(notes, new Set(chosen));
      const selection = desk.selection;
      const [first, ...rest] = way;
      if (first === undefined) return;
      const gesture = begin(desk, which, first);
      for (const at of rest) gesture.move(at);
      gesture.cancel();
      expect(desk.notes).toEqual(notes);
      expect([...desk.selection]).toEqual([...selection]);
      expect(desk.entries).toBe(0);
    }),
  );
});

test('a gesture is one entry of the history, and its last preview alone says what it did', () => {
  fc.assert(
    fc.property(scene, ({ notes, chosen, tool: which, way }) => {
      const desk = new Desk(notes, new Set(chosen));
      const [first, ...rest] = way;
      if (first === undefined) return;
      const gesture = begin(desk, which, first);
      for (const at of rest) gesture.move(at);
      gesture.end();
      expect(desk.entries).toBeLessThanOrEqual(1);
      const last = desk.previews.at(-1);
      if (desk.entries === 0) expect(desk.notes).toEqual(notes);
      else if (last !== undefined) expect(desk.notes).toEqual(applyEdit(notes, last, 1000));
    }),
  );
});

test('no gesture makes a note that MIDI cannot hold', () => {
  fc.assert(
    fc.property(scene, ({ notes, chosen, tool: which, way }) => {
      const desk = new Desk(notes, new Set(chosen));
      const [first, ...rest] = way;
      if (first === undefined) return;
      const gesture = begin(desk, which, first);
      for (const at of rest) {
        gesture.move(at);
        for (const { pitch, velocity, start, end } of desk.notes) {
          expect(pitch >= 0 && pitch <= 127 && velocity >= 1 && velocity <= 127).toBe(true);
          expect(start >= 0 && end > start).toBe(true);
        }
      }
      gesture.end();
    }),
  );
});

test('one stroke of the pen sets where a note starts and how long it is', () => {
  const desk = new Desk([], new Set());
  const at = (tick: number): Pointer => ({
    x: xOf(VIEW, tick),
    y: yOf(VIEW, 60) + 5,
    shift: false,
    alt: false,
    command: false,
  });
  const gesture = begin(desk, 'draw', at(490));
  gesture.move(at(955));
  gesture.end();
  expect(desk.notes).toEqual([{ id: 1000, pitch: 60, velocity: 90, start: 480, end: 960 }]);
});

test('ticks and pitches come back from where they were drawn', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 7000 }),
      fc.integer({ min: 55, max: 83 }),
      (tick, pitch) => {
        expect(tickAt(VIEW, xOf(VIEW, tick))).toBeCloseTo(tick, 6);
        expect(pitchAt(VIEW, yOf(VIEW, pitch) + 5)).toBe(pitch);
      },
    ),
  );
});

test('a gesture squashed into one step is what its parts are, done one after the other', () => {
  const parts = fc.array(
    fc.record({
      ticks: fc.integer({ min: 0, max: 960 }),
      pitch: fc.integer({ min: -2, max: 2 }),
      velocity: fc.integer({ min: 1, max: 127 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(lane, parts, (notes, steps) => {
      const rig = new Rig();
      rig.performer.commit({ kind: 'delete', ids: new Set(rig.notes.map(({ id }) => id)) });
      rig.performer.commit({ kind: 'add', notes });
      const all = new Set(rig.notes.map(({ id }) => id));
      const start = rig.session.workspace.project;
      const from = rig.entries;
      const loud = (value: number) => new Map([...all].map((id) => [id, value] as const));
      // In parts, each an entry.
      for (const { ticks, pitch, velocity } of steps) {
        rig.performer.commit({ kind: 'move', ids: all, ticks, pitch });
        rig.performer.commit({ kind: 'velocity', velocities: loud(velocity) });
      }
      const inParts = rig.notes;
      for (let done = rig.entries; done > from; done--) rig.session.workspace.undo();
      expect(rig.session.workspace.project).toEqual(start);
      const count = rig.entries;
      const sum = { ticks: 0, pitch: 0 };
      const drag = rig.begin();
      for (const { ticks, pitch } of steps) {
        sum.ticks += ticks;
        sum.pitch += pitch;
        drag.preview({ kind: 'move', ids: all, ...sum });
      }
      drag.keep();
      const stems = rig.begin();
      for (const { velocity } of steps)
        stems.preview({ kind: 'velocity', velocities: loud(velocity) });
      stems.keep();
      expect(rig.notes).toEqual(inParts);
      expect(rig.entries - count).toBeLessThanOrEqual(2);
    }),
    { numRuns: 40 },
  );
});

test('the scissors cut whatever note is pressed within: at a line of the grid, or where there is none in it, right there', () => {
  fc.assert(
    fc.property(lane, fc.nat(), fc.nat(), (notes, which, share) => {
      const note = notes[which % Math.max(1, notes.length)];
      if (note === undefined || note.end - note.start < 2) return;
      const tick = note.start + 1 + (share % (note.end - note.start - 1));
      const cut = cutWithin(note, tick, 120);
      expect(cut).toBeGreaterThan(note.start);
      expect(cut).toBeLessThan(note.end);
      const lines = Array.from({ length: 80 }, (_, line) => 120 * line).filter(
        (line) => line > note.start && line < note.end,
      );
      if (lines.length === 0) expect(cut).toBe(tick);
      else
        expect(Math.abs(cut - tick)).toBe(Math.min(...lines.map((line) => Math.abs(line - tick))));
    }),
  );
});
