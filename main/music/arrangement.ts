/** Makes a piece out of what Melodrift itself makes: phrases and the lanes of sketches, ready to be written as a file. */
import {
  DRUM_CHANNEL,
  TICKS_PER_QUARTER,
  type Channel,
  type Pitch,
  type Program,
  type Ticks,
  type Velocity,
} from './note.ts';
import { PART_PROGRAMS, PARTS, type Part } from './part.ts';
import type { Phrase } from './phrase.ts';
import type { KeptEvent, KeySignature, Meter, Piece, Tempo, Track } from './piece.ts';
import { marker } from './write-midi.ts';

/** One voice of an arrangement. */
export interface ArrangedLane {
  readonly name: string;
  readonly part: Part;
  readonly program: Program;
  /** Its channel, where it is not to be chosen. Its events are of that channel then, and say its program where it has one. */
  readonly channel?: Channel | null;
  /** 0 to 1; written as channel volume where it is not 1. */
  readonly volume?: number;
  /** What a file said beside its notes: given back as it came. */
  readonly events?: readonly { readonly tick: Ticks; readonly bytes: ArrayLike<number> }[];
  readonly notes: readonly {
    readonly pitch: Pitch;
    readonly velocity: Velocity;
    readonly start: Ticks;
    readonly end: Ticks;
  }[];
}

/** Lanes and how they are played; ticks are 480 a quarter. */
export interface Arrangement {
  readonly name: string;
  readonly lanes: readonly ArrangedLane[];
  readonly length: Ticks;
  /** Quarters a minute. */
  readonly bpm: number;
  readonly meter?: Pick<Meter, 'numerator' | 'denominator'>;
  /** Where there are several: instead of `bpm` and `meter`. */
  readonly tempos?: readonly Tempo[];
  readonly meters?: readonly Meter[];
  readonly keys?: readonly KeySignature[];
  /** Sections and loops. */
  readonly markers?: readonly { readonly tick: Ticks; readonly text: string }[];
  /** What belongs to no lane. */
  readonly events?: ArrangedLane['events'];
  /** Ticks a quarter of the piece; 480 where absent. */
  readonly division?: number;
}

const MELODIC: readonly Channel[] = Array.from({ length: 16 }, (_, i) => i).filter(
  (channel) => channel !== DRUM_CHANNEL,
);

/**
 * A channel for each lane: drums on channel 10, every other lane its own while there are enough; past that, lanes with the
 * same program share one, and only when all 15 are taken by different programs do channels carry several.
 */
export function spreadChannels(lanes: readonly ArrangedLane[]): readonly Channel[] {
  const open = ({ channel }: ArrangedLane): boolean => channel === undefined || channel === null;
  const melodic = lanes.filter((lane) => lane.part !== 'drums' && open(lane));
  const fixed = new Set(lanes.map((lane) => lane.channel));
  const free = MELODIC.filter((channel) => !fixed.has(channel));
  const channels = free.length === 0 ? MELODIC : free;
  const roomy = melodic.length <= channels.length;
  const byProgram = new Map<Program, Channel>();
  let next = 0;
  return lanes.map((lane) => {
    if (lane.channel !== undefined && lane.channel !== null) return lane.channel;
    if (lane.part === 'drums') return DRUM_CHANNEL;
    const shared = roomy ? undefined : byProgram.get(lane.program);
    const channel = shared ?? channels[next++ % channels.length] ?? 0;
    byProgram.set(lane.program, channel);
    return channel;
  });
}

const PROGRAM = 0xc0;
const CONTROL = 0xb0;
const VOLUME = 7;

/**
 * What a lane says beside its notes: its program and volume, and what came with it. The first program of a file is the
 * lane's own, and its volumes are turned down as the lane is.
 */
function laneEvents(lane: ArrangedLane, channel: Channel): readonly KeptEvent[] {
  const { program, volume = 1 } = lane;
  const fixed = lane.channel !== undefined && lane.channel !== null;
  // What was drawn by hand is said on no channel yet.
  const events = (lane.events ?? []).map(({ tick, bytes }) => ({
    tick,
    bytes: fixed ? Uint8Array.from(bytes) : rechannelled(bytes, channel),
  }));
  const own = (bytes: ArrayLike<number>, status: number, second?: number): boolean =>
    bytes[0] === (status | channel) && (second === undefined || bytes[1] === second);
  const first = events.find(({ bytes }) => own(bytes, PROGRAM));
  const loud = events.some(({ bytes }) => own(bytes, CONTROL, VOLUME));
  const level = Math.round(Math.max(0, Math.min(1, volume)) * 127);
  // A file that chose no program, as its lane still does, is given back without one.
  const silent = fixed && program === 0;
  return [
    ...(first === undefined && !silent
      ? [{ tick: 0, bytes: Uint8Array.of(PROGRAM | channel, program) }]
      : []),
    ...(volume < 1 && !loud
      ? [{ tick: 0, bytes: Uint8Array.of(CONTROL | channel, VOLUME, level) }]
      : []),
    ...events.map((event): KeptEvent => {
      const { bytes } = event;
      if (event === first) bytes[1] = program;
      if (volume < 1 && own(bytes, CONTROL, VOLUME))
        bytes[2] = Math.round((bytes[2] ?? 0) * volume);
      return { tick: event.tick, bytes };
    }),
  ];
}

