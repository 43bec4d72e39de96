/** Arbitrary pieces for laws: everything a reader can return, overlapping and empty notes included. */
import fc from 'fast-check';
import type { Note } from '#main/music/note.ts';
import type { KeptEvent, Piece, Track } from '#main/music/piece.ts';

const tick = fc.integer({ min: 0, max: 4000 });
const byte = fc.integer({ min: 0, max: 127 });

/** Puts ends in the order of starts for each channel and pitch, as pairing first in first out leaves them. */
function inOrder(notes: readonly Note[]): readonly Note[] {
  const sorted = notes.toSorted((a, b) => a.start - b.start || a.pitch - b.pitch);
  const last = new Map<number, number>();
  return sorted.map((note) => {
    const key = note.channel * 128 + note.pitch;
    const end = Math.max(note.end, last.get(key) ?? 0);
    last.set(key, end);
    return { ...note, end };
  });
}

const note: fc.Arbitrary<Note> = fc
  .record({
    pitch: fc.integer({ min: 58, max: 64 }),
    velocity: fc.integer({ min: 1, max: 127 }),
    start: tick,
    length: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
    channel: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ pitch, velocity, start, length, channel }) => ({
    pitch,
    velocity,
    start,
    end: start + length,
    channel,
  }));

const keptBytes = fc.oneof(
  fc.tuple(fc.integer({ min: 0xa0, max: 0xbf }), byte, byte),
  fc.tuple(fc.integer({ min: 0xc0, max: 0xdf }), byte),
  fc.tuple(fc.integer({ min: 0xe0, max: 0xef }), byte, byte),
  fc.array(byte, { maxLength: 200 }).map((text) => [0xff, 0x06, ...sized(text)]),
  fc.array(byte, { maxLength: 9 }).map((data) => [0xf0, ...sized([...data, 0xf7])]),
);

function sized(data: readonly number[]): readonly number[] {
  return data.length < 128 ? [data.length, ...data] : [0x81, data.length - 128, ...data];
}

const kept: fc.Arbitrary<KeptEvent> = fc.record({
  tick,
  bytes: keptBytes.map((bytes) => Uint8Array.from(bytes)),
});

const track: fc.Arbitrary<Track> = fc
  .record({
    name: fc.constantFrom('', 'Lead', '鋼琴 左手', 'ピアノ', 'Größe'),
    notes: fc.array(note, { maxLength: 30 }).map(inOrder),
    events: fc
      .array(kept, { maxLength: 10 })
      .map((events) => events.toSorted((a, b) => a.tick - b.tick)),
  })
  .map((parts) => ({ ...parts, end: 6000 }));

const onceATick = <T extends { readonly tick: number }>(events: readonly T[]) =>
  events
    .toSorted((a, b) => a.tick - b.tick)
    .filter((event, i, all) => all[i + 1]?.tick !== event.tick);

/** A piece as a reader returns it, with at least one note. */
export const anyPiece: fc.Arbitrary<Piece> = fc
  .record({
    division: fc.integer({ min: 1, max: 32767 }),
    tracks: fc.array(track, { minLength: 1, maxLength: 4 }),
    tempos: fc.array(
      fc.record({ tick, microsecondsPerQuarter: fc.integer({ min: 1, max: 0xffffff }) }),
      { maxLength: 5 },
    ),
    meters: fc.array(
      fc.record({
        tick,
        numerator: fc.integer({ min: 1, max: 255 }),
        power: fc.integer({ min: 0, max: 7 }),
      }),
      { maxLength: 5 },
    ),
    keys: fc.array(
      fc.record({ tick, sharps: fc.integer({ min: -7, max: 7 }), minor: fc.boolean() }),
      { maxLength: 3 },
    ),
  })
  .filter(({ tracks }) => tracks.some(({ notes }) => notes.length > 0))
  .map(({ division, tracks, tempos, meters, keys }) => ({
    name: 'piece',
    format: 1,
    division,
    tracks,
    tempos: onceATick([
      { tick: 0, microsecondsPerQuarter: 500_000 },
      ...tempos.map((tempo) => ({ ...tempo, tick: tempo.tick + 1 })),
    ]),
    meters: onceATick([
      { tick: 0, numerator: 4, denominator: 4 },
      ...meters.map((meter) => ({
        tick: meter.tick + 1,
        numerator: meter.numerator,
        denominator: 2 ** meter.power,
      })),
    ]),
    keys: onceATick(keys),
    repaired: [],
  }));
