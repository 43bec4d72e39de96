/** What is to be played: lanes of notes, tempos, meters and, if wanted, a loop. A plain value that any process can hold. */
import {
  TICKS_PER_QUARTER,
  type Channel,
  type Pitch,
  type Program,
  type Ticks,
  type Velocity,
} from '#main/music/note.ts';
import { PART_PROGRAMS, PARTS, type Part } from '#main/music/part.ts';
import type { Phrase } from '#main/music/phrase.ts';
import type { Meter, Piece, Tempo } from '#main/music/piece.ts';
import type { Tone } from '#main/music/voice.ts';

/** A note to be played; ticks are 480 a quarter. */
export interface PlayedNote {
  readonly pitch: Pitch;
  readonly velocity: Velocity;
  readonly start: Ticks;
  readonly end: Ticks;
}

/** One voice and how it sounds. A sketch's lanes are such lanes. */
export interface TimelineLane extends Partial<Tone> {
  /** Names the voice: across a swap, lanes with one id are one voice. */
  readonly id: string;
  readonly part: Part;
  readonly program: Program;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly soloed: boolean;
  readonly notes: readonly PlayedNote[];
  /** What it says beside its notes, by tick: channel messages as in a file. Those of other channels are not its own. */
  readonly events?: readonly { readonly tick: Ticks; readonly bytes: ArrayLike<number> }[];
  /** The channel of its own messages; 0 where absent or null. */
  readonly channel?: Channel | null;
}

/** From `from` up to, not with, `to`. */
export interface Loop {
  readonly from: Ticks;
  readonly to: Ticks;
}

/** Music and how time runs through it. `tempos` and `meters` are sorted, never empty, and begin at tick 0; ticks are 480 a quarter. */
export interface Timeline {
  readonly tempos: readonly Tempo[];
  readonly meters: readonly Meter[];
  readonly length: Ticks;
  /** Null: it plays once and ends at `length`. */
  readonly loop: Loop | null;
  readonly lanes: readonly TimelineLane[];
}

/** How a phrase or a sketch is to be played. */
export interface Manner {
  readonly bpm: number;
  readonly meter: Pick<Meter, 'numerator' | 'denominator'>;
  /** Whether all of it comes round again and again. */
  readonly loop: boolean;
}

const UNTOUCHED = { volume: 1, muted: false, soloed: false };

/** The timeline of lanes (a sketch's, or of one's own making) at one tempo and meter. */
export function timelineOfLanes(
  lanes: readonly TimelineLane[],
  length: Ticks,
  manner: Manner,
): Timeline {
  return {
    tempos: [{ tick: 0, microsecondsPerQuarter: 60e6 / manner.bpm }],
    meters: [{ tick: 0, ...manner.meter }],
    length,
    loop: manner.loop && length > 0 ? { from: 0, to: length } : null,
    lanes,
  };
}

/**
 * The timeline of a phrase, one lane a part, always the same lanes in the same order, so that one phrase can take over
 * from another. `mix` says how a part's lane sounds where that differs from full volume.
 */
export function timelineOfPhrase(
  phrase: Phrase,
  manner: Manner,
  mix: Readonly<Partial<Record<Part, Partial<Omit<TimelineLane, 'id' | 'part' | 'notes'>>>>> = {},
): Timeline {
  const parts: readonly Part[] = [...PARTS, 'all'];
  const lanes = parts.map((part) => ({
    ...UNTOUCHED,
    program: phrase.programs[part] ?? PART_PROGRAMS[part],
    ...mix[part],
    id: part,
    part,
    notes: phrase.notes.filter((note) => note.part === part),
  }));
  return timelineOfLanes(lanes, phrase.length, manner);
}

/**
 * The timeline of a piece, one lane a track that has notes. `parts` is the role of each track in file order (a song's);
 * a track without a role still sounds, as `all`.
 */
export function timelineOfPiece(
  piece: Piece,
  parts: readonly (Part | null)[],
  loop: Loop | null = null,
): Timeline {
  const scale = TICKS_PER_QUARTER / piece.division;
  const lanes = piece.tracks.flatMap((track, index): TimelineLane[] => {
    const part = parts[index] ?? 'all';
    if (track.notes.length === 0) return [];
    const drums = track.notes[0]?.channel === 9;
    return [
      {
        ...UNTOUCHED,
        id: `track-${index}`,
        part: drums ? 'drums' : part,
        program: firstProgram(track.events) ?? PART_PROGRAMS[part],
        notes: track.notes.map((note) => ({
          pitch: note.pitch,
          velocity: note.velocity,
          start: note.start * scale,
          end: note.end * scale,
        })),
      },
    ];
  });
  const end = lanes.reduce(
    (most, lane) => lane.notes.reduce((last, note) => Math.max(last, note.end), most),
    0,
  );
  return {
    tempos: piece.tempos.map((tempo) => ({ ...tempo, tick: tempo.tick * scale })),
    meters: piece.meters.map((meter) => ({ ...meter, tick: meter.tick * scale })),
    length: end,
    loop,
    lanes,
  };
}

/** The program of the first program change among kept events. */
function firstProgram(events: Piece['tracks'][number]['events']): Program | null {
  const change = events.find(({ bytes }) => ((bytes[0] ?? 0) & 0xf0) === 0xc0);
  return change?.bytes[1] ?? null;
}

/** Nothing at all: what plays after a stop. */
export const SILENCE: Timeline = {
  tempos: [{ tick: 0, microsecondsPerQuarter: 500000 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  length: 0,
  loop: null,
  lanes: [],
};
