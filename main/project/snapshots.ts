/** Snapshots: named versions of a project inside itself, taken, named, thrown away and restored. */
import type { Content, Project } from './project.ts';

/** What the project was when somebody said "before the bridge". Songs, sketches and models are shared with it, not copied. */
export interface Snapshot {
  readonly id: string;
  readonly name: string;
  /** When it was taken, milliseconds since 1970. */
  readonly at: number;
  readonly project: Content;
}

/** Keeps what the project is now, last in the list. @param at milliseconds since 1970 */
export function takeSnapshot(project: Project, name: string, at: number): Project {
  const { snapshots, ...content } = project;
  const id = `snapshot-${project.nextNoteId}`;
  return {
    ...project,
    // Its number is used up, so that no other snapshot ever has it.
    nextNoteId: project.nextNoteId + 1,
    snapshots: [...snapshots, { id, name, at, project: content }],
  };
}

/** Lets the project be again what it was. Snapshots stay, and numbers of notes that were used up stay used up. */
export function restoreSnapshot(project: Project, id: string): Project {
  const snapshot = project.snapshots.find((each) => each.id === id);
  if (snapshot === undefined) return project;
  const nextNoteId = Math.max(project.nextNoteId, snapshot.project.nextNoteId);
  return { ...snapshot.project, snapshots: project.snapshots, nextNoteId };
}

/** Gives a snapshot a name. */
export function renameSnapshot(project: Project, id: string, name: string): Project {
  const snapshots = project.snapshots.map((each) => (each.id === id ? { ...each, name } : each));
  return { ...project, snapshots };
}

/** Throws a snapshot away. */
export function removeSnapshot(project: Project, id: string): Project {
  return { ...project, snapshots: project.snapshots.filter((each) => each.id !== id) };
}
