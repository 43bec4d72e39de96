/** The project's history: nothing that was done is lost, and everything can be taken back. */
import { describe, expect, it } from 'vitest';
import { EMPTY_PROJECT, Workspace } from '#renderer/session/workspace.svelte.ts';

const named = (name: string) => (project: typeof EMPTY_PROJECT) => ({ ...project, name });
const label = (): string => 'rename';

describe('workspace', () => {
  it('undo and redo give back exactly the same projects', () => {
    const workspace = new Workspace();
    workspace.edit(label, named('a'));
    const a = workspace.project;
    workspace.edit(label, named('b'));
    const b = workspace.project;
    workspace.undo();
    expect(workspace.project).toBe(a);
    workspace.undo();
    expect(workspace.project).toBe(EMPTY_PROJECT);
    expect(workspace.undo()).toBeNull();
    workspace.redo();
    workspace.redo();
    expect(workspace.project).toBe(b);
  });

  it('a gesture of many previews is one step back', () => {
    const workspace = new Workspace();
    const gesture = workspace.gesture(label);
    for (const name of ['x', 'y', 'z']) gesture.preview(named(name));
    gesture.keep();
    expect(workspace.project.name).toBe('z');
    workspace.undo();
    expect(workspace.project).toBe(EMPTY_PROJECT);
  });

  it('a cancelled gesture leaves no trace', () => {
    const workspace = new Workspace();
    const gesture = workspace.gesture(label);
    gesture.preview(named('x'));
    gesture.cancel();
    expect(workspace.project).toBe(EMPTY_PROJECT);
    expect(workspace.canUndo).toBe(false);
  });

  it('undo never takes a learned model away', () => {
    const workspace = new Workspace();
    workspace.edit(label, named('a'));
    workspace.extend((project) => ({ ...project, model: 'model-1' }));
    workspace.undo();
    expect(workspace.project.model).toBe('model-1');
    expect(workspace.project.name).toBe('');
  });
});
