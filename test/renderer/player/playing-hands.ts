/** Arbitrary playing: drags over the map, tempo, loop, seek, mute and stop, in any order and at any moment. */
import fc from 'fast-check';
import { BOUNDARIES } from '#main/transport/boundary.ts';
import { timelineOfLanes, type PlayedNote, type Timeline } from '#main/transport/timeline.ts';
import type { Part } from '#main/music/part.ts';
import type { Act } from './acts.ts';

const STEP = 120;
const LENGTH = 1920;

const notes = (pitches: readonly number[]): fc.Arbitrary<readonly PlayedNote[]> =>
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 1, max: 16 }),
        fc.constantFrom(...pitches),
        fc.constantFrom(40, 90, 127),
      ),
      { maxLength: 8 },
    )
    .map((all) =>
      all.map(([start, span, pitch, velocity]) => ({
        pitch,
        velocity,
        start: start * STEP,
        end: Math.min(LENGTH, (start + span) * STEP),
      })),
    );

/** A bar of melody and drums; the melody's instrument is another one from phrase to phrase, as that of the nearest song is. */
const phrase: fc.Arbitrary<Timeline> = fc
  .record({
    melody: notes([60, 62, 64, 67]),
    drums: notes([36, 38, 42, 46]),
    program: fc.constantFrom(80, 73, 4),
    kit: fc.constantFrom(0, 0, 25),
    bpm: fc.constantFrom(120, 120, 90, 147),
    loop: fc.boolean(),
  })
  .map(({ melody, drums, program, kit, bpm, loop }) => {
    const lane = (part: Part, played: readonly PlayedNote[], by: number) => ({
      id: part,
      part,
      program: by,
      volume: 0.8,
      muted: false,
      soloed: false,
      notes: played,
    });
    return timelineOfLanes([lane('melody', melody, program), lane('drums', drums, kit)], LENGTH, {
      bpm,
      meter: { numerator: 4, denominator: 4 },
      loop,
    });
  });

const wait = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 20 }).map((pulses) => pulses / 100),
  fc.integer({ min: 1, max: 150 }).map((pulses) => pulses / 100),
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('swap' as const),
      wait,
      timeline: phrase,
      boundary: fc.constantFrom(...BOUNDARIES),
    }),
  },
  fc.record({ do: fc.constant('play' as const), wait, timeline: phrase }),
  fc.record({ do: fc.constant('replace' as const), wait, timeline: phrase }),
  fc.record({ do: fc.constant('seek' as const), wait, tick: fc.integer({ min: 0, max: 1919 }) }),
  fc.record({ do: fc.constant('tempo' as const), wait, bpm: fc.integer({ min: 30, max: 300 }) }),
  fc.record({
    do: fc.constant('loop' as const),
    wait,
    loop: fc.option(
      fc
        .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 4 }))
        .map(([from, steps]) => ({ from: from * STEP, to: (from + steps) * STEP })),
    ),
  }),
  fc.record({ do: fc.constant('mute' as const), wait, lane: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ do: fc.constant('stop' as const), wait }),
);

/** At most `most` things that are done one after another; the music ends with a stop. */
export const plays = (most: number): fc.Arbitrary<readonly Act[]> =>
  fc
    .tuple(fc.array(act, { minLength: 1, maxLength: most }), wait)
    .map(([acts, last]) => [...acts, { do: 'stop' as const, wait: last + 0.05 }]);
