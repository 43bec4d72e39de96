/** The gate of music: the bytes of a MIDI file become a piece, or a named reason why not. */
import { isAt, layoutOf, findNext, numberAt, type Layout } from './midi/layout.ts';
import { readTrack, type Conductor } from './midi/track.ts';
import { harmless } from './midi/text.ts';
import { splitMixedTracks } from './midi/split.ts';
import type { Piece, Tempo, Track } from './piece.ts';
import { isProblem, problem, type Problem, type Repair } from './problem.ts';
import { secondsOf } from './tempo-map.ts';

/** Budgets of reading (files.md, section 1): a file beyond one of them is refused by name. */
export const BUDGETS = {
  bytes: 64 * 1024 * 1024,
  events: 8_000_000,
  tracks: 65535,
  seconds: 24 * 60 * 60,
} as const;

/** MThd is looked for this far in: some systems and editors put a few bytes before it. */
const LONGEST_PREFIX = 1024;
const DEFAULT_TEMPO = 500_000;

/** What a file is that does not begin as MIDI does, by its first bytes. */
function stranger(bytes: Uint8Array): Problem | null {
  if (isAt(bytes, 0, 'SMF2CLIP')) return problem('midi2-clip');
  if (
    isAt(bytes, 0, 'PK\u0003\u0004') ||
    isAt(bytes, 0, '\u001f\u008b') ||
    isAt(bytes, 0, 'Rar!')
  ) {
    return problem('zip-archive');
  }
  const audio = ['ID3', 'OggS', 'fLaC', '\u00ff\u00fb', '\u00ff\u00f3'];
  if (audio.some((magic) => isAt(bytes, 0, magic))) return problem('audio-file');
  if (isAt(bytes, 0, 'RIFF') && isAt(bytes, 8, 'WAVE')) return problem('audio-file');
  if (isAt(bytes, 0, 'FORM') && (isAt(bytes, 8, 'AIFF') || isAt(bytes, 8, 'AIFC'))) {
    return problem('audio-file');
  }
  return null;
}

/** Where MIDI begins and ends within `bytes`: all of them, the data of an RMID wrapper, or after a prefix. */
function extent(
  bytes: Uint8Array,
  repairs: Set<Repair>,
): { readonly start: number; readonly end: number } | Problem {
  const { length } = bytes;
  if (isAt(bytes, 0, 'MThd')) return { start: 0, end: length };
  const strange = stranger(bytes);
  if (strange !== null) return strange;
  if (isAt(bytes, 0, 'RIFF') && isAt(bytes, 8, 'RMID')) {
    // RIFF numbers are little-endian, its chunks padded to even lengths.
    for (let at = 12; at + 8 <= length;) {
      const big = numberAt(bytes, at + 4);
      const size =
        ((big & 0xff) * 0x1000000 +
          ((big & 0xff00) << 8) +
          ((big >>> 8) & 0xff00) +
          (big >>> 24)) >>>
        0;
      if (isAt(bytes, at, 'data') && isAt(bytes, at + 8, 'MThd')) {
        repairs.add('riff-wrapper');
        return { start: at + 8, end: Math.min(length, at + 8 + size) };
      }
      at += 8 + size + (size % 2);
    }
  }
  const start = findNext(bytes, 0, Math.min(length, LONGEST_PREFIX), 'MThd');
  if (!isAt(bytes, start, 'MThd')) return problem('not-midi');
  repairs.add('junk-skipped');
  return { start, end: length };
}

/** Ticks a quarter, and the one tempo of a file that counts in SMPTE frames. */
interface Clock {
  readonly division: number;
  readonly fixedTempo: Tempo | null;
}

/** SMPTE divisions (a negative number of frames a second, ticks a frame) become ticks a quarter at a tempo that is a whole number of microseconds. */
function clockOf(layout: Layout): Clock | Problem {
  if (layout.division < 0x8000) return { division: layout.division, fixedTempo: null };
  const frames = 256 - (layout.division >>> 8);
  const ticksPerFrame = layout.division & 255;
  if (ticksPerFrame === 0) return problem('division-zero');
  if (![24, 25, 29, 30].includes(frames)) return problem('header-broken', `SMPTE ${frames}`);
  const dropFrame = frames === 29;
  const perSecond = (dropFrame ? 30 : frames) * ticksPerFrame;
  const half = perSecond % 2 === 0;
  const microsecondsPerQuarter = (half ? 500_000 : 1_000_000) * (dropFrame ? 1.001 : 1);
  return {
    division: half ? perSecond / 2 : perSecond,
    fixedTempo: { tick: 0, microsecondsPerQuarter: Math.round(microsecondsPerQuarter) },
  };
}

