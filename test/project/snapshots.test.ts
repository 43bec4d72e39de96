/** Snapshots: what a person loses when "before the bridge" is not what it was. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { edit, open, undo } from '#main/project/history.ts';
import type { Project } from '#main/project/project.ts';
import { restoreSnapshot, takeSnapshot } from '#main/project/snapshots.ts';
import { project, verbs } from './samples.ts';

const label = { code: 'snapshot_restore', name: 'Before' } as const;

it('restores exactly what was, whatever was done since, and that can be undone', () => {
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 8 }), (edits) => {
      const start = project();
      const taken = takeSnapshot(start, 'Before', 1000);
      const id = taken.snapshots[0]?.id ?? '';
      const later = edits.reduce((so: Project, verb) => verb(so), taken);
      const restored = edit(open(later), label, (p) => restoreSnapshot(p, id));
      if (!later.snapshots.some((each) => each.id === id)) return;
      const { snapshots, nextNoteId } = restored.project;
      expect(nextNoteId).toBeGreaterThanOrEqual(later.nextNoteId);
      expect(snapshots).toEqual(later.snapshots);
      expect(restored.project).toEqual({ ...start, snapshots, nextNoteId });
      expect(undo(restored).project).toEqual(later);
    }),
    { numRuns: 100 },
  );
});

it('takes no second one for the first', () => {
  const twice = takeSnapshot(takeSnapshot(project(), 'A', 1), 'B', 2);
  const ids = twice.snapshots.map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
});
