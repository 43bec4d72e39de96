/** Controllers drawn by hand: what was drawn is there, what lay under it gives way, and nothing else of the lane is touched. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { textOf, withText, writeMidi } from '#main/music/write-midi.ts';
import {
  controlEvent,
  controlsOf,
  drawControl,
  pointsOf,
  rangeOf,
  readControl,
  setEvent,
  type Control,
} from '#main/project/controls.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import { cancel, edit, keep, open, preview, redo, undo } from '#main/project/history.ts';
import { editNotes } from '#main/project/note-edit.ts';
import type { Lane, Project } from '#main/project/project.ts';
import { project, SKETCH } from './samples.ts';

const control: fc.Arbitrary<Control> = fc.constantFrom<Control>('bend', 'pressure', 1, 7, 64);
const place = fc.nat(40).map((n) => n * 60);
const stroke = fc
  .record({
    control,
    ends: fc.tuple(place, place),
    values: fc.array(fc.integer({ min: -9000, max: 9000 }), { maxLength: 5 }),
  })
  .map(({ control: moved, ends, values }) => {
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    const points = values.map((value, i) => ({
      tick: from + Math.floor(((to - from) * i) / Math.max(1, values.length)),
      value,
    }));
    const once = points.filter(({ tick }, i) => points[i + 1]?.tick !== tick);
    return { control: moved, from, to, points: once };
  });
const melody = (of: Project): Lane => {
  const lane = of.sketches[0]?.lanes.find(({ id }) => id === 'melody');
  if (lane === undefined) throw new Error('no lane');
  return lane;
};

test('a stroke is there as it was drawn, and no other control or place has moved', () => {
  fc.assert(
    fc.property(fc.array(stroke, { maxLength: 6 }), stroke, (before, last) => {
      const base = before.reduce((so, each) => drawControl(so, SKETCH, 'melody', each), project());
      const after = melody(drawControl(base, SKETCH, 'melody', last));
      const { low, high } = rangeOf(last.control);
      expect(
        pointsOf(after, last.control).filter(({ tick }) => tick >= last.from && tick <= last.to),
      ).toEqual(
        last.points.map(({ tick, value }) => ({
          tick,
          value: Math.min(high, Math.max(low, value)),
        })),
      );
      for (const other of ['bend', 'pressure', 1, 7, 64] as const) {
        const outside = (lane: Lane) =>
          pointsOf(lane, other).filter(
            ({ tick }) => other !== last.control || tick < last.from || tick > last.to,
          );
        expect(outside(after)).toEqual(outside(melody(base)));
      }
      expect(after.notes).toBe(melody(base).notes);
      expect(after.events.map(({ tick }) => tick)).toEqual(
        after.events.map(({ tick }) => tick).toSorted((a, b) => a - b),
      );
    }),
  );
});

test('a gesture of many previews is its last one, undone and done again exactly, and cancelled as if it had never been', () => {
  fc.assert(
    fc.property(fc.array(stroke, { minLength: 1, maxLength: 6 }), (strokes) => {
      const begun = open(project());
      const draw = (each: (typeof strokes)[number]) => (so: Project) =>
        editNotes(so, SKETCH, 'melody', { kind: 'control', ...each });
      const shown = strokes.reduce((so, each) => preview(so, draw(each)), begun);
      expect(cancel(shown).project).toBe(begun.project);
      const done = keep(shown, { code: 'lane_control' });
      const last = strokes.at(-1);
      if (last === undefined) return;
      expect(done.project).toEqual(edit(begun, { code: 'lane_control' }, draw(last)).project);
      // An undo in the middle of a gesture takes the gesture back and, where there is one, the entry before it.
      expect(undo(shown).project).toEqual(begun.project);
      expect(undo(done).project).toEqual(begun.project);
      expect(redo(undo(done)).project).toEqual(done.project);
    }),
  );
});

test('a control is read as it is written, for every value', () => {
  fc.assert(
    fc.property(
      control,
      fc.integer({ min: -9000, max: 9000 }),
      fc.integer({ min: 0, max: 15 }),
      (moved, value, channel) => {
        const { low, high } = rangeOf(moved);
        const event = controlEvent(moved, { tick: 0, value }, { channel });
        expect(readControl(event, { channel })).toEqual({
          control: moved,
          value: Math.min(high, Math.max(low, value)),
        });
        expect(readControl(event, { channel: (channel + 1) % 16 })).toBeNull();
      },
    ),
  );
});

test('what was drawn into a lane of one’s own is written on the channel that the lane gets', () => {
  const points = [
    { tick: 0, value: 0 },
    { tick: 960, value: 4000 },
  ];
  const drawn = ['melody', 'bass', 'drums'].reduce(
    (so, lane) => drawControl(so, SKETCH, lane, { control: 'bend', from: 0, to: 960, points }),
    project(),
  );
  const [sketch] = drawn.sketches;
  if (sketch === undefined) throw new Error('no sketch');
  const piece = readMidi(writeMidi(pieceOfSketch(sketch)), 'x');
  if (isProblem(piece)) throw new Error(piece.code);
  for (const { notes, events } of piece.tracks.filter((track) => track.notes.length > 0)) {
    const bends = events.filter(({ bytes: [status = 0] }) => (status & 0xf0) === 0xe0);
    expect(bends).toHaveLength(2);
    for (const { bytes } of bends) expect((bytes[0] ?? 0) & 15).toBe(notes[0]?.channel);
  }
});

test('any event of the list is added, changed and taken away by itself', () => {
  const text = [0xff, 0x05, 2, 0x6c, 0x61];
  expect(textOf(text)).toBe('la');
  expect(textOf([0xff, 0x51, 3, 1, 2, 3])).toBeNull();
  const added = setEvent(project(), SKETCH, 'melody', null, { tick: 480, bytes: text });
  const changed = setEvent(added, SKETCH, 'melody', 0, {
    tick: 240,
    bytes: withText(text, '啦啦'),
  });
  expect(melody(changed).events.map(({ tick, bytes }) => [tick, textOf(bytes)])).toEqual([
    [240, '啦啦'],
  ]);
  expect(melody(setEvent(changed, SKETCH, 'melody', 0, null)).events).toEqual([]);
  expect(controlsOf(melody(changed))).toEqual([]);
});
