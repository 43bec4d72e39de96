/** Undo and redo as laws over any edits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  goTo,
  accept,
  cancel,
  DEPTH,
  edit,
  keep,
  open,
  preview,
  redo,
  retake,
  undo,
  type History,
} from '#main/project/history.ts';
import { addModel, setProject } from '#main/project/models.ts';
import { moveNotes } from '#main/project/notes.ts';
import { removeModel } from '#main/project/models.ts';
import { project, SKETCH, verbs } from './samples.ts';

const label = { code: 'notes_move' } as const;

test('undo brings back every state exactly, and redo every one after it', () => {
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 15 }), (edits) => {
      const states: History[] = [open(project())];
      for (const verb of edits) {
        const last = states.at(-1) ?? open(project());
        const next = edit(last, label, verb);
        if (next.past.length > last.past.length) states.push(next);
      }
      let history = states.at(-1) ?? open(project());
      for (const state of states.toReversed()) {
        expect(history.project).toEqual(state.project);
        history = undo(history);
      }
      for (const state of states.slice(1)) {
        history = redo(history);
        expect(history.project).toEqual(state.project);
      }
    }),
    { numRuns: 200 },
  );
});

test('a gesture that is cancelled has never been, and one that is kept is one entry however long it was dragged', () => {
  fc.assert(
    fc.property(fc.array(verbs, { minLength: 1, maxLength: 6 }), (edits) => {
      const start = open(project());
      const dragged = edits.reduce((so: History, verb) => preview(so, verb), start);
      expect(cancel(dragged).project).toBe(start.project);
      const kept = keep(dragged, label);
      expect(kept.past.length).toBeLessThanOrEqual(1);
      expect(kept.project).toEqual(edits.at(-1)?.(start.project));
    }),
  );
});

test('going to any moment of the history is as many undos or redos, and loses nothing that was done', () => {
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 6 }), fc.nat(8), fc.nat(8), (edits, first, second) => {
      const done = edits.reduce((history, verb) => edit(history, label, verb), open(project()));
      const moments = [done];
      while ((moments[0]?.past.length ?? 0) > 0) moments.unshift(undo(moments[0] ?? done));
      const there = goTo(goTo(done, first), second);
      expect(there.project).toEqual(moments[Math.min(second, moments.length - 1)]?.project);
      expect(there.past.length + there.future.length).toBe(done.past.length);
      expect(goTo(there, done.past.length).project).toEqual(done.project);
    }),
  );
});

test('an edit that changes nothing is no entry, so undo always does something', () => {
  const start = open(project());
  expect(
    edit(start, label, (p) => moveNotes(p, SKETCH, new Set([2]), { ticks: 0, pitches: 0 })).past,
  ).toEqual([]);
});

test('a new edit after undo forgets what was undone', () => {
  const once = edit(open(project()), label, (p) => setProject(p, { bpm: 90 }));
  const other = edit(undo(once), label, (p) => setProject(p, { bpm: 91 }));
  expect(redo(other)).toEqual(other);
});

test('an entry holds the notes it touched and not the song around them', () => {
  const moved = edit(open(project()), label, (p) =>
    moveNotes(p, SKETCH, new Set([2]), { ticks: 60, pitches: 0 }),
  );
  const patch = moved.past[0]?.patch;
  expect(patch?.changed[0]?.changed).toEqual([
    expect.objectContaining({
      removed: [expect.objectContaining({ id: 2 })],
      added: [expect.objectContaining({ id: 2, start: 60 })],
    }),
  ]);
  expect(patch).toMatchObject({ songs: null, models: null, sketches: null });
});

test('the history does not grow without bound', () => {
  let history = open(project());
  for (let k = 0; k < DEPTH + 20; k += 1)
    history = edit(history, label, (p) => setProject(p, { bpm: 40 + (k % 7) }));
  expect(history.past).toHaveLength(DEPTH);
});

test('a model that is learned meanwhile survives undo and redo', () => {
  const learned = { id: 'm9', name: 'New', preset: 'quick', bytes: Uint8Array.of(9) };
  const removed = edit(open(project()), label, (p) => removeModel(p, 'm1'));
  const grown = accept(removed, (p) => addModel(p, learned));
  expect(
    undo(grown)
      .project.models.map(({ id }) => id)
      .sort(),
  ).toEqual(['m1', 'm9']);
  expect(redo(undo(grown)).project.models.map(({ id }) => id)).toEqual(['m9']);
});

test('an entry that is retaken leaves no trace, as a slider that goes on being moved wants it', () => {
  const once = edit(open(project()), label, (p) => setProject(p, { bpm: 90 }));
  const twice = edit(retake(once), label, (p) => setProject(p, { bpm: 95 }));
  expect(twice.past).toHaveLength(1);
  expect(undo(twice).project).toEqual(project());
  expect(redo(retake(once)).project).toEqual(project());
});
