/** What the app is started with: a double-click that opens nothing, or another file, is a person's first impression. */
import { expect, test } from 'vitest';
import { givenFiles } from '#electron/given.ts';

test.each([
  ['a whole path', ['/home/a/mine.melodrift'], ['/home/a/mine.melodrift']],
  ['a name in the folder of the shell', ['song.mid'], ['/music/song.mid']],
  ['a path that climbs', ['../other/song.MIDI'], ['/other/song.MIDI']],
  ['percent signs of a real name', ['50%20off.mid'], ['/music/50%20off.mid']],
  ['an address, as file managers write', ['file:///a%20b/%E6%AD%8C%231.mid'], ['/a b/歌#1.mid']],
  ['an address of another machine', ['file://server/a.mid'], []],
  ['a broken address', ['file:///a%2fb.mid', 'file:///%zz.mid'], []],
  ['flags, also those that end like a file', ['--x', '--load=a.mid', '-a.mid'], []],
  ['what is no file of ours', ['notes.txt', 'app', 'https://a.example/b'], []],
  [
    'every name in its order',
    ['歌 [v2] #1?.mid', '🎹.melodrift'],
    ['/music/歌 [v2] #1?.mid', '/music/🎹.melodrift'],
  ],
])('%s', (_what, words, files) => {
  expect(givenFiles(['melodrift', ...words], '/music')).toEqual(files);
});
