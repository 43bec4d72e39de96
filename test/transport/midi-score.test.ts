/** What goes to a MIDI port is what the audio player sounds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { score as midiContractScore } from '#main/protocol/midi.ts';
import { eventsBetween } from '#main/transport/events.ts';
import { midiScore } from '#main/transport/midi-score.ts';
import { begin } from '#main/transport/playing.ts';
import { timelines } from './scores.ts';

test('a port hears every note of its lane at the time the page hears it, and the contract takes it', () => {
  fc.assert(
    fc.property(timelines, (looped) => {
      const timeline = { ...looped, loop: null, length: 9999 };
      const { times, messages, loop } = midiScore(timeline, new Map([['drums', 9]]));
      expect(midiContractScore.safeParse({ times, messages, loop }).success).toBe(true);
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
