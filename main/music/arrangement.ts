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
import type { KeptEvent, Meter, Piece, Track } from './piece.ts';
import { marker } from './write-midi.ts';

/** One voice of an arrangement. */
export interface ArrangedLane {
  readonly name: string;
  readonly part: Part;
  readonly program: Program;
  /** Its channel, where it is not to be chosen. */
  readonly channel?: Channel;
  /** 0 to 1; written as channel volume where it is not 1. */
  readonly volume?: number;
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
  /** Sections and loops. */
  readonly markers?: readonly { readonly tick: Ticks; readonly text: string }[];
}

const MELODIC: readonly Channel[] = Array.from({ length: 16 }, (_, i) => i).filter(
  (channel) => channel !== DRUM_CHANNEL,
);

/**
 * A channel for each lane: drums on channel 10, every other lane its own while there are enough; past that, lanes with the
 * same program share one, and only when all 15 are taken by different programs do channels carry several.
 */
export function spreadChannels(lanes: readonly ArrangedLane[]): readonly Channel[] {
  const melodic = lanes.filter((lane) => lane.part !== 'drums' && lane.channel === undefined);
  const fixed = new Set(lanes.map((lane) => lane.channel));
  const free = MELODIC.filter((channel) => !fixed.has(channel));
  const channels = free.length === 0 ? MELODIC : free;
  const roomy = melodic.length <= channels.length;
  const byProgram = new Map<Program, Channel>();
  let next = 0;
  return lanes.map((lane) => {
    if (lane.channel !== undefined) return lane.channel;
    if (lane.part === 'drums') return DRUM_CHANNEL;
    const shared = roomy ? undefined : byProgram.get(lane.program);
    const channel = shared ?? channels[next++ % channels.length] ?? 0;
    byProgram.set(lane.program, channel);
    return channel;
  });
}

function laneTrack(lane: ArrangedLane, channel: Channel, length: Ticks): Track {
  const events: KeptEvent[] = [{ tick: 0, bytes: Uint8Array.of(0xc0 | channel, lane.program) }];
  if (lane.volume !== undefined && lane.volume < 1) {
    const level = Math.round(Math.max(0, lane.volume) * 127);
    events.push({ tick: 0, bytes: Uint8Array.of(0xb0 | channel, 7, level) });
  }
  const notes = lane.notes
    .map(({ pitch, velocity, start, end }) => ({ pitch, velocity, start, end, channel }))
    .sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  const end = notes.reduce((last, note) => Math.max(last, note.end), length);
  return { name: lane.name, notes, events, end };
}

/**
 * An arrangement as a piece of format 1: a first track with tempo, meter and markers, then one track a lane with its name,
 * program and channel.
 */
export function pieceOfArrangement(arrangement: Arrangement): Piece {
  const { numerator, denominator } = arrangement.meter ?? { numerator: 4, denominator: 4 };
  const channels = spreadChannels(arrangement.lanes);
  const conductor: Track = {
    name: arrangement.name,
    notes: [],
    events: (arrangement.markers ?? []).map(({ tick, text }) => ({ tick, bytes: marker(text) })),
    end: arrangement.length,
  };
  return {
    name: arrangement.name,
    format: 1,
    division: TICKS_PER_QUARTER,
    tracks: [
      conductor,
      ...arrangement.lanes.map((lane, i) => laneTrack(lane, channels[i] ?? 0, arrangement.length)),
    ],
    tempos: [{ tick: 0, microsecondsPerQuarter: Math.round(60_000_000 / arrangement.bpm) }],
    meters: [{ tick: 0, numerator, denominator }],
    keys: [],
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
