/** What lanes say beside their notes: a synthesizer that joins anywhere is bent and turned as one that heard all of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsBetween, type TransportEvent } from '#main/transport/events.ts';
import { atRest, settingOf, type LaneMessage } from '#main/transport/lane-messages.ts';
import { midiScore } from '#main/transport/midi-score.ts';
import { begin, stopAt, takeOver } from '#main/transport/playing.ts';
import { scoreOf, secondsBetween } from '#main/transport/score.ts';
import { SILENCE, type Timeline } from '#main/transport/timeline.ts';
import { speaking as timelines } from './scores.ts';

/** How a synthesizer is set after it heard all of this. */
function state(events: readonly TransportEvent[]): Map<string, string> {
  const set = new Map<string, string>();
  for (const event of events) {
    if (event.kind !== 'message') continue;
    const name = settingOf({ ...event, tick: 0 });
    if (name !== null) set.set(name, event.bytes.join(' '));
  }
  return set;
}

const unlooped = timelines.map((timeline): Timeline => ({ ...timeline, loop: null, length: 4000 }));
const tick = fc.integer({ min: 0, max: 40 }).map((n) => n * 50);

test('who begins in the middle is set as who heard it from the start', () => {
  fc.assert(
    fc.property(unlooped, tick, tick, (timeline, from, later) => {
      const score = scoreOf(timeline);
      const seconds = secondsBetween(score, 0, from);
      const end = secondsBetween(score, 0, from + later);
      const whole = eventsBetween(begin(timeline, 0, 0), 0, end);
      const joined = eventsBetween(begin(timeline, from, seconds), seconds, end);
      if (later > 0) expect(state(joined)).toEqual(state(whole));
    }),
  );
});

test('what another timeline takes over from, or a stop ends, leaves nothing bent', () => {
  fc.assert(
    fc.property(
      unlooped,
      unlooped,
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      (one, other, at) => {
        for (const next of [other, SILENCE]) {
          const first = begin(one, 0, 0);
          const playing = next === SILENCE ? stopAt(first, at) : takeOver(first, next, 0, at);
          const heard = state(eventsBetween(playing, 0, at + 0.001));
          const fresh = state(eventsBetween(begin(next, 0, at), at, at + 0.001));
          for (const [name, value] of heard) {
            const said = scoreOf(one).messages.find((each) => settingOf(each) === name);
            const program = next.lanes.find(({ id }) => id === said?.lane)?.program;
            const rest = said === undefined ? null : atRest(said, program);
            if (fresh.has(name)) expect(value).toBe(fresh.get(name));
            else if (rest !== null) expect(value).toBe(rest.bytes.join(' '));
          }
        }
      },
    ),
  );
});

test('each round of a loop begins as its first place is set', () => {
  const bend = (at: number, value: number) => ({ tick: at, bytes: [0xe0, 0, value] });
  const lane = {
    id: 'a',
    part: 'melody',
    program: 0,
    volume: 1,
    muted: false,
    soloed: false,
  } as const;
  const timeline: Timeline = {
    ...SILENCE,
    length: 1920,
    loop: { from: 480, to: 960 },
    lanes: [{ ...lane, notes: [], events: [bend(0, 70), bend(720, 90)] }],
  };
  const heard = eventsBetween(begin(timeline, 0, 0), 0, 2.1).flatMap((event) =>
    event.kind === 'message' ? [[Math.round(event.at * 100) / 100, event.bytes[2]]] : [],
  );
  expect(heard).toEqual([
    [0, 70],
    [0.75, 90],
    [1, 70],
    [1.25, 90],
    [1.5, 70],
    [1.75, 90],
    [2, 70],
  ]);
});

test('a port hears the messages of the page on its own channel, volumes turned down as the lane is', () => {
  fc.assert(
    fc.property(unlooped, (looped) => {
      const timeline = { ...looped, lanes: looped.lanes.map((lane) => ({ ...lane, volume: 0.5 })) };
      const { times, messages } = midiScore(timeline, new Map([['melody', { channel: 4 }]]));
      const port = [...times].flatMap((at, k) => {
        const bytes = [...messages.subarray(3 * k, 3 * k + 3)];
        return (bytes[0] ?? 0) >= 0xb0 ? [`${at.toFixed(3)} ${bytes.join(' ')}`] : [];
      });
      const page = eventsBetween(begin(timeline, 0, 0), 0, 99).flatMap((event) => {
        if (event.kind !== 'message') return [];
        const [kind, one, two] = event.bytes;
        const value = kind === 0xb0 && one === 7 ? Math.round(two * 0.5) : two;
        return [`${event.at.toFixed(3)} ${[kind | 4, one, value].join(' ')}`];
      });
      expect(port.toSorted()).toEqual(page.toSorted());
    }),
  );
});

test('messages of other channels are not a lane’s own', () => {
  const own: LaneMessage['bytes'] = [0xe0, 0, 1];
  const lane = {
    id: 'a',
    part: 'melody',
    program: 0,
    volume: 1,
    muted: false,
    soloed: false,
  } as const;
  const events = [0xe2, 0xe3].map((status) => ({ tick: 0, bytes: [status, 0, 1] }));
  const timeline = { ...SILENCE, length: 10, lanes: [{ ...lane, notes: [], channel: 2, events }] };
  expect(scoreOf(timeline).messages.map(({ bytes }) => bytes)).toEqual([own]);
});
