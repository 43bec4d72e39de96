/** The project's history as the window holds it: nothing that was done is lost, and everything can be taken back. */
import { describe, expect, it } from 'vitest';
import { addModel, emptyProject, setProject } from '#main/project/models.ts';
import { Workspace, type Verb } from '#renderer/session/workspace.svelte.ts';

const named =
  (name: string): Verb =>
  (project) =>
    setProject(project, { name });
const label = { code: 'project_rename' } as const;
const EMPTY = emptyProject('');

describe('workspace', () => {
  it('undo and redo give back exactly the same projects', () => {
    const workspace = new Workspace(() => 0);
    workspace.edit(label, named('a'));
    workspace.edit({ code: 'tempo', name: '90' }, (project) => setProject(project, { bpm: 90 }));
    const last = workspace.project;
    expect(workspace.undo()).toEqual({ code: 'tempo', name: '90' });
    expect(workspace.project).toEqual({ ...EMPTY, name: 'a' });
    expect(workspace.redoLabel).toEqual({ code: 'tempo', name: '90' });
    workspace.undo();
    expect(workspace.project).toEqual(EMPTY);
    expect(workspace.undo()).toBeNull();
    workspace.redo();
    workspace.redo();
    expect(workspace.project).toEqual(last);
    expect(workspace.redo()).toBeNull();
  });

  it('a gesture of many previews is one step back', () => {
    const workspace = new Workspace(() => 0);
    const gesture = workspace.gesture();
    for (const name of ['x', 'y', 'z']) gesture.preview(named(name));
    gesture.keep(label);
    expect(workspace.project.name).toBe('z');
    workspace.undo();
    expect(workspace.project).toEqual(EMPTY);
  });

  it('a cancelled gesture leaves no trace', () => {
    const workspace = new Workspace(() => 0);
    const before = workspace.project;
    const gesture = workspace.gesture();
    gesture.preview(named('x'));
    gesture.cancel();
    expect(workspace.project).toBe(before);
    expect(workspace.undoLabel).toBeNull();
  });

  it('a gesture that an undo or another gesture ended cannot come back', () => {
    const workspace = new Workspace(() => 0);
    workspace.edit(label, named('a'));
    const gesture = workspace.gesture();
    gesture.preview(named('x'));
    workspace.undo();
    gesture.preview(named('y'));
    gesture.keep(label);
    expect(workspace.project).toEqual(EMPTY);
    const first = workspace.gesture();
    const second = workspace.gesture();
    first.preview(named('first'));
    second.preview(named('second'));
    first.cancel();
    second.keep(label);
    expect(workspace.project.name).toBe('second');
  });

  it('a model that is learned during a gesture stays, whether the gesture is kept or not', () => {
    const workspace = new Workspace(() => 0);
    const gesture = workspace.gesture();
    gesture.preview(named('x'));
    const entry = { id: 'model-1', name: 'One', preset: 'quick', bytes: Uint8Array.of(1) };
    workspace.accept((project) => addModel(project, entry));
    expect(workspace.project).toMatchObject({ name: 'x', model: 'model-1' });
    gesture.cancel();
    expect(workspace.project).toMatchObject({ name: '', model: 'model-1' });
  });

  it('undo never takes a learned model away', () => {
    const workspace = new Workspace(() => 0);
    workspace.edit(label, named('a'));
    workspace.accept((project) => ({ ...project, model: 'model-1' }));
    workspace.undo();
    expect(workspace.project.model).toBe('model-1');
    expect(workspace.project.name).toBe('');
  });

  it('a fader that is moved on is one step back, and after a pause another', () => {
    let now = 0;
    const workspace = new Workspace(() => now);
    const tempo = (bpm: number): void =>
      workspace.edit({ code: 'tempo' }, (project) => setProject(project, { bpm }), 'tempo');
    workspace.edit(label, named('a'));
    for (const bpm of [90, 91, 92]) {
      now += 300;
      tempo(bpm);
    }
    now += 5000;
    tempo(120);
    workspace.undo();
    expect(workspace.project.bpm).toBe(92);
    workspace.undo();
    expect(workspace.project).toMatchObject({ bpm: null, name: 'a' });
  });

  it('a fader that comes back to where it was never takes an older step with it', () => {
    const workspace = new Workspace(() => 0);
    const tempo = (bpm: number | null): void =>
      workspace.edit({ code: 'tempo' }, (project) => setProject(project, { bpm }), 'tempo');
    workspace.edit(label, named('a'));
    tempo(90);
    tempo(null);
    tempo(null);
    tempo(100);
    workspace.undo();
    expect(workspace.project).toMatchObject({ bpm: null, name: 'a' });
  });

  it('says that something is unsaved exactly while it is', () => {
    const workspace = new Workspace(() => 0);
    expect(workspace.edited).toBe(false);
    workspace.edit(label, named('a'));
    expect(workspace.edited).toBe(true);
    workspace.saving()('a');
    expect(workspace.edited).toBe(false);
    workspace.undo();
    expect(workspace.edited).toBe(true);
    workspace.redo();
    expect(workspace.edited).toBe(false);
    workspace.accept((project) => ({ ...project, model: 'model-1' }));
    expect(workspace.edited).toBe(true);
  });
});
