/** Edits of notes: each takes a project and answers another; a note that is not there is passed over. */
import type { Ticks, Velocity } from '#main/music/note.ts';
import { barEnd } from './course.ts';
import { changedNotes, endOf, placesOf } from './note-change.ts';
import { reordered, settled } from './note-order.ts';
import { among } from './note-set.ts';
import type { Lane, LaneNote, NoteId, Project, Sketch } from './project.ts';

/** A note that is to be: it gets its identity when it is added. */
export type NewNote = Omit<LaneNote, 'id'>;

/** The shortest note an edit leaves (a 128th). */
export const SHORTEST: Ticks = 15;

/** The project with one sketch replaced; unchanged where there is none of that id. */
export function withSketch(
  project: Project,
  id: string,
  change: (sketch: Sketch) => Sketch,
): Project {
  return {
    ...project,
    sketches: project.sketches.map((sketch) => (sketch.id === id ? change(sketch) : sketch)),
  };
}

/**
 * Adds notes to a lane. The answer's `nextNoteId` has grown by their number: their identities are the project's
 * `nextNoteId` and those after it, in the order given.
 */
export function addNotes(
  project: Project,
  sketch: string,
  lane: string,
  notes: readonly NewNote[],
): Project {
  const exists = project.sketches.some(
    ({ id, lanes }) => id === sketch && lanes.some((l) => l.id === lane),
  );
  if (!exists || notes.length === 0) return project;
  const added = notes.map((note, index): LaneNote => ({
    id: project.nextNoteId + index,
    pitch: limited(note.pitch, 0, 127),
    velocity: limited(note.velocity, 1, 127),
    start: Math.max(0, note.start),
    end: Math.max(note.end, Math.max(0, note.start) + SHORTEST),
  }));
  const grown = { ...project, nextNoteId: project.nextNoteId + notes.length };
  const touched = new Set(added.map(({ id }) => id));
  return withSketch(grown, sketch, (before) =>
    fitted(before, touched, (l) => (l.id === lane ? [...l.notes, ...added] : l.notes)),
  );
}

/** Takes notes away, from whichever lanes they are in. */
export function removeNotes(project: Project, sketch: string, ids: ReadonlySet<NoteId>): Project {
  const isGone = among(ids);
  return withSketch(project, sketch, (before) =>
    fitted(before, new Set(), (lane) => lane.notes.filter(({ id }) => !isGone(id))),
  );
}

/** Moves notes in time and pitch, all by the same: the group stops where its first note would pass an edge. */
export function moveNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  by: { readonly ticks: Ticks; readonly pitches: number },
): Project {
  const shifted = shiftWithin(chosenNotes(project, sketch, ids), by);
  return changeNotes(project, sketch, ids, shifted);
}

/** Moves the starts, the ends or both of notes by ticks; a note never becomes shorter than a 128th and never starts before 0. */
export function resizeNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  by: { readonly start: Ticks; readonly end: Ticks },
): Project {
  return changeNotes(project, sketch, ids, (note) => {
    const end = Math.max(note.end + by.end, note.start + SHORTEST);
    const start = limited(note.start + by.start, 0, end - SHORTEST);
    return { ...note, start, end };
  });
}

/** Gives notes a velocity, or changes each one's by a function of the old. */
export function setVelocity(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  velocity: Velocity | ((before: Velocity) => Velocity),
): Project {
  return changeNotes(project, sketch, ids, (note) => ({
    ...note,
    velocity: Math.round(
      limited(typeof velocity === 'number' ? velocity : velocity(note.velocity), 1, 127),
    ),
  }));
}

/** Gives each note a velocity of its own. */
export function setVelocities(
  project: Project,
  sketch: string,
  velocities: ReadonlyMap<NoteId, Velocity>,
): Project {
  return changeNotes(project, sketch, new Set(velocities.keys()), (note) => ({
    ...note,
    velocity: Math.round(limited(velocities.get(note.id) ?? note.velocity, 1, 127)),
  }));
}

/** Puts copies of notes elsewhere in the same lanes, all by the same; identities are given in the order of the lanes' notes. */
export function copyNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  by: { readonly ticks: Ticks; readonly pitches: number },
): Project {
  const found = project.sketches.find(({ id }) => id === sketch);
  const shifted = shiftWithin(chosenNotes(project, sketch, ids), by);
  const isCopied = among(ids);
  return (found?.lanes ?? []).reduce((so, lane) => {
    const copies = lane.notes.filter(({ id }) => isCopied(id)).map(shifted);
    return addNotes(so, sketch, lane.id, copies);
  }, project);
}

/** Changes each chosen note by a function; order, overlaps and the sketch's length are put right. */
export function changeNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  change: (note: LaneNote) => LaneNote,
): Project {
  return withSketch(project, sketch, (before) => {
    const lanes = before.lanes.map((lane) => {
      const notes = changedNotes(lane.notes, ids, change);
      return notes === lane.notes ? lane : { ...lane, notes };
    });
    return longEnough({ ...before, lanes });
  });
}

function chosenNotes(project: Project, sketch: string, ids: ReadonlySet<NoteId>): LaneNote[] {
  const found = project.sketches.find(({ id }) => id === sketch);
  return (found?.lanes ?? []).flatMap(({ notes }) =>
    placesOf(notes, ids).flatMap((index) => notes[index] ?? []),
  );
}

/** A shift by as much of `by` as keeps the whole group after tick 0 and between pitches 0 and 127. */
function shiftWithin(
  group: readonly LaneNote[],
  by: { readonly ticks: Ticks; readonly pitches: number },
): (note: LaneNote) => LaneNote {
  const ticks = Math.max(by.ticks, -least(group.map(({ start }) => start)));
  const pitches = limited(
    by.pitches,
    -least(group.map(({ pitch }) => pitch)),
    127 + least(group.map(({ pitch }) => -pitch)),
  );
  return (note) => ({
    ...note,
    pitch: note.pitch + pitches,
    start: note.start + ticks,
    end: note.end + ticks,
  });
}

/** The sketch with new notes in its lanes, and long enough, in whole bars, to hold them. Lanes that stay keep their identity as values. */
function fitted(
  sketch: Sketch,
  touched: ReadonlySet<NoteId>,
  notesOf: (lane: Lane) => readonly LaneNote[],
): Sketch {
  const lanes = sketch.lanes.map((lane) => {
    const notes = notesOf(lane);
    return notes === lane.notes || sameNotes(notes, lane.notes)
      ? lane
      : { ...lane, notes: settled(reordered(notes, touched), touched) };
  });
  return longEnough({ ...sketch, lanes });
}

/** The sketch, longer by whole bars where its notes ask for it. */
function longEnough(sketch: Sketch): Sketch {
  const end = Math.max(0, ...sketch.lanes.map(({ notes }) => endOf(notes)));
  return end <= sketch.length ? sketch : { ...sketch, length: barEnd(sketch, end) };
}

function sameNotes(a: readonly LaneNote[], b: readonly LaneNote[]): boolean {
  return a.length === b.length && a.every((note, index) => note === b[index]);
}

function limited(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}
