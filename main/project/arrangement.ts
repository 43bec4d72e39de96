/** An arrangement: sketches on a timeline of lanes, and the one sketch that it amounts to, which is what plays and what is written. */
import type { Ticks } from '#main/music/note.ts';
import type { Meter } from '#main/music/piece.ts';
import { barEnd, STEADY, type Course, type Timed, type TempoChange } from './course.ts';
import { courseFrom, eventsFrom } from './cutting.ts';
import type { Lane, LaneNote, LoopRegion, Marker, Project, Sketch } from './project.ts';
import type { LaneEvent } from './route.ts';

/** A sketch from one of its ticks on, put somewhere. Longer than what is left of the sketch it begins again: a repeat is a longer clip. */
export interface Clip {
  readonly id: string;
  /** Id of the sketch. */
  readonly sketch: string;
  /** Where it lies. */
  readonly at: Ticks;
  /** Where in the sketch it begins. */
  readonly from: Ticks;
  readonly length: Ticks;
}

/** A lane of clips that do not overlap, by place. */
export interface ClipLane {
  readonly id: string;
  readonly muted: boolean;
  readonly clips: readonly Clip[];
}

/** Tempo and meters that are an arrangement's own. */
export interface ArrangedCourse
  extends Pick<Sketch, 'bpm' | 'meter'>, Pick<Course, 'tempos' | 'meters'> {}

/** The arrangement of a project. */
export interface Arrangement {
  readonly lanes: readonly ClipLane[];
  /** What comes round while it plays; null: all of it. */
  readonly loop: LoopRegion | null;
  /** Absent: tempo and meter are those of the clips. */
  readonly course?: ArrangedCourse | undefined;
}

/** Two empty lanes to begin with. */
export const UNARRANGED: Arrangement = {
  lanes: [1, 2].map((n) => ({ id: `clips-${String(n)}`, muted: false, clips: [] })),
  loop: null,
};

/** The identity under which the arrangement plays; no sketch has it. */
export const ARRANGED = 'arrangement';

/** A stretch of a sketch where a clip sounds it. */
interface Stretch {
  readonly lane: ClipLane;
  readonly sketch: Sketch;
  /** Where it lies, where in the sketch it begins, how long it is. */
  readonly at: Ticks;
  readonly from: Ticks;
  readonly length: Ticks;
}

/** Where each clip ends. */
export const clipEnd = ({ at, length }: Pick<Clip, 'at' | 'length'>): Ticks => at + length;

/**
 * The arrangement as one sketch: a lane for each voice that an unmuted lane of clips plays, a marker where a clip of the
 * top lane begins, tempo and meter as {@link courseOfArrangement} says. Null where nothing is placed.
 */
export function sketchOfArrangement(
  project: Pick<Project, 'arrangement' | 'sketches' | 'meter' | 'bpm'>,
  name: string,
): Sketch | null {
  const { lanes, loop } = project.arrangement;
  const all = lanes.flatMap((lane) => stretchesOf(lane, project.sketches));
  if (all.length === 0) return null;
  const course = courseOfArrangement(project);
  const heard = all.filter(({ lane }) => !lane.muted);
  const end = all.reduce((most, { at, length }) => Math.max(most, at + length), 0);
  return {
    id: ARRANGED,
    name,
    ...course,
    lanes: voicesOf(heard),
    length: barEnd(course, end),
    provenance: { from: 'hand' },
    starred: false,
    colour: null,
    loop,
    markers: markersOf(lanes, project.sketches),
  };
}

/** Tempo and meters of an arrangement: its own, or those of the topmost clip at each place. */
export function courseOfArrangement({
  arrangement,
  sketches,
}: Pick<Project, 'arrangement' | 'sketches'>): Timed {
  const { course, lanes } = arrangement;
  if (course === undefined) return courseOf(lanes.flatMap((lane) => stretchesOf(lane, sketches)));
  const { bpm, meter, tempos, meters } = course;
  return { bpm, meter, course: { ...STEADY, tempos, meters } };
}

/** The stretches of a lane's clips: one for each time a sketch goes round. */
function stretchesOf(lane: ClipLane, sketches: readonly Sketch[]): readonly Stretch[] {
  return lane.clips.flatMap((clip): Stretch[] => {
    const sketch = sketches.find(({ id }) => id === clip.sketch);
    if (sketch === undefined || sketch.length <= 0) return [];
    const stretches: Stretch[] = [];
    let from = clip.from % sketch.length;
    for (let done = 0; done < clip.length;) {
      const length = Math.min(sketch.length - from, clip.length - done);
      stretches.push({ lane, sketch, at: clip.at + done, from, length });
      done += length;
      from = 0;
    }
    return stretches;
  });
}

