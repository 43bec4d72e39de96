/** Undo and redo: each gesture is one labelled entry, each entry a patch, and nothing is ever copied whole. */
import type { Label } from './label.ts';
import { applyPatch, inverted, patchBetween, type Patch } from './patch.ts';
import type { Project } from './project.ts';

/** One gesture that was kept. */
export interface Entry {
  readonly label: Label;
  readonly patch: Patch;
}

/** A project and how it came to be. */
export interface History {
  /** As it is now, a gesture that goes on included. */
  readonly project: Project;
  /** What can be undone, the latest last. */
  readonly past: readonly Entry[];
  /** What can be redone, the next last. */
  readonly future: readonly Entry[];
  /** The project before the gesture that goes on; null where none does. */
  readonly before: Project | null;
}

/** Entries kept; of more the oldest is forgotten. */
export const DEPTH = 500;

/** The history of a project that was just opened. */
export function open(project: Project): History {
  return { project, past: [], future: [], before: null };
}

/** Shows what an edit would do. Called again, it takes the place of the last preview: a gesture is one edit, not many. */
export function preview(history: History, edit: (project: Project) => Project): History {
  const before = history.before ?? history.project;
  return { ...history, before, project: edit(before) };
}

/** Ends a gesture and keeps what it did as one entry; what had been undone is forgotten. Without a change nothing is entered. */
export function keep(history: History, label: Label): History {
  if (history.before === null) return history;
  const patch = patchBetween(history.before, history.project);
  if (patch === null) return { ...history, before: null, project: history.before };
  const past = [...history.past, { label, patch }].slice(-DEPTH);
  return { project: history.project, past, future: [], before: null };
}

/** Ends a gesture as if it had never begun. */
export function cancel(history: History): History {
  if (history.before === null) return history;
  return { ...history, project: history.before, before: null };
}

/** One edit as one entry. A gesture that goes on is cancelled first. */
export function edit(
  history: History,
  label: Label,
  change: (project: Project) => Project,
): History {
  return keep(preview(cancel(history), change), label);
}

/** As if the latest entry had never been made: what comes next takes its place, as the next value of a slider does. */
export function retake(history: History): History {
  return { ...undo(history), future: [] };
}

/** Changes the project without an entry, as what happens by itself does (a model that was learned). It cannot be undone; a gesture goes on upon it. */
export function accept(history: History, change: (project: Project) => Project): History {
  return {
    ...history,
    project: change(history.project),
    before: history.before === null ? null : change(history.before),
  };
}

/** Takes the latest entry back; a gesture that goes on is cancelled first. */
export function undo(history: History): History {
  const { project, past, future } = cancel(history);
  const entry = past.at(-1);
  if (entry === undefined) return cancel(history);
  return {
    project: applyPatch(project, inverted(entry.patch)),
    past: past.slice(0, -1),
    future: [...future, entry],
    before: null,
  };
}

/** Goes to the moment when `done` entries were done (0: before all of them), by undoing or redoing those between; a gesture that goes on is cancelled. */
export function goTo(history: History, done: number): History {
  const all = history.past.length + history.future.length;
  const wanted = Math.min(all, Math.max(0, done));
  let now = cancel(history);
  while (now.past.length > wanted) now = undo(now);
  while (now.past.length < wanted) now = redo(now);
  return now;
}

/** Does again what was undone last. */
export function redo(history: History): History {
  const { project, past, future } = cancel(history);
  const entry = future.at(-1);
  if (entry === undefined) return cancel(history);
  return {
    project: applyPatch(project, entry.patch),
    past: [...past, entry],
    future: future.slice(0, -1),
    before: null,
  };
}
