/** Arbitrary timelines for the laws of the transport. */
import fc from 'fast-check';
import type { Timeline } from '#main/transport/timeline.ts';

const note = fc.record({
  pitch: fc.integer({ min: 60, max: 63 }),
  velocity: fc.integer({ min: 0, max: 127 }),
  start: fc.integer({ min: 0, max: 32 }).map((step) => step * 60),
  span: fc.integer({ min: 0, max: 16 }).map((step) => step * 60),
});

const notes = fc
  .array(note, { maxLength: 14 })
  .map((all) => all.map(({ span, ...rest }) => ({ ...rest, end: rest.start + span })));

/** Bends, wheels, pedals and programs of channel 1, some of another channel. */
const events = fc
  .array(
    fc.record({
      tick: fc.integer({ min: 0, max: 32 }).map((step) => step * 60),
      bytes: fc.oneof(
        fc.tuple(fc.constantFrom(0xe0, 0xe3), fc.constant(0), fc.integer({ min: 0, max: 127 })),
        fc.tuple(fc.constant(0xb0), fc.constantFrom(1, 7, 64), fc.integer({ min: 0, max: 127 })),
        fc.tuple(fc.constant(0xc0), fc.integer({ min: 0, max: 127 })),
      ),
    }),
    { maxLength: 6 },
  )
  .map((all) => all.toSorted((a, b) => a.tick - b.tick));

const loop = fc.oneof(
  fc.constant(null),
  fc
    .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 20 }))
    .map(([from, span]) => ({ from: from * 60, to: (from + span) * 60 })),
);

/** Two bars of two lanes, one of them drums; few pitches, so that notes collide; any loop; a tempo change in the middle; the melody bends and turns. */
export const speaking: fc.Arbitrary<Timeline> = fc
  .record({
    melody: notes,
    events,
    drums: notes,
    loop,
    tempo: fc.integer({ min: 200000, max: 900000 }),
    second: fc.integer({ min: 200000, max: 900000 }),
    three: fc.boolean(),
    muted: fc.boolean(),
  })
  .map(({ melody, events: said, drums, loop: around, tempo, second, three, muted }) => ({
    tempos: [
      { tick: 0, microsecondsPerQuarter: tempo },
      { tick: 700, microsecondsPerQuarter: second },
    ],
    meters: [{ tick: 0, numerator: three ? 3 : 4, denominator: 4 }],
    length: 1920,
    loop: around,
    lanes: [
      {
        id: 'melody',
        part: 'melody',
        program: 5,
        volume: 1,
        muted,
        soloed: false,
        notes: melody,
        events: said,
        channel: 0,
      },
      {
        id: 'drums',
        part: 'drums',
        program: 0,
        volume: 1,
        muted: false,
        soloed: false,
        notes: drums,
      },
    ],
  }));

/** The same where nobody says anything beside the notes. */
export const timelines: fc.Arbitrary<Timeline> = speaking.map((timeline) => ({
  ...timeline,
  lanes: timeline.lanes.map((lane) => ({ ...lane, events: [] })),
}));
