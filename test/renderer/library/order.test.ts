/** Finding a song in a long list: by what is typed, and in an order that stays the same. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isProblem } from '#main/music/problem.ts';
import type { Song } from '#main/project/project.ts';
import { arranged } from '#renderer/library/order.ts';
import { factsOf, readSong } from '#renderer/session/song.ts';

async function song(file: string, name: string): Promise<Song> {
  const bytes = new Uint8Array(readFileSync(`resources/demo/songs/${file}.mid`));
  const read = await readSong({ name: `${name}.mid`, bytes });
  if (isProblem(read)) throw new Error(read.code);
  return { ...read, colour: 1 };
}

it('shows the songs that are looked for, however the name is written', async () => {
  const songs = [
    await song('d_e1m3', 'Track 10'),
    await song('d_ddtblu', 'track 2'),
    await song('d_the_da', '夜曲'),
  ];
  const names = (typed: string, order: 'added' | 'name' | 'length'): readonly string[] =>
    arranged(songs, typed, order, 'en').map(({ name }) => name);
  expect(names('', 'added')).toEqual(['Track 10', 'track 2', '夜曲']);
  expect(names('TRACK', 'name'), 'two comes before ten').toEqual(['track 2', 'Track 10']);
  expect(names('夜', 'added')).toEqual(['夜曲']);
  expect(names('nothing like it', 'added')).toEqual([]);
  const bars = arranged(songs, '', 'length', 'en').map(({ piece }) => factsOf(piece).bars);
  expect(bars).toEqual(bars.toSorted((a, b) => a - b));
});
