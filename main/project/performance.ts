/** A performance on map and faders becomes a sketch: lanes of notes as they were heard, with the tempo of each stretch. */
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import type { Pitch, Program, Ticks, Velocity } from '#main/music/note.ts';
import type { Part } from '#main/music/part.ts';
import type { Meter, Tempo } from '#main/music/piece.ts';
import type { Tone } from '#main/music/voice.ts';
import { barEnd, STEADY, type Course } from './course.ts';
import { inOrder } from './note-order.ts';
import type { Lane, Provenance, Sketch } from './project.ts';
import type { LaneEvent, LaneRoute } from './route.ts';

/** What was heard, on one line of ticks. */
export interface Heard {
  readonly lanes: readonly {
    /** How the lane was set when it was last heard. */
    readonly lane: Partial<Tone> & {
      readonly id: string;
      readonly part: Part;
      readonly volume: number;
      readonly name?: string;
      readonly route?: LaneRoute | null;
    };
    readonly program: Program;
    readonly notes: readonly {
      readonly pitch: Pitch;
      readonly velocity: Velocity;
      readonly start: Ticks;
      readonly end: Ticks;
    }[];
    readonly events: readonly LaneEvent[];
  }[];
  /** By tick; the first at 0. */
  readonly tempos: readonly Tempo[];
  readonly meters: readonly Meter[];
  readonly length: Ticks;
}

/** Notes of a performance. */
export const notesHeard = ({ lanes }: Heard): number =>
  lanes.reduce((sum, { notes }) => sum + notes.length, 0);

const bpmOf = ({ microsecondsPerQuarter }: Tempo): number => 60e6 / microsecondsPerQuarter;

/** The performance as a sketch that is not kept yet (`keepWhole` gives it its identity); it ends with a bar line. */
export function sketchOfHeard(heard: Heard, name: string, provenance: Provenance): Sketch {
  const [tempo, ...tempos] = heard.tempos;
  const [first, ...meters] = heard.meters;
  const { numerator, denominator } = first ?? { numerator: 4, denominator: 4 };
  const meter = { numerator, denominator };
  const course: Course = {
    ...STEADY,
    tempos: tempos.map((each) => ({ tick: each.tick, bpm: bpmOf(each) })),
    meters,
    division: TICKS_PER_QUARTER,
  };
  const lanes = heard.lanes.map(({ lane, program, notes, events }): Lane => ({
    id: lane.id,
    part: lane.part,
    name: lane.name ?? lane.part,
    program,
    volume: lane.volume,
    muted: false,
    soloed: false,
    voice: lane.voice ?? null,
    pan: lane.pan ?? 0,
    reverb: lane.reverb ?? null,
    route: lane.route ?? null,
    notes: inOrder(
      notes.map((note, id) => ({ ...note, velocity: Math.max(1, note.velocity), id })),
    ),
    channel: null,
    events,
  }));
  const length = Math.max(barEnd({ meter, course }, heard.length), TICKS_PER_QUARTER);
  return {
    id: '',
    name,
    lanes,
    length,
    bpm: tempo === undefined ? 120 : bpmOf(tempo),
    meter,
    course,
    provenance,
    starred: false,
    colour: null,
    loop: null,
    markers: [],
  };
}
