/** Sentences: no code reaches a person without words in her language. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeSentence, failureSentence } from '#renderer/session/sentences.ts';
import { Failure } from '#main/protocol/failure.ts';

const room = (locale: string, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`resources/messages/${locale}/${file}`, 'utf8')) as Record<
    string,
    unknown
  >;

describe('sentences', () => {
  it.each(readdirSync('resources/messages/en'))(
    '%s says the same things in both languages',
    (file) => {
      expect(Object.keys(room('zh-Hans', file)).sort()).toEqual(
        Object.keys(room('en', file)).sort(),
      );
    },
  );

  it('find the words for codes with dashes, for failures and for what is unknown', () => {
    expect(codeSentence('not-midi')).toBe('This is not a MIDI file.');
    expect(failureSentence(new Failure('protocol_gone', 'answering'))).not.toContain(
      'protocol_gone',
    );
    expect(codeSentence('never_heard_of')).toContain('never_heard_of');
  });
});
