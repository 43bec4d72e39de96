/** A performance that is kept is what was heard: a person who plays the map and keeps it must find every note, where it was. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BOUNDARIES, swap } from '#main/transport/boundary.ts';
import { eventsBetween, type TransportEvent } from '#main/transport/events.ts';
import { performanceOf, performedSeconds } from '#main/transport/performance.ts';
import { begin, takeOver, type Playing, type Span } from '#main/transport/playing.ts';
import { timelineOfLanes, type Timeline } from '#main/transport/timeline.ts';
import { timelines } from './scores.ts';

/** How long each note of each lane sounded, by when it began. */
function sounded(events: readonly TransportEvent[], end: number) {
  const open = new Map<string, { at: number; velocity: number }>();
  const notes: { key: string; at: number; off: number }[] = [];
  for (const event of events) {
    if (event.kind !== 'noteOn' && event.kind !== 'noteOff') continue;
    const key = `${event.lane} ${event.pitch}`;
    const begun = open.get(key);
    if (begun !== undefined) notes.push({ key, at: begun.at, off: event.at });
    open.delete(key);
    if (event.kind === 'noteOn') open.set(key, { at: event.at, velocity: event.velocity });
  }
  for (const [key, { at }] of open) notes.push({ key, at, off: end });
  return notes.toSorted((a, b) => a.at - b.at || a.key.localeCompare(b.key));
}

const moves = fc.array(
  fc.tuple(
    fc.double({ min: 0.05, max: 2, noNaN: true }),
    fc.oneof(fc.constantFrom(...BOUNDARIES), fc.constant('seek' as const)),
    timelines,
  ),
  { maxLength: 10 },
);

test('whatever was dragged, swapped and sought: the kept notes, played again, are those that were heard', () => {
  fc.assert(
    fc.property(timelines, moves, (first, changes) => {
      const looping = (timeline: Timeline): Timeline => ({
        ...timeline,
        loop: { from: 0, to: 1920 },
      });
      let playing: Playing = begin(looping(first), 0, 5);
      let now = 5;
      for (const [wait, how, timeline] of changes) {
        now += wait;
        playing =
          how === 'seek'
            ? takeOver(playing, looping(timeline), 480, now)
            : swap(playing, looping(timeline), how, now);
      }
      const end = now + 3;
      const performance = performanceOf(playing.spans, 5, end);
      const heard = sounded(eventsBetween(playing, 5, end), end);
      const again: Timeline = {
        ...performance,
        loop: null,
        lanes: performance.lanes.map(({ lane, notes }) => ({
          ...lane,
          muted: false,
          notes: [...notes],
          events: [],
        })),
      };
      const length = performedSeconds(performance);
      expect(Math.abs(length - (end - 5))).toBeLessThan(0.005);
      const kept = sounded(eventsBetween(begin(again, 0, 5), 5, 5 + length + 1), 5 + length);
      // What is shorter than the grain of ticks may be lost to another on its own place.
      const clear = heard.filter(({ at, off }) => off - at > 0.01);
      for (const { key, at, off } of clear) {
        const match = kept.some(
          (each) =>
            each.key === key && Math.abs(each.at - at) < 0.006 && Math.abs(each.off - off) < 0.006,
        );
        expect(match, `${key} at ${at} to ${off}`).toBe(true);
      }
      expect(kept.length).toBeLessThanOrEqual(heard.length);
    }),
    { numRuns: 300 },
  );
});

const lane = (program: number, pitch: number) => ({
  id: 'melody',
  part: 'melody' as const,
  program,
  volume: 0.8,
  muted: false,
  soloed: false,
  notes: [0, 480, 960, 1440].map((start) => ({ pitch, velocity: 90, start, end: start + 480 })),
});
const bar = (program: number, pitch: number, bpm: number): Timeline =>
  timelineOfLanes([lane(program, pitch)], 1920, {
    bpm,
    meter: { numerator: 4, denominator: 4 },
    loop: true,
  });

test('a swap on the bar is a bar line in what is kept, with its own tempo and instrument from there on', () => {
  const one = begin(bar(80, 60, 120), 0, 0);
  const both = swap(one, bar(73, 64, 60), 'bar', 1);
  const { lanes, tempos, length } = performanceOf(both.spans, 0, 6);
  const [melody] = lanes;
  expect(melody?.notes.map(({ pitch, start, end }) => [pitch, start, end])).toEqual([
    ...[0, 480, 960, 1440].map((start) => [60, start, start + 480]),
    ...[1920, 2400, 2880, 3360].map((start) => [64, start, start + 480]),
  ]);
  expect(tempos.map(({ tick, microsecondsPerQuarter: q }) => [tick, 60e6 / q])).toEqual([
    [0, 120],
    [1920, 60],
  ]);
  expect(melody?.program).toBe(80);
  expect(melody?.events).toEqual([{ tick: 1920, bytes: [0xc0, 73] }]);
  expect(length).toBe(3840);
});

test('a take that begins within a bar begins with that bar, and the note that sounds already with the take', () => {
  const playing = begin(bar(80, 60, 120), 0, 0);
  // Half a second is a beat; the take begins a quarter of a beat into the second.
  const { lanes, length } = performanceOf(playing.spans, 0.625, 2);
  expect(lanes[0]?.notes.map(({ start, end }) => [start, end])).toEqual([
    [600, 960],
    [960, 1440],
    [1440, 1920],
  ]);
  expect(length).toBe(1920);
});

test('of nothing nothing is kept', () => {
  const none: readonly Span[] = [];
  expect(performanceOf(none, 0, 5).length).toBe(0);
});