/** By tick, of several at one tick the last; with `first` at tick 0 where nothing is there. */
function inOrder<T extends { readonly tick: number }>(events: T[], first: T | null): readonly T[] {
  const sorted = events.every((event, i) => i === 0 || (events[i - 1]?.tick ?? 0) <= event.tick)
    ? events
    : events.sort((a, b) => a.tick - b.tick);
  const kept = sorted.filter((event, i) => sorted[i + 1]?.tick !== event.tick);
  return first !== null && kept[0]?.tick !== 0 ? [first, ...kept] : kept;
}

/** Moves everything of a sequence later (format 2, whose sequences come in turn). */
function later(track: Track, by: number): Track {
  return {
    ...track,
    notes: track.notes.map((note) => ({ ...note, start: note.start + by, end: note.end + by })),
    events: track.events.map((event) => ({ ...event, tick: event.tick + by })),
    end: track.end + by,
  };
}

/**
 * Reads a Standard MIDI File (formats 0, 1 and 2, bare or in a RIFF wrapper) in linear time and under {@link BUDGETS}.
 * Damage is mended where something sound is left, and named in `repaired`. The sequences of a format 2 file follow each other. A track
 * that holds several channels becomes one track a channel where the file has format 0 or where drums (channel 10) are mixed
 * with others, so that every track has one role.
 *
 * @param bytes the file
 * @param name the piece's name, usually the file's
 * @returns the piece, or why there is none
 */
export function readMidi(bytes: Uint8Array, name: string): Piece | Problem {
  if (bytes.length === 0) return problem('empty');
  if (bytes.length > BUDGETS.bytes) return problem('too-large', String(BUDGETS.bytes >> 20));
  const repairs = new Set<Repair>();
  const where = extent(bytes, repairs);
  if (isProblem(where)) return where;
  const layout = layoutOf(bytes, where.start, where.end, BUDGETS, repairs);
  if (isProblem(layout)) return layout;
  const clock = clockOf(layout);
  if (isProblem(clock)) return clock;
  if (layout.tracks.every((track) => track.notes === 0)) return problem('no-notes');

  const conductor: Conductor = { tempos: [], meters: [], keys: [] };
  const tracks: Track[] = [];
  let offset = 0;
  for (const track of layout.tracks) {
    if (layout.format !== 2 || layout.tracks.length === 1) {
      tracks.push(readTrack(bytes, track, conductor, repairs));
      continue;
    }
    const own: Conductor = { tempos: [], meters: [], keys: [] };
    const read = readTrack(bytes, track, own, repairs);
    const defaults = { tick: 0, microsecondsPerQuarter: DEFAULT_TEMPO };
    for (const tempo of inOrder(own.tempos, defaults)) {
      conductor.tempos.push({ ...tempo, tick: tempo.tick + offset });
    }
    for (const meter of inOrder(own.meters, { tick: 0, numerator: 4, denominator: 4 })) {
      conductor.meters.push({ ...meter, tick: meter.tick + offset });
    }
    for (const key of own.keys) conductor.keys.push({ ...key, tick: key.tick + offset });
    tracks.push(later(read, offset));
    offset += read.end;
    repairs.add('sequences-in-turn');
  }
  if (clock.fixedTempo !== null) repairs.add('smpte-converted');

  const tempoEvents = conductor.tempos.length;
  const piece: Piece = {
    name: harmless(name),
    format: layout.format,
    division: clock.division,
    tracks: splitMixedTracks(tracks, layout.format === 0),
    tempos:
      clock.fixedTempo === null
        ? inOrder(conductor.tempos, { tick: 0, microsecondsPerQuarter: DEFAULT_TEMPO })
        : [clock.fixedTempo],
    tempoEvents,
    meters: inOrder(conductor.meters, { tick: 0, numerator: 4, denominator: 4 }),
    keys: inOrder(conductor.keys, null),
    repaired: [...repairs],
  };
  if (secondsOf(piece) > BUDGETS.seconds) {
    return problem('too-long', String(BUDGETS.seconds / 3600));
  }
  return piece;
}
