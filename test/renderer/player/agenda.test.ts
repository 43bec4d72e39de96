import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda, type NoteEvent } from '#renderer/player/worklet/agenda.ts';

const event = (kind: 'on' | 'off', pitch: number, time: number, channel = 0): NoteEvent => ({
  kind,
  channel,
  pitch,
  velocity: kind === 'on' ? 90 : 0,
  time,
});

describe('what the audio thread has yet to play', () => {
  it('comes in time, whatever the order it was told in, and nothing twice', () => {
    const times = fc.array(fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 7 }), (told, step) => {
        const agenda = new Agenda();
        for (const [index, time] of told.entries()) agenda.add(event('on', index, time));
        const taken: number[] = [];
        for (let now = 0; now <= 60; now += step)
          taken.push(...agenda.take(now).map(({ time }) => time));
        expect(taken).toEqual(told.toSorted((a, b) => a - b));
        expect(agenda.next).toBe(Infinity);
      }),
    );
  });

  it('can be withdrawn: a phrase that was replaced is not heard', () => {
    const agenda = new Agenda();
    agenda.add(event('on', 60, 1));
    agenda.add(event('on', 62, 2));
    agenda.add(event('on', 64, 2, 1));
    expect(agenda.withdraw(0, 2)).toEqual([]);
    expect(agenda.take(3).map((each) => ('pitch' in each ? each.pitch : null))).toEqual([60, 64]);
  });

  it('ends a note that began before its withdrawal arrived: it would never end otherwise', () => {
    const agenda = new Agenda();
    agenda.add(event('on', 60, 1));
    agenda.add(event('on', 62, 2));
    agenda.add(event('off', 60, 3));
    agenda.add(event('off', 62, 3));
    agenda.take(2);
    expect(agenda.withdraw(0, 1.5)).toEqual([62]);
    expect(agenda.take(5)).toEqual([]);
  });
});
