/** Edits that give each note a new place, length or pitch of its own: quantise, humanise, legato, warp, into a scale. */
import { seededRandom } from '#main/latent/random.ts';
import type { Ticks } from '#main/music/note.ts';
import { nearestInScale, stepInScale, type Scale } from '#main/music/scale.ts';
import { changeNotes, SHORTEST } from './notes.ts';
import type { LaneNote, NoteId, Project } from './project.ts';

/** A grid that notes are drawn to. */
export interface Quantisation {
  /** Ticks between two lines. */
  readonly ticks: Ticks;
  /** 0 (nothing moves) to 1 (all the way); 1 where absent. */
  readonly strength?: number;
  /** Where every second line lies between its neighbours: 0.5 (even, where absent) to 0.75; 2/3 are triplets. */
  readonly swing?: number;
}

/**
 * The line of a swung grid that is nearest to a tick.
 * @example nearestLine(250, { ticks: 240, swing: 2 / 3 }) // 320
 */
export function nearestLine(tick: Ticks, { ticks, swing = 0.5 }: Quantisation): Ticks {
  const late = (Math.min(0.75, Math.max(0.5, swing)) - 0.5) * 2 * ticks;
  const line = (k: number): Ticks => Math.round(k * ticks + (k % 2 === 0 ? 0 : late));
  const near = Math.max(0, Math.round(tick / ticks));
  return [near - 1, near, near + 1]
    .filter((k) => k >= 0)
    .map(line)
    .reduce((best, at) => (Math.abs(at - tick) < Math.abs(best - tick) ? at : best), line(near));
}

/** Moves the starts of notes towards the nearest line of a grid; each keeps its length. */
export function quantiseNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  grid: Quantisation,
): Project {
  const strength = Math.min(1, Math.max(0, grid.strength ?? 1));
  if (!(grid.ticks > 0)) return project;
  return changeNotes(project, sketch, ids, (note) =>
    at(note, note.start + Math.round((nearestLine(note.start, grid) - note.start) * strength)),
  );
}

/** How far chance may move a note. */
export interface Looseness {
  /** Most ticks earlier or later. */
  readonly ticks: Ticks;
  /** Most velocity less or more. */
  readonly velocity: number;
  /** The same seed moves the same notes in the same way. */
  readonly seed: number;
}

/** Moves starts and velocities by chance, evenly within bounds; each keeps its length. */
export function humaniseNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  { ticks, velocity, seed }: Looseness,
): Project {
  return changeNotes(project, sketch, ids, (note) => {
    // Of its own for every note, so that it does not matter which others are chosen with it.
    const random = seededRandom((seed + Math.imul(note.id + 1, 0x9e3779b1)) >>> 0);
    const by = (most: number): number => Math.round((random() * 2 - 1) * most);
    const moved = at(note, Math.max(0, note.start + by(ticks)));
    return { ...moved, velocity: Math.min(127, Math.max(1, note.velocity + by(velocity))) };
  });
}

/**
 * Lets each note last until the next one of its lane begins: the next chosen one, or of one note alone the next of all. Notes
 * that begin together stay a chord; the last keeps its length.
 */
export function legatoNotes(project: Project, sketch: string, ids: ReadonlySet<NoteId>): Project {
  const ends = new Map<NoteId, Ticks>();
  for (const lane of project.sketches.find(({ id }) => id === sketch)?.lanes ?? []) {
    const chosen = lane.notes.filter(({ id }) => ids.has(id));
    const next = chosen.length === 1 ? lane.notes : chosen;
    let later = next.length - 1;
    for (const note of chosen.toReversed()) {
      while (later > 0 && (next[later - 1]?.start ?? 0) > note.start) later--;
      const end = next[later]?.start ?? 0;
      if (end > note.start) ends.set(note.id, Math.max(end, note.start + SHORTEST));
    }
  }
  return changeNotes(project, sketch, new Set(ends.keys()), (note) => ({
    ...note,
    end: ends.get(note.id) ?? note.end,
  }));
}

/** Stretches notes together in time: places and lengths by `factor` (above 0), the tick `anchor` staying where it is. */
export function warpNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  { anchor, factor }: { readonly anchor: Ticks; readonly factor: number },
): Project {
  const place = (tick: Ticks): Ticks => Math.round(anchor + (tick - anchor) * factor);
  return changeNotes(project, sketch, ids, (note) => {
    const start = Math.max(0, place(note.start));
    return { ...note, start, end: Math.max(place(note.end), start + SHORTEST) };
  });
}

/** Moves notes by steps of a scale; 0: those that lie outside it go to its nearest pitch. */
export function scaleNotes(
  project: Project,
  sketch: string,
  ids: ReadonlySet<NoteId>,
  scale: Scale,
  steps = 0,
): Project {
  return changeNotes(project, sketch, ids, (note) => ({
    ...note,
    pitch: steps === 0 ? nearestInScale(note.pitch, scale) : stepInScale(note.pitch, scale, steps),
  }));
}

/** Gives the note of that identity these values, as near as MIDI and the start of the sketch allow. */
export function setNote(project: Project, sketch: string, note: LaneNote): Project {
  const within = (value: number, low: number, high: number): number =>
    Math.round(Math.min(high, Math.max(low, value)));
  return changeNotes(project, sketch, new Set([note.id]), ({ id }) => {
    const start = within(note.start, 0, Number.MAX_SAFE_INTEGER);
    const end = Math.max(Math.round(note.end), start + SHORTEST);
    return {
      id,
      pitch: within(note.pitch, 0, 127),
      velocity: within(note.velocity, 1, 127),
      start,
      end,
    };
  });
}

function at(note: LaneNote, start: Ticks): LaneNote {
  return { ...note, start, end: note.end - note.start + start };
}
