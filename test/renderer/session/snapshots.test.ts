// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Versions of a project in the window: what a person loses when "before the bridge" is not told apart, or not back. */
import { expect, it } from 'vitest';
import { pack, unpack } from '#main/project/bundle.ts';
import type { Project } from '#main/project/project.ts';
import { removeSketch } from '#main/project/sketches.ts';
import { removeNotes } from '#main/project/notes.ts';
import { setProject } from '#main/project/models.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { phrase, SKETCH } from '../../project/samples.ts';
import { realSong } from '../../project/everything.ts';
import { keepSketch } from '#main/project/sketches.ts';
import { silentSession } from '../silent-session.ts';

function begun(): Session {
  const { session } = silentSession(() => 1.7e12);
  session.workspace.open(keepSketch(realSong(), phrase, 'Idea', { from: 'hand' }));
  return session;
}

const without = ({ snapshots, nextNoteId, ...content }: Project) => ({
  content,
  count: snapshots.length + Math.sign(nextNoteId),
});

it('restores what was as one step, tells what differs in words, also from a file, and undo brings the present back', async () => {
  const session = begun();
  const { snapshots, workspace, desk } = session;
  const start = workspace.project;
  snapshots.take();
  const [taken] = snapshots.list;
  if (taken === undefined) throw new Error('it was taken');
  expect(snapshots.renaming).toBe(taken.id);
  expect(taken.at).toBe(1.7e12);
  snapshots.rename(taken, 'Before the bridge');
  const first = workspace.project.sketches[0]?.lanes[0]?.notes[0];
  if (first === undefined) throw new Error('the sketch has notes');
  expect(snapshots.since(taken, 'en')).toBe('nothing');

  workspace.edit({ code: 'notes_remove', n: 1 }, (p) =>
    removeNotes(p, SKETCH, new Set([first.id])),
  );
  workspace.edit({ code: 'sketch_keep', name: 'More' }, (p) =>
    keepSketch(p, phrase, 'More', { from: 'hand' }),
  );
  const words = snapshots.since(taken, 'en');
  for (const said of ['1 sketch added', '1 sketch changed', 'notes: 0 more, 1 fewer'])
    expect(words).toContain(said);
  const read = unpack(pack(workspace.history));
  if ('kind' in read) throw new Error(read.code);
  workspace.openHistory(read.history);
  const [named] = snapshots.list;
  if (named === undefined) throw new Error('it is still there');
  expect(named.name).toBe('Before the bridge');
  expect(snapshots.since(named, 'en')).toBe(words);

  const present = workspace.project;
  await snapshots.restore(named);
  expect(without(workspace.project).content).toEqual(without(start).content);
  expect(snapshots.since(named, 'en')).toBe('nothing');
  desk.undo();
  expect(workspace.project).toEqual(present);
});

it('is thrown away by itself alone, and back by undo', () => {
  const { snapshots, workspace, desk } = begun();
  snapshots.take();
  snapshots.take();
  const names = () => snapshots.list.map(({ name }) => name);
  expect(names()).toEqual(['Version 2', 'Version 1']);
  const [, one] = snapshots.list;
  if (one === undefined) throw new Error('there are two');
  snapshots.remove(one);
  expect(names()).toEqual(['Version 2']);
  workspace.edit({ code: 'sketch_remove', name: '' }, (p) => removeSketch(p, SKETCH));
  workspace.edit({ code: 'tempo', name: '90' }, (p) => setProject(p, { bpm: 90 }));
  for (let step = 0; step < 3; step += 1) desk.undo();
  expect(names()).toEqual(['Version 2', 'Version 1']);
});
