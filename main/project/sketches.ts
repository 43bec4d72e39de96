/** Edits of sketches and their lanes: a phrase is kept, named, mixed, copied, thrown away. */
import type { Ticks } from '#main/music/note.ts';
import { PARTS, type Part } from '#main/music/part.ts';
import type { Tone } from '#main/music/voice.ts';
import type { Phrase } from '#main/music/phrase.ts';
import { STEADY } from './course.ts';
import { voiceOf, type Mix } from './mix.ts';
import { inOrder } from './note-order.ts';
import { withSketch } from './notes.ts';
import type { Lane, LaneNote, Project, Provenance, Sketch } from './project.ts';

/** What can be set on a lane. */
export type LaneSetting = Partial<
  Pick<
    Lane,
    'name' | 'part' | 'program' | 'volume' | 'muted' | 'soloed' | 'route' | 'events' | keyof Tone
  >
>;

/** What can be set on a sketch as a whole. */
export type SketchSetting = Partial<
  Pick<
    Sketch,
    'name' | 'bpm' | 'meter' | 'course' | 'length' | 'starred' | 'colour' | 'loop' | 'markers'
  >
>;

/** A phrase as a sketch that is not kept yet: one lane a part, `all` only where it is used. Notes count from `firstNote`. */
export function sketchOfPhrase(
  phrase: Phrase,
  as: {
    readonly id: string;
    readonly name: string;
    readonly meter: Sketch['meter'];
    readonly provenance: Provenance;
    readonly mix: Mix;
    readonly firstNote: number;
  },
): Sketch {
  const whole = phrase.notes.some(({ part }) => part === 'all');
  const apart = phrase.notes.some(({ part }) => part !== 'all');
  const parts: readonly Part[] = [
    ...(apart || !whole ? PARTS : []),
    ...(whole ? ['all' as const] : []),
  ];
  let id = as.firstNote;
  const lanes = parts.map((part): Lane => {
    const notes = phrase.notes
      .filter((note) => note.part === part)
      .map(({ pitch, velocity, start, end }): LaneNote => ({
        id: id++,
        pitch,
        velocity: Math.max(1, velocity),
        start,
        end,
      }));
    return {
      id: part,
      part,
      name: part,
      ...voiceOf(phrase, part, as.mix),
      notes: inOrder(notes),
      channel: null,
      events: [],
    };
  });
  const { length, bpm } = phrase;
  const { name, meter, provenance } = as;
  const own = { starred: false, colour: null, loop: null, markers: [] };
  return { id: as.id, name, lanes, length, bpm, meter, course: STEADY, provenance, ...own };
}

/** Keeps a phrase as a sketch, first in the list; the sketch's id is `sketchId(project)`. */
export function keepSketch(
  project: Project,
  phrase: Phrase,
  name: string,
  provenance: Provenance,
): Project {
  const firstNote = project.nextNoteId + 1;
  const id = sketchId(project);
  const { meter, mix } = project;
  const sketch = sketchOfPhrase(phrase, { id, name, meter, provenance, mix, firstNote });
  return {
    ...project,
    sketches: [sketch, ...project.sketches],
    nextNoteId: firstNote + phrase.notes.length,
  };
}

/** A phrase that is to be kept. */
export interface Keepable {
  readonly phrase: Phrase;
  readonly name: string;
  readonly provenance: Provenance;
}

/** Keeps several phrases at once, first in the list and in the order given. */
export function keepSketches(project: Project, wanted: readonly Keepable[]): Project {
  return wanted.reduceRight(
    (so, { phrase, name, provenance }) => keepSketch(so, phrase, name, provenance),
    project,
  );
}

/** The id the next kept sketch gets; never given twice, because `nextNoteId` only grows. */
export function sketchId(project: Project): string {
  return `sketch-${project.nextNoteId}`;
}

/** A sketch without notes, to draw in. */
export function addEmptySketch(project: Project, name: string, length: Ticks): Project {
  const phrase: Phrase = { notes: [], length, bpm: project.bpm ?? 120, programs: {} };
  return keepSketch(project, phrase, name, { from: 'hand' });
}

/** Puts a sketch that was made elsewhere first in the list, with an identity and notes of its own. */
export function keepWhole(project: Project, sketch: Sketch): Project {
  let next = project.nextNoteId + 1;
  const lanes = sketch.lanes.map((lane) => ({
    ...lane,
    notes: lane.notes.map((note) => ({ ...note, id: next++ })),
  }));
  const kept = { ...sketch, id: sketchId(project), lanes };
  return { ...project, sketches: [kept, ...project.sketches], nextNoteId: next };
}

/** A copy of a sketch behind it, with notes of its own, under another name. */
export function duplicateSketch(project: Project, id: string, name: string): Project {
  const index = project.sketches.findIndex((sketch) => sketch.id === id);
  const sketch = project.sketches[index];
  if (sketch === undefined) return project;
  let next = project.nextNoteId + 1;
  const lanes = sketch.lanes.map((lane) => ({
    ...lane,
    notes: lane.notes.map((note) => ({ ...note, id: next++ })),
  }));
  const copy = { ...sketch, id: sketchId(project), name, lanes };
  return {
    ...project,
    sketches: project.sketches.toSpliced(index + 1, 0, copy),
    nextNoteId: next,
  };
}

/** Throws a sketch away (undo brings it back). */
export function removeSketch(project: Project, id: string): Project {
  return { ...project, sketches: project.sketches.filter((sketch) => sketch.id !== id) };
}

/** Sets name, tempo, meter or length of a sketch. */
export function setSketch(project: Project, id: string, setting: SketchSetting): Project {
  return withSketch(project, id, (sketch) => ({ ...sketch, ...setting }));
}

/** Sets how a lane sounds or what it is called. */
export function setLane(
  project: Project,
  sketch: string,
  lane: string,
  setting: LaneSetting,
): Project {
  return withSketch(project, sketch, (before) => ({
    ...before,
    lanes: before.lanes.map((l) => (l.id === lane ? { ...l, ...setting } : l)),
  }));
}
