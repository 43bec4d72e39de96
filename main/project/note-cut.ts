/** Edits that make two notes of one and one of two: split and join. */
import type { Ticks } from '#main/music/note.ts';
import { addNotes, changeNotes, removeNotes, SHORTEST } from './notes.ts';
import type { LaneNote, NoteId, Project } from './project.ts';

/**
 * Cuts notes in two, each at a tick of its own; a cut nearer than a 128th to an end is passed over. The first part keeps its
 * identity, the second gets a new one.
 */
export function splitNotes(
  project: Project,
  sketch: string,
  cuts: ReadonlyMap<NoteId, Ticks>,
): Project {
  const lanes = project.sketches.find(({ id }) => id === sketch)?.lanes ?? [];
  const cutOf = ({ id, start, end }: LaneNote): Ticks | null => {
    const cut = Math.round(cuts.get(id) ?? start);
    return cut >= start + SHORTEST && cut <= end - SHORTEST ? cut : null;
  };
  return lanes.reduce((so, lane) => {
    const cut = lane.notes.filter((note) => cutOf(note) !== null);
    const first = changeNotes(so, sketch, new Set(cut.map(({ id }) => id)), (note) => ({
      ...note,
      end: cutOf(note) ?? note.end,
    }));
    const second = cut.map((note) => ({ ...note, start: cutOf(note) ?? note.start }));
    return addNotes(first, sketch, lane.id, second);
  }, project);
}

/**
 * Makes one note of the chosen ones of a pitch in a lane, from the start of the first to the latest end, gaps included. A note
 * of that pitch that is not chosen and begins between them parts them. The first one's identity and velocity stay.
 */
export function joinNotes(project: Project, sketch: string, ids: ReadonlySet<NoteId>): Project {
  const ends = new Map<NoteId, Ticks>();
  const gone = new Set<NoteId>();
  for (const lane of project.sketches.find(({ id }) => id === sketch)?.lanes ?? []) {
    const open = new Map<number, LaneNote>();
    for (const note of lane.notes) {
      const first = open.get(note.pitch);
      if (!ids.has(note.id)) open.delete(note.pitch);
      else if (first === undefined) open.set(note.pitch, note);
      else {
        ends.set(first.id, Math.max(ends.get(first.id) ?? first.end, note.end));
        gone.add(note.id);
      }
    }
  }
  const without = removeNotes(project, sketch, gone);
  return changeNotes(without, sketch, new Set(ends.keys()), (note) => ({
    ...note,
    end: ends.get(note.id) ?? note.end,
  }));
}
