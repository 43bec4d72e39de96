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
      const { times, messages, loop } = midiScore(timeline, new Map([['drums', 9]]));
      expect(midiContractScore.safeParse({ times, messages, loop }).success).toBe(true);
      const port = [...times]
        .map((at, k) => `${at.toFixed(3)} ${messages[3 * k]} ${messages[3 * k + 1]}`)
        .filter((line) => line !== '0.000 185 7');
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
          ['melody', 3],
          ['drums', 3],
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
      const { times } = midiScore(cut, new Map([['melody', 0]]));
      expect(times.at(-1) ?? 0).toBeLessThanOrEqual(
        midiOrigin(cut, 0, 0) - midiOrigin(cut, length, 0),
      );
    }),
  );
});
