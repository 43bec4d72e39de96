/** What goes to a MIDI port is what the audio player sounds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { score as midiContractScore } from '#main/protocol/midi.ts';
import { eventsBetween } from '#main/transport/events.ts';
import { midiOrigin, midiScore } from '#main/transport/midi-score.ts';
import { begin } from '#main/transport/playing.ts';
import { timelines } from './scores.ts';

test('a port hears every note of its lane at the time the page hears it, and the contract takes it', () => {
  fc.assert(
    fc.property(timelines, (looped) => {
      const timeline = { ...looped, loop: null, length: 9999 };
      const score = midiScore(timeline, new Map([['drums', { channel: 9 }]]));
      const { times, messages } = score;
      expect(midiContractScore.safeParse(score).success).toBe(true);
      const port = [...times].map(
        (at, k) => `${at.toFixed(3)} ${messages[3 * k]} ${messages[3 * k + 1]}`,
      );
      const page = eventsBetween(begin(timeline, 0, 0), 0, 99)
        .filter((event) => 'lane' in event && event.lane === 'drums')
        .map((event) =>
          'pitch' in event
            ? `${event.at.toFixed(3)} ${event.kind === 'noteOn' ? 0x99 : 0x89} ${event.pitch}`
            : '',
        );
      expect(port.sort()).toEqual(page.sort());
    }),
  );
});

test('lanes that share a channel never strike a key that is down: a synthesizer would end both notes with one', () => {
  fc.assert(
    fc.property(timelines, (timeline) => {
      const { messages } = midiScore(
        timeline,
        new Map([
          ['melody', { channel: 3 }],
          ['drums', { channel: 3 }],
        ]),
      );
      const down = new Set<number>();
      for (let k = 0; k < messages.length; k += 3) {
        const pitch = messages[k + 1] ?? 0;
        if (messages[k] === 0x93) expect(down.has(pitch)).toBe(false);
        if (messages[k] === 0x93) down.add(pitch);
        if (messages[k] === 0x83) expect(down.delete(pitch)).toBe(true);
      }
      expect(down.size).toBe(0);
    }),
  );
});

test('what is played once does not sound past its end', () => {
  fc.assert(
    fc.property(timelines, fc.integer({ min: 1, max: 2000 }), (timeline, length) => {
      const cut = { ...timeline, loop: null, length };
      const { times } = midiScore(cut, new Map([['melody', { channel: 0 }]]));
      expect(times.at(-1) ?? 0).toBeLessThanOrEqual(
        midiOrigin(cut, 0, 0) - midiOrigin(cut, length, 0),
      );
    }),
  );
});

test('a port is told bank, program and volume of each lane before its notes, and nothing of a lane it does not play', () => {
  fc.assert(
    fc.property(timelines, (timeline) => {
      const bank = { msb: 1, lsb: 2 };
      const { settings } = midiScore(
        timeline,
        new Map([['melody', { channel: 4, bank, program: 5 }]]),
      );
      const volume = timeline.lanes.find(({ id }) => id === 'melody')?.volume ?? 1;
      expect([...settings]).toEqual(
        [
          [0xb4, 0, 1],
          [0xb4, 32, 2],
          [0xc4, 5, 0],
          [0xb4, 7, Math.round(127 * volume)],
        ].flat(),
      );
    }),
  );
});

test('a transposed lane stays on the keyboard and keeps its note names; drums are not moved', () => {
  fc.assert(
    fc.property(timelines, fc.integer({ min: -48, max: 48 }), (timeline, transpose) => {
      const plain = midiScore(timeline, new Map([['drums', { channel: 9 }]]));
      expect(midiScore(timeline, new Map([['drums', { channel: 9, transpose }]]))).toEqual(plain);
      const { messages } = midiScore(timeline, new Map([['melody', { channel: 0, transpose }]]));
      const names = new Set(
        timeline.lanes
          .find(({ id }) => id === 'melody')
          ?.notes.map(({ pitch }) => (pitch + transpose + 1200) % 12),
      );
      for (let k = 0; k < messages.length; k += 3) {
        expect(messages[k + 1]).toBeLessThan(128);
        expect(names.has((messages[k + 1] ?? 0) % 12)).toBe(true);
      }
    }),
  );
});

test('a port that has the clock gets a tick each twenty-fourth of a quarter, through changes of tempo too', () => {
  fc.assert(
    fc.property(timelines, (looped) => {
      const timeline = { ...looped, loop: null, length: 1920 };
      const { clock } = midiScore(timeline, new Map(), true);
      const ticks = eventsBetween(begin(timeline, 0, 0), 0, 999, { clock: true })
        .filter(({ kind }) => kind === 'clock')
        .map(({ at }) => at);
      expect(clock).toHaveLength(96);
      for (const [index, at] of ticks.entries()) expect(clock?.[index]).toBeCloseTo(at, 9);
      expect(ticks).toHaveLength(96);
      expect(midiScore(timeline, new Map()).clock).toBeUndefined();
    }),
  );
});