/** What sounds alike is one lane; notes get numbers from 1. */
function voicesOf(stretches: readonly Stretch[]): readonly Lane[] {
  const voices = new Map<string, { readonly lane: Lane; notes: LaneNote[]; events: LaneEvent[] }>();
  let next = 1;
  for (const { lane: clips, sketch, at, from, length } of stretches) {
    const solo = sketch.lanes.some(({ soloed }) => soloed);
    for (const lane of sketch.lanes) {
      if (lane.muted || (solo && !lane.soloed)) continue;
      const { part, name, program, volume, voice, pan, reverb, route } = lane;
      const sound = [part, name, program, volume, voice, pan, reverb, route];
      const key = JSON.stringify([clips.id, ...sound]);
      const id = `${clips.id} ${String(voices.size + 1)}`;
      const plain = { ...lane, id, channel: null, muted: false, soloed: false };
      const found = voices.get(key) ?? { lane: plain, notes: [], events: [] };
      voices.set(key, found);
      for (const note of lane.notes) {
        if (note.start < from || note.start >= from + length) continue;
        const start = note.start - from + at;
        const end = Math.min(note.end, from + length) - from + at;
        found.notes.push({ ...note, id: next++, start, end });
      }
      const own = lane.events.flatMap((event) => onNoChannel(event, lane));
      for (const event of eventsFrom(own, from, length))
        found.events.push({ ...event, tick: event.tick + at });
    }
  }
  return [...voices.values()]
    .filter(({ notes, events }) => notes.length > 0 || events.length > 0)
    .map(({ lane, notes, events }) => ({
      ...lane,
      notes: notes.toSorted((a, b) => a.start - b.start || a.pitch - b.pitch),
      events: events.toSorted((a, b) => a.tick - b.tick),
    }));
}

/** A lane's own message on the channel of lanes that have none yet; messages of others are left out, texts stay. */
function onNoChannel(event: LaneEvent, { channel }: Lane): readonly LaneEvent[] {
  const [status = 0, ...rest] = event.bytes;
  if (status < 0x80 || status >= 0xf0) return [event];
  if ((status & 0x0f) !== (channel ?? 0)) return [];
  return [{ tick: event.tick, bytes: [status & 0xf0, ...rest] }];
}

/** Tempo and meter by the topmost stretch at each place; where none is, they go on. */
function courseOf(all: readonly Stretch[]): Timed {
  const edges = [...new Set(all.flatMap(({ at, length }) => [at, at + length]))].sort(
    (a, b) => a - b,
  );
  let first: Pick<Sketch, 'bpm' | 'meter'> | null = null;
  let now = { bpm: 0, meter: '' };
  const tempos: TempoChange[] = [];
  const meters: Meter[] = [];
  const turn = (tick: Ticks, { bpm, meter }: Pick<Sketch, 'bpm' | 'meter'>): void => {
    const { numerator, denominator } = meter;
    const words = `${String(numerator)}/${String(denominator)}`;
    if (first === null) first = { bpm, meter };
    else {
      if (bpm !== now.bpm) tempos.push({ tick, bpm });
      if (words !== now.meter) meters.push({ tick, numerator, denominator });
    }
    now = { bpm, meter: words };
  };
  for (const [index, edge] of edges.entries()) {
    const top = all.find(({ at, length }) => at <= edge && edge < at + length);
    if (top === undefined) continue;
    const length = (edges[index + 1] ?? edge) - edge;
    const here = courseFrom(top.sketch, top.from + edge - top.at, length);
    turn(edge, here);
    const changes = [
      ...here.course.tempos.map(({ tick }) => tick),
      ...here.course.meters.map(({ tick }) => tick),
    ];
    for (const tick of [...new Set(changes)].sort((a, b) => a - b))
      turn(edge + tick, courseFrom(top.sketch, top.from + edge - top.at + tick, 1));
  }
  const start = first ?? { bpm: 120, meter: { numerator: 4, denominator: 4 } };
  return { ...start, course: { ...STEADY, tempos, meters } };
}

/** Where a clip of the first lane that has any begins, with the name of its sketch. */
function markersOf(lanes: readonly ClipLane[], sketches: readonly Sketch[]): readonly Marker[] {
  const top = lanes.find(({ clips }) => clips.length > 0);
  return (top?.clips ?? []).flatMap((clip): Marker[] => {
    const sketch = sketches.find(({ id }) => id === clip.sketch);
    return sketch === undefined ? [] : [{ tick: clip.at, name: sketch.name }];
  });
}