/** A channel message on another channel; anything else as it is. */
function rechannelled(bytes: ArrayLike<number>, channel: Channel): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const status = copy[0] ?? 0;
  if (status >= 0x80 && status < 0xf0) copy[0] = (status & 0xf0) | channel;
  return copy;
}

function laneTrack(lane: ArrangedLane, channel: Channel, length: Ticks): Track {
  const events = laneEvents(lane, channel);
  const notes = lane.notes
    .map(({ pitch, velocity, start, end }) => ({ pitch, velocity, start, end, channel }))
    .sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  const end = notes.reduce((last, note) => Math.max(last, note.end), length);
  return { name: lane.name, notes, events, end };
}

/** A track counted in other ticks, whole ones. */
function rescaled(track: Track, by: number): Track {
  if (by === 1) return track;
  const whole = (tick: Ticks): Ticks => Math.round(tick * by);
  return {
    ...track,
    notes: track.notes.map((note) => ({
      ...note,
      start: whole(note.start),
      end: whole(note.end),
    })),
    events: track.events.map((event) => ({ ...event, tick: whole(event.tick) })),
    end: whole(track.end),
  };
}

/**
 * An arrangement as a piece of format 1: a first track with tempo, meter and markers, then one track a lane with its name,
 * program and channel.
 */
export function pieceOfArrangement(arrangement: Arrangement): Piece {
  const { numerator, denominator } = arrangement.meter ?? { numerator: 4, denominator: 4 };
  const { division = TICKS_PER_QUARTER, events = [], markers = [] } = arrangement;
  const channels = spreadChannels(arrangement.lanes);
  const by = division / TICKS_PER_QUARTER;
  const moved = <T extends { readonly tick: Ticks }>(list: readonly T[]): readonly T[] =>
    list.map((each) => ({ ...each, tick: Math.round(each.tick * by) }));
  const conductor: Track = {
    name: arrangement.name,
    notes: [],
    events: [
      ...markers.map(({ tick, text }) => ({ tick, bytes: marker(text) })),
      ...events.map(({ tick, bytes }) => ({ tick, bytes: Uint8Array.from(bytes) })),
    ].sort((a, b) => a.tick - b.tick),
    end: arrangement.length,
  };
  return {
    name: arrangement.name,
    format: 1,
    division,
    tracks: [
      conductor,
      ...arrangement.lanes.map((lane, i) => laneTrack(lane, channels[i] ?? 0, arrangement.length)),
    ].map((track) => rescaled(track, by)),
    tempos: moved(
      arrangement.tempos ?? [{ tick: 0, microsecondsPerQuarter: 60_000_000 / arrangement.bpm }],
    ).map((tempo) => ({
      ...tempo,
      microsecondsPerQuarter: Math.round(tempo.microsecondsPerQuarter),
    })),
    meters: moved(arrangement.meters ?? [{ tick: 0, numerator, denominator }]),
    keys: moved(arrangement.keys ?? []),
    repaired: [],
  };
}

/**
 * A phrase as a piece, one track a part that has notes.
 *
 * @example
 * pieceOfPhrase({ notes: [], length: 1920, bpm: 90, programs: {} }, 'Idea 1').tempos // [{ tick: 0, microsecondsPerQuarter: 666667 }]
 */
export function pieceOfPhrase(
  phrase: Phrase,
  name: string,
  meter?: Pick<Meter, 'numerator' | 'denominator'>,
): Piece {
  const parts: readonly Part[] = [...PARTS, 'all'];
  const lanes = parts.flatMap((part): readonly ArrangedLane[] => {
    const notes = phrase.notes.filter((note) => note.part === part);
    const program = phrase.programs[part] ?? PART_PROGRAMS[part];
    return notes.length === 0 ? [] : [{ name: part, part, program, notes }];
  });
  const { length, bpm } = phrase;
  return pieceOfArrangement({
    name,
    lanes,
    length,
    bpm,
    ...(meter === undefined ? {} : { meter }),
  });
}
