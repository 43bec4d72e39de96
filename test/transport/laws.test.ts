/** Laws of the transport: nothing lost, nothing doubled, however it is asked and whatever takes over from what. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BOUNDARIES, nextBoundary, swap } from '#main/transport/boundary.ts';
import { eventsBetween, type TransportEvent } from '#main/transport/events.ts';
import {
  begin,
  forget,
  positionAt,
  stopAt,
  takeOver,
  type Playing,
} from '#main/transport/playing.ts';
import { speaking as timelines, timelines as wordless } from './scores.ts';

const moment = fc.double({ min: 0.001, max: 1.5, noNaN: true });

/** Whoever listens: every note that begins ends before it begins again, and nothing ends that has not begun. */
function listen(events: readonly TransportEvent[]): Set<string> {
  const sounding = new Set<string>();
  let last = -Infinity;
  for (const event of events) {
    expect(event.at).toBeGreaterThanOrEqual(last);
    last = event.at;
    if (event.kind !== 'noteOn' && event.kind !== 'noteOff') continue;
    const key = `${event.lane} ${event.pitch}`;
    if (event.kind === 'noteOn') {
      expect(sounding.has(key)).toBe(false);
      sounding.add(key);
    } else {
      expect(sounding.has(key)).toBe(true);
      sounding.delete(key);
    }
  }
  return sounding;
}

/** The same notes in the same order, `shift` seconds later, to a microsecond. */
function alike(a: readonly TransportEvent[], b: readonly TransportEvent[], shift: number): void {
  const named = (events: readonly TransportEvent[]): unknown[] =>
    events.map(({ at: _, ...rest }) => rest);
  expect(named(a)).toEqual(named(b));
  a.forEach((event, k) =>
    expect(Math.abs(event.at - shift - (b[k]?.at ?? NaN))).toBeLessThan(1e-6),
  );
}

test('windows that meet give what one window gives: no note is played twice or left out between two wake-ups', () => {
  fc.assert(
    fc.property(
      timelines,
      fc.integer({ min: 0, max: 30 }),
      fc.array(moment, { maxLength: 20 }),
      (timeline, step, widths) => {
        const playing = begin(timeline, step * 60, 10);
        const beside = { clicks: true, clock: true };
        const pieces: TransportEvent[] = [];
        let at = 9;
        for (const width of widths) {
          pieces.push(...eventsBetween(playing, at, at + width, beside));
          at += width;
        }
        expect(pieces).toEqual(eventsBetween(playing, 9, at, beside));
      },
    ),
  );
});

test('a loop that runs for an hour has no note hanging or doubled and does not drift', () => {
  fc.assert(
    fc.property(timelines, (timeline) => {
      const playing = begin({ ...timeline, loop: { from: 0, to: 1920 } }, 0, 0);
      const round = positionAfterRound(playing);
      const late = eventsBetween(playing, 1000 * round - 1e-6, 1001 * round - 1e-6);
      const early = eventsBetween(playing, -1e-6, round - 1e-6);
      const ons = (events: readonly TransportEvent[]): readonly TransportEvent[] =>
        events.filter((event) => event.kind === 'noteOn');
      alike(ons(late), ons(early), 1000 * round);
    }),
    { numRuns: 30 },
  );
});

function positionAfterRound(playing: Playing): number {
  return nextBoundary(playing, 0, 'phrase').at;
}

test('whatever takes over from what, at any moment: no note is lost, doubled, or left sounding after stop', () => {
  fc.assert(
    fc.property(
      timelines,
      fc.array(fc.tuple(moment, fc.constantFrom(...BOUNDARIES), timelines, fc.boolean()), {
        maxLength: 12,
      }),
      (first, changes) => {
        let playing = begin(first, 0, 0);
        const heard: TransportEvent[] = [];
        let now = 0;
        for (const [wait, boundary, timeline, tidy] of changes) {
          heard.push(...eventsBetween(playing, now, now + wait));
          now += wait;
          if (tidy) playing = forget(playing, now);
          playing = swap(playing, timeline, boundary, now);
        }
        heard.push(...eventsBetween(playing, now, now + 1));
        playing = stopAt(playing, now + 1);
        heard.push(...eventsBetween(playing, now + 1, now + 60));
        expect(listen(heard).size).toBe(0);
      },
    ),
    { numRuns: 400 },
  );
});

test('a new tempo or a moved fader does not strike a held chord again', () => {
  fc.assert(
    fc.property(wordless, moment, (anything, now) => {
      const timeline = { ...anything, loop: { from: 0, to: 1920 } };
      const playing = begin(timeline, 0, 0);
      const same = swap(playing, { ...timeline, lanes: [...timeline.lanes] }, 'now', now);
      alike(eventsBetween(same, 0, 4), eventsBetween(playing, 0, 4), 0);
    }),
  );
});

test('seeking goes where it was asked to and leaves nothing sounding behind', () => {
  fc.assert(
    fc.property(timelines, moment, fc.integer({ min: 0, max: 31 }), (timeline, now, step) => {
      const playing = begin(timeline, 0, 0);
      const sought = takeOver(playing, timeline, step * 60, now);
      expect(positionAt(sought, now).tick).toBeCloseTo(step * 60, 6);
      listen([...eventsBetween(playing, 0, now), ...eventsBetween(sought, now, now + 5)]);
    }),
  );
});
