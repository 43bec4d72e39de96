/** Writes a piece as a Standard MIDI File that every program reads. */
import type { Note, Ticks } from './note.ts';
import type { Piece, Track } from './piece.ts';
import { ByteWriter } from './midi/bytes.ts';
import { sizeOfNumber } from './midi/number.ts';
import { decodeText, encodeText, harmless } from './midi/text.ts';

/** Largest delta time of the format. */
const LARGEST_DELTA = 0x0fffffff;
const RELEASE = 64;

/** Writes events with their distance in time; a distance beyond the format's largest is bridged by empty names, which readers pass over. */
class TrackWriter {
  readonly bytes = new ByteWriter();
  private tick: Ticks = 0;

  event(tick: Ticks, data: ArrayLike<number>): void {
    let delta = tick - this.tick;
    for (; delta > LARGEST_DELTA; delta -= LARGEST_DELTA) {
      this.bytes.number(LARGEST_DELTA);
      this.bytes.write(0xff, 0x03, 0);
    }
    this.bytes.number(delta);
    this.bytes.append(data);
    this.tick = tick;
  }
}

/** A meta event. */
function meta(type: number, data: ArrayLike<number>): Uint8Array {
  const bytes = new ByteWriter();
  bytes.write(0xff, type);
  bytes.number(data.length);
  bytes.append(data);
  return bytes.done();
}

/** A marker (`06`), as sections and loops are shown by sequencers. */
export function marker(text: string): Uint8Array {
  return meta(0x06, encodeText(text));
}

/** The text of a marker, or null where the bytes are none or would be others if the text were written again. */
export function markerText(bytes: ArrayLike<number>): string | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0x06) return null;
  const whole = Uint8Array.from(bytes);
  const size = sizeOfNumber(whole.length - 3);
  const text = harmless(decodeText(whole.subarray(2 + size)));
  const again = marker(text);
  const same = again.length === whole.length && again.every((byte, i) => byte === whole[i]);
  return same && text !== '' && text.length <= 200 ? text : null;
}

/** The text of a text event (`01` to `0f`: words, lyrics, names of instruments), or null where the bytes are none. */
export function textOf(bytes: ArrayLike<number>): string | null {
  const [status, type = 0] = Array.from({ length: 2 }, (_, i) => bytes[i]);
  if (status !== 0xff || type < 1 || type > 0x0f) return null;
  const whole = Uint8Array.from(bytes);
  return harmless(decodeText(whole.subarray(2 + lengthOfNumber(whole, 2))));
}

/** A text event of the same kind with another text. */
export function withText(bytes: ArrayLike<number>, text: string): readonly number[] {
  return [...meta(bytes[1] ?? 1, encodeText(text))];
}

/** How many bytes a variable-length number takes. */
function lengthOfNumber(bytes: Uint8Array, at: number): number {
  let length = 1;
  while (((bytes[at + length - 1] ?? 0) & 0x80) !== 0) length += 1;
  return length;
}

/** Something at a tick; `rank` orders what happens at one tick: note ends, then what is not a note, then note starts. */
interface Moment {
  readonly tick: Ticks;
  readonly rank: 0 | 1 | 2;
  readonly data: ArrayLike<number>;
}

const message = (status: number, note: Note, velocity: number) => [
  status | note.channel,
  note.pitch,
  velocity,
];

/**
 * Notes of one channel and pitch are told apart only by order (first on, first off), so their ends are brought in the
 * order of their starts: an earlier note that would outlast a later one is trimmed to the later one's end.
 */
function orderedEnds(notes: readonly Note[]): readonly Ticks[] {
  const soonest = new Map<number, Ticks>();
  const ends = new Array<Ticks>(notes.length);
  for (let i = notes.length - 1; i >= 0; i--) {
    const note = notes[i];
    if (note === undefined) continue;
    const key = note.channel * 128 + note.pitch;
    const end = Math.max(
      Math.round(note.start),
      Math.min(Math.round(note.end), soonest.get(key) ?? Infinity),
    );
    ends[i] = end;
    soonest.set(key, end);
  }
  return ends;
}

function noteMoments(track: Track): readonly Moment[] {
  const notes = track.notes.every(
    (note, i) => i === 0 || (track.notes[i - 1]?.start ?? 0) <= note.start,
  )
    ? track.notes
    : track.notes.toSorted((a, b) => a.start - b.start || a.pitch - b.pitch);
  const ends = orderedEnds(notes);
  const moments: Moment[] = [];
  notes.forEach((note, i) => {
    const start = Math.round(note.start);
    const end = ends[i] ?? start;
    moments.push({ tick: start, rank: 2, data: message(0x90, note, note.velocity) });
    const rank = end === start ? 2 : 0;
    moments.push({ tick: end, rank, data: message(0x80, note, RELEASE) });
  });
  return moments;
}

function conductorMoments(piece: Piece): readonly Moment[] {
  const at = (tick: Ticks, data: Uint8Array): Moment => ({ tick, rank: 1, data });
  return [
    ...piece.tempos.map(({ tick, microsecondsPerQuarter }) => {
      const value = Math.min(0xffffff, Math.max(1, Math.round(microsecondsPerQuarter)));
      return at(tick, meta(0x51, [value >> 16, (value >> 8) & 255, value & 255]));
    }),
    ...piece.meters.map(({ tick, numerator, denominator }) =>
      at(tick, meta(0x58, [numerator, Math.round(Math.log2(denominator)), 24, 8])),
    ),
    ...piece.keys.map(({ tick, sharps, minor }) =>
      at(tick, meta(0x59, [sharps & 255, minor ? 1 : 0])),
    ),
  ];
}

function writeTrack(piece: Piece, track: Track, first: boolean): Uint8Array {
  const moments = [
    ...(first ? conductorMoments(piece) : []),
    ...track.events.map(({ tick, bytes }): Moment => ({ tick, rank: 1, data: bytes })),
  ].concat(noteMoments(track));
  moments.sort((a, b) => a.tick - b.tick || a.rank - b.rank);
  const writer = new TrackWriter();
  if (track.name !== '') writer.event(0, meta(0x03, encodeText(track.name)));
  let last = 0;
  for (const { tick, data } of moments) {
    last = Math.round(tick);
    writer.event(last, data);
  }
  writer.event(Math.max(last, Math.round(track.end)), meta(0x2f, []));
  return writer.bytes.done();
}

/**
 * Writes a piece as format 1 in its own division: names in UTF-8; tempos, meters and keys in the first track; every kept
 * event as it came. `readMidi(writeMidi(piece))` has the same notes and kept events for every piece that `readMidi` returned.
 *
 * @param piece tracks sorted as {@link Piece} says; ticks are rounded to whole ones
 * @returns the bytes of the file
 */
export function writeMidi(piece: Piece): Uint8Array {
  const empty: Track = { name: '', notes: [], events: [], end: 0 };
  const tracks = piece.tracks.length === 0 ? [empty] : piece.tracks;
  const bytes = new ByteWriter();
  bytes.name('MThd');
  bytes.fixed(6, 4);
  bytes.fixed(1, 2);
  bytes.fixed(tracks.length, 2);
  bytes.fixed(piece.division, 2);
  tracks.forEach((track, i) => {
    const body = writeTrack(piece, track, i === 0);
    bytes.name('MTrk');
    bytes.fixed(body.length, 4);
    bytes.append(body);
  });
  return bytes.done();
}
