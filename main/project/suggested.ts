/** Edits that a model suggests: a take is cleaned, a phrase goes on; notes that stay are left exactly as they were played. */
import type { PhraseNote } from '#main/music/phrase.ts';
import type { Ticks } from '#main/music/note.ts';
import { barEnd } from './course.ts';
import { addNotes, removeNotes } from './notes.ts';
import type { Lane, NoteId, Project, Sketch } from './project.ts';
import { setSketch } from './sketches.ts';

/** Farthest that a note lies from the place of the grid that stands for it: half a sixteenth, and its rounding. */
const NEAR: Ticks = 61;

/** Whether a lane has the notes of a part; `all` is any but drums. */
const plays = (lane: Lane, part: PhraseNote['part']): boolean =>
  part === 'all' ? lane.part !== 'drums' : lane.part === part;

/** The notes of a sketch that notes of a grid stand for. */
export function notesMeant(sketch: Sketch, notes: readonly PhraseNote[]): ReadonlySet<NoteId> {
  const found = new Set<NoteId>();
  for (const { part, pitch, start } of notes) {
    const near = sketch.lanes
      .filter((lane) => plays(lane, part))
      .flatMap((lane) => lane.notes)
      .filter((note) => note.pitch === pitch && Math.abs(note.start - start) <= NEAR)
      .filter(({ id }) => !found.has(id))
      .sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start));
    if (near[0] !== undefined) found.add(near[0].id);
  }
  return found;
}

/** Notes of a grid that a sketch has in no lane: which of the pitched lanes has a note is the person's to say. */
export function lacking(sketch: Sketch, notes: readonly PhraseNote[]): readonly PhraseNote[] {
  const drums = (part: PhraseNote['part']): boolean => part === 'drums';
  return notes.filter(
    ({ part, pitch, start }) =>
      !sketch.lanes
        .filter((lane) => drums(lane.part) === drums(part))
        .some((lane) =>
          lane.notes.some((note) => note.pitch === pitch && Math.abs(note.start - start) <= NEAR),
        ),
  );
}

/** Takes the notes that are meant by `removed` out of a sketch, and puts `added` into the lanes of their parts. */
export function cleaned(
  project: Project,
  id: string,
  {
    added,
    removed,
  }: { readonly added: readonly PhraseNote[]; readonly removed: readonly PhraseNote[] },
): Project {
  const sketch = project.sketches.find((each) => each.id === id);
  if (sketch === undefined) return project;
  return withNotes(removeNotes(project, id, notesMeant(sketch, removed)), sketch, added, 0);
}

/** Lets a sketch go on with a phrase, from the end of its last bar. */
export function wentOn(
  project: Project,
  id: string,
  phrase: { readonly notes: readonly PhraseNote[]; readonly length: Ticks },
): Project {
  const sketch = project.sketches.find((each) => each.id === id);
  if (sketch === undefined) return project;
  const from = barEnd(sketch, sketch.length);
  const longer = setSketch(project, id, { length: from + phrase.length });
  return withNotes(longer, sketch, phrase.notes, from);
}

function withNotes(
  project: Project,
  { id, lanes }: Sketch,
  notes: readonly PhraseNote[],
  from: Ticks,
): Project {
  const known = new Set<string>();
  return lanes.reduce((edited, lane) => {
    // Of several lanes of a part the first one gets its notes.
    const own = notes.filter(({ part }) => plays(lane, part) && !known.has(part));
    for (const { part } of own) known.add(part);
    const added = own.map(({ pitch, velocity, start, end }) => ({
      pitch,
      velocity,
      start: start + from,
      end: end + from,
    }));
    return addNotes(edited, id, lane.id, added);
  }, project);
}
