/** Edits of the course of a sketch, or of the arrangement by its own name: changes of tempo and meter are found by their tick; those at tick 0 are the first of all. */
import type { Ticks } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';
import { ARRANGED, courseOfArrangement, type Arrangement } from './arrangement.ts';
import { barEnd, FASTEST, SLOWEST, type Course, type Timed } from './course.ts';
import { withSketch } from './notes.ts';
import type { Project } from './project.ts';

/** What a bar can be: 1 to 64 beats of a whole note to a 64th. */
export const MOST_BEATS = 64;
export const BEATS: readonly number[] = [1, 2, 4, 8, 16, 32, 64];

/** From `tick` on there are `bpm` quarters a minute, until the next change. Beyond 10 to 500 the nearest of them. */
export function setTempoAt(project: Project, sketch: string, tick: Ticks, bpm: number): Project {
  const next = Math.min(FASTEST, Math.max(SLOWEST, bpm));
  return changed(project, sketch, (before) =>
    tick <= 0
      ? { ...before, bpm: next }
      : withCourse(before, { tempos: placed(before.course.tempos, { tick, bpm: next }) }),
  );
}

/** Takes a change of tempo away; the first stays. */
export function removeTempoAt(project: Project, sketch: string, tick: Ticks): Project {
  return changed(project, sketch, (before) =>
    withCourse(before, { tempos: without(before.course.tempos, tick) }),
  );
}

/** From `tick` on bars are of this meter; where that is within a bar, the bar ends there. A meter that cannot be is passed over. */
export function setMeterAt(project: Project, sketch: string, meter: Meter): Project {
  const { tick, numerator, denominator } = meter;
  const fits = Number.isInteger(numerator) && numerator >= 1 && numerator <= MOST_BEATS;
  if (!fits || !BEATS.includes(denominator)) return project;
  return changed(project, sketch, (before) =>
    tick <= 0
      ? { ...before, meter: { numerator, denominator } }
      : withCourse(before, { meters: placed(before.course.meters, meter) }),
  );
}

/** Takes a change of meter away; the first stays. */
export function removeMeterAt(project: Project, sketch: string, tick: Ticks): Project {
  return changed(project, sketch, (before) =>
    withCourse(before, { meters: without(before.course.meters, tick) }),
  );
}

/** Moves what changes at one tick to another; what changes there already gives way. Nothing comes to tick 0 or before it. */
export function moveChange(project: Project, sketch: string, from: Ticks, to: Ticks): Project {
  if (from <= 0 || to <= 0 || from === to) return project;
  return changed(project, sketch, (before) => {
    const { tempos, meters } = before.course;
    const tempo = tempos.find(({ tick }) => tick === from);
    const meter = meters.find(({ tick }) => tick === from);
    return withCourse(before, {
      ...(tempo === undefined
        ? {}
        : { tempos: placed(without(tempos, from), { ...tempo, tick: to }) }),
      ...(meter === undefined
        ? {}
        : { meters: placed(without(meters, from), { ...meter, tick: to }) }),
    });
  });
}

interface Placed {
  readonly tick: Ticks;
}

function without<T extends Placed>(list: readonly T[], tick: Ticks): readonly T[] {
  return list.filter((each) => each.tick !== tick);
}

function placed<T extends Placed>(list: readonly T[], item: T): readonly T[] {
  return [...without(list, item.tick), item].toSorted((a, b) => a.tick - b.tick);
}

function withCourse(timed: Timed, change: Partial<Course>): Timed {
  return { ...timed, course: { ...timed.course, ...change } };
}

/** A sketch ends with a bar, whatever its bars are; an arrangement has tempo and meters of its own from its first change on. */
function changed(project: Project, id: string, change: (timed: Timed) => Timed): Project {
  if (id === ARRANGED) {
    const { bpm, meter, course } = change(courseOfArrangement(project));
    const { tempos, meters } = course;
    const own = { bpm, meter, tempos, meters };
    return { ...project, arrangement: { ...project.arrangement, course: own } };
  }
  return withSketch(project, id, (before) => {
    const after = { ...before, ...change(before) };
    const same = after.meter === before.meter && after.course.meters === before.course.meters;
    return same ? after : { ...after, length: barEnd(after, after.length) };
  });
}

/** Tempo and meters of the arrangement are those of its clips again. */
export function followClips(project: Project): Project {
  const { lanes, loop } = project.arrangement;
  const arrangement: Arrangement = { lanes, loop };
  return { ...project, arrangement };
}
