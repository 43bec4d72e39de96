/** The transport by example: what a musician expects at loop edges, swaps, mutes and bar lines. */
import { expect, test } from 'vitest';
import { nextBoundary, swap, type Boundary } from '#main/transport/boundary.ts';
import { eventsBetween } from '#main/transport/events.ts';
import { begin, positionAt, type Playing } from '#main/transport/playing.ts';
import { formatPlace } from '#main/transport/place.ts';
import { timelineOfLanes, type PlayedNote, type Timeline } from '#main/transport/timeline.ts';

const manner = { bpm: 120, meter: { numerator: 4, denominator: 4 }, loop: true };

/** One lane of notes in quarters (half a second each) over one bar. */
function line(
  notes: readonly [pitch: number, from: number, to: number][],
  muted = false,
): Timeline {
  const played = notes.map(([pitch, from, to]): PlayedNote => ({
    pitch,
    velocity: 90,
    start: from * 480,
    end: to * 480,
  }));
  const lane = { id: 'a', part: 'melody', program: 0, volume: 1, soloed: false } as const;
  return timelineOfLanes([{ ...lane, muted, notes: played }], 4 * 480, manner);
}

function heard(playing: Playing, from: number, to: number): string[] {
  return eventsBetween(playing, from, to).map((event) =>
    event.kind === 'noteOn' || event.kind === 'noteOff'
      ? `${event.at} ${event.kind === 'noteOn' ? '+' : '-'}${event.pitch}`
      : event.kind,
  );
}

test('at the edge of a loop notes end and the first begins again', () => {
  expect(
    heard(
      begin(
        line([
          [60, 3, 6],
          [61, 0, 1],
        ]),
        0,
        0,
      ),
      0,
      2.2,
    ),
  ).toEqual(['0 +61', '0.5 -61', '1.5 +60', '2 -60', '2 +61']);
});

test.each<[Boundary, number]>([
  ['now', 0.3],
  ['step', 0.375],
  ['beat', 0.5],
  ['bar', 2],
  ['phrase', 2],
])('a phrase swapped at the next %s sounds at second %f', (boundary, at) => {
  expect(nextBoundary(begin(line([]), 0, 0), 0.3, boundary).at).toBeCloseTo(at, 12);
});

test('a note both phrases hold sounds on; one that only the old has ends exactly at the swap', () => {
  const old = begin(
    line([
      [60, 0, 4],
      [64, 0, 4],
    ]),
    0,
    0,
  );
  const swapped = swap(
    old,
    line([
      [60, 0, 3],
      [67, 1, 2],
    ]),
    'beat',
    0.3,
  );
  expect(heard(swapped, 0, 2)).toEqual([
    '0 +60',
    '0 +64',
    '0.5 -64',
    '0.5 +67',
    '1 -67',
    '1.5 -60',
  ]);
});

test('a chord that is already held in the new phrase is taken up at the swap', () => {
  const swapped = swap(begin(line([]), 0, 0), line([[60, 0, 4]]), 'now', 0.5);
  expect(heard(swapped, 0, 2)).toEqual(['0.5 +60']);
});

test('the newest wish wins: a phrase that was queued and replaced is never heard', () => {
  const once = swap(begin(line([]), 0, 0), line([[70, 0, 1]]), 'bar', 0.1);
  const twice = swap(once, line([[71, 0, 1]]), 'bar', 0.2);
  expect(heard(twice, 0, 3)).toEqual(['2 +71', '2.5 -71']);
});

test('muting a lane ends its notes at once', () => {
  const muted = swap(begin(line([[60, 0, 4]]), 0, 0), line([[60, 0, 4]], true), 'now', 0.25);
  expect(heard(muted, 0, 9)).toEqual(['0 +60', '0.25 -60']);
});

test('two notes of one pitch on top of each other do not cut each other off', () => {
  expect(
    heard(
      begin(
        line([
          [60, 0, 3],
          [60, 1, 2],
        ]),
        0,
        0,
      ),
      0,
      1.9,
    ),
  ).toEqual(['0 +60', '0.5 -60', '0.5 +60', '1 -60']);
});

test('the metronome counts the beats and accents the first of a bar', () => {
  const clicks = eventsBetween(begin(line([]), 0, 0), 0, 2.1, { clicks: true });
  expect(clicks.map((click) => click.kind === 'click' && click.accent)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
});

test('a follower of the clock gets 24 ticks a quarter', () => {
  expect(eventsBetween(begin(line([]), 0, 0), 0, 2, { clock: true })).toHaveLength(96);
});

test('without a loop the music ends and the position stays at the end', () => {
  const once = begin({ ...line([[60, 3, 9]]), loop: null }, 0, 0);
  expect(heard(once, 0, 9)).toEqual(['1.5 +60', '2 -60']);
  expect(positionAt(once, 9)).toMatchObject({ tick: 1920, running: false });
  expect(positionAt(once, 1)).toMatchObject({ tick: 960, running: true });
});

test('the place is written as bar, beat, ticks', () => {
  const meters = [{ tick: 0, numerator: 3, denominator: 4 }];
  expect(formatPlace(meters, 0)).toBe('1.1.000');
  expect(formatPlace(meters, 3 * 480 + 480 + 7)).toBe('2.2.007');
});
