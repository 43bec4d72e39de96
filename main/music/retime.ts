/** Gives a piece other beats without moving a note in time: its bars and its grid come to lie where a musician hears them. */
import type { Note, Seconds, Ticks } from './note.ts';
import type { Meter, Piece, Tempo, Track } from './piece.ts';
import { secondsAt, tempoMap, tickAt } from './tempo-map.ts';

/** Ticks a quarter of a piece that was given other beats: at 120 beats a minute 0.13 ms, closer than MIDI is heard. */
const DIVISION = 3840;
/** As many ticks a quarter as a file can say. */
const MOST_DIVISION = 0x7fff;

/** Beats that are one musician's: from 10 to 500 a minute. */
export const SHORTEST_BEAT: Seconds = 60 / 500;
export const LONGEST_BEAT: Seconds = 60 / 10;

/** The tempo before the first beat and behind the last is the mean of so many beats beside it. */
const AROUND = 8;
const MICROSECONDS = 1e6;
/** What a beat may be late and still count as the song's own beginning. */
const SLACK: Seconds = 1e-3;

/** Where beats are heard. */
export interface Beats {
  /** Two beats or more in seconds from the start of the piece, rising; the first of them begins a bar. What lies before and behind has the tempo of those beside it. */
  readonly times: readonly Seconds[];
  /** Quarters a bar. */
  readonly quarters: number;
}

/** Whether a piece can be given these beats: two or more, each between 10 and 500 a minute after the one before. */
export function canHave({ times, quarters }: Beats): boolean {
  const [first = -1] = times;
  return (
    times.length > 1 &&
    first >= 0 &&
    quarters >= 1 &&
    times.every((time, index) => {
      const since = time - (times[index - 1] ?? -Infinity);
      return index === 0 || (since >= SHORTEST_BEAT - 1e-9 && since <= LONGEST_BEAT + 1e-9);
    })
  );
}

/**
 * The same notes and events at the same times, with a quarter on every beat. Where the first beat is not the start of the
 * piece, whole bars are counted before it, so that all of it begins later by less than a bar.
 * @throws RangeError for beats that no piece can have
 */
export function retimed(piece: Piece, beats: Beats): Piece {
  if (!canHave(beats)) throw new RangeError('retime: beats');
  const { times, quarters } = beats;
  const [first = 0] = times;
  const before = meanBeat(times.slice(0, AROUND + 1));
  const bars = first < SLACK ? 0 : Math.ceil((first - SLACK) / before / quarters);
  const lead = bars * quarters;
  const later = bars === 0 ? 0 : lead * before - first;
  const tempos = temposOf(times, lead);
  const old = tempoMap(piece);
  const fresh = tempoMap({ division: DIVISION, tempos });
  const moved = (tick: Ticks): Ticks =>
    Math.max(0, Math.round(tickAt(fresh, secondsAt(old, tick) + later)));
  const meters = [{ tick: 0, numerator: quarters, denominator: 4 }];
  return { ...placed(piece, moved), division: DIVISION, tempos, meters };
}

/** One tempo for all, its first bar beginning at `first`. */
export function steadyBeats(bpm: number, first: Seconds, quarters: number): Beats {
  return { times: [first, first + 60 / bpm], quarters };
}

/**
 * A song of triplets as they are written in compound meters: a beat of three parts is three eighths (4/4 becomes 12/8), so
 * that thirds of a beat lie on the grid. Times stay but for tempos that are whole microseconds in a file.
 */
export function inTriplets(piece: Piece): Piece {
  // Half a tick would be lost where a place is odd: ticks are doubled, where a file can count so far.
  const by = piece.division > MOST_DIVISION / 2 ? 1 : 2;
  const at = (tick: Ticks): Ticks => Math.round((tick * 3 * by) / 2);
  return {
    ...placed(piece, at),
    division: piece.division * by,
    tempos: piece.tempos.map(({ tick, microsecondsPerQuarter }) => ({
      tick: at(tick),
      microsecondsPerQuarter: Math.max(1, Math.round((microsecondsPerQuarter * 2) / 3)),
    })),
    meters: piece.meters.map(({ tick, numerator, denominator }): Meter => ({
      tick: at(tick),
      numerator: Math.min(255, numerator * 3),
      denominator: denominator * 2,
    })),
  };
}

/** For music without a beat: sixteenths of a twentieth of a second (300 quarters a minute). */
export const TWENTY_HERTZ: Beats = { times: [0, 4 / 20], quarters: 4 };

/** The mean of some beats, in whole microseconds. */
function meanBeat(times: readonly Seconds[]): Seconds {
  const whole = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return Math.round((whole / (times.length - 1)) * MICROSECONDS) / MICROSECONDS;
}

/** Each beat's tempo in whole microseconds, as files have it; what rounding takes from one the next gives back. */
function temposOf(times: readonly Seconds[], lead: number): readonly Tempo[] {
  const [first = 0] = times;
  const quarters: number[] = [];
  let told = 0;
  for (const time of times.slice(1)) {
    const quarter = Math.round((time - first) * MICROSECONDS) - told;
    told += quarter;
    quarters.push(quarter);
  }
  const micro = (around: readonly Seconds[]): number => Math.round(meanBeat(around) * MICROSECONDS);
  const all = [
    ...(lead === 0 ? [] : [{ beat: 0, quarter: micro(times.slice(0, AROUND + 1)) }]),
    ...quarters.map((quarter, index) => ({ beat: lead + index, quarter })),
    { beat: lead + quarters.length, quarter: micro(times.slice(-AROUND - 1)) },
  ];
  return all
    .filter(({ quarter }, index) => quarter !== all[index - 1]?.quarter)
    .map(({ beat, quarter }) => ({ tick: beat * DIVISION, microsecondsPerQuarter: quarter }));
}

/** All that a piece says, at other ticks. */
function placed(piece: Piece, at: (tick: Ticks) => Ticks): Piece {
  // How many tempo events a file had is said of that file only.
  const { name, division, tempos, meters } = piece;
  return {
    name,
    format: 1,
    division,
    tempos,
    meters,
    repaired: [],
    keys: piece.keys.map((key) => ({ ...key, tick: at(key.tick) })),
    tracks: piece.tracks.map((track): Track => ({
      ...track,
      end: at(track.end),
      events: track.events.map((event) => ({ ...event, tick: at(event.tick) })),
      notes: track.notes.map((note) => placedNote(note, at)).toSorted(asRead),
    })),
  };
}

/** A note of some length stays one: the model hears none without. */
function placedNote(note: Note, at: (tick: Ticks) => Ticks): Note {
  const start = at(note.start);
  return { ...note, start, end: note.end > note.start ? Math.max(start + 1, at(note.end)) : start };
}

/** Two notes may begin at one tick that did not before. */
const asRead = (a: Note, b: Note): number => a.start - b.start || a.pitch - b.pitch;
