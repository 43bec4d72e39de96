/** Lists and given names in the window: what a person reads when the app put the words together itself. */
import { afterEach, expect, it } from 'vitest';
import { differenceWords } from '#renderer/session/difference-words.ts';
import { historyWords } from '#renderer/session/history-words.ts';
import { listWords } from '#renderer/session/list-words.ts';
import { versionName } from '#renderer/session/version-names.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';

afterEach(() => overwriteGetLocale(() => 'en'));

const some = { added: 1, removed: 2, changed: 0 };

it('puts a sign between the things of a list, in Chinese too', () => {
  expect(listWords(['a', 'b', 'c'], 'en')).toBe('a, b, c');
  expect(listWords(['甲', '乙', '丙'], 'zh-Hans')).toBe('甲、乙和丙');
  overwriteGetLocale(() => 'zh-Hans');
  expect(differenceWords({ songs: some, sketches: some, rest: false }, 'zh-Hans')).toMatch(
    /.+、.+、.+和.+/u,
  );
});

it('says the number that a version was given in the language of now, and leaves names that a person gave', () => {
  const names = ['Version 3', '版本 12', 'Version 3b', 'Before the bridge', '4', ''];
  expect(names.map(versionName)).toEqual(['Version 3', 'Version 12', ...names.slice(2)]);
  overwriteGetLocale(() => 'zh-Hans');
  expect(names.map(versionName)).toEqual(['版本 3', '版本 12', ...names.slice(2)]);
  expect(historyWords({ code: 'snapshot_take', name: 'Version 3' })).toContain('版本 3');
});
