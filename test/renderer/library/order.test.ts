/** Finding a song in a long list: by what is typed, and in an order that stays the same. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isProblem } from '#main/music/problem.ts';
import { emptyProject } from '#main/project/models.ts';
import type { Song } from '#main/project/project.ts';
import { arranged, arrangedSketches } from '#renderer/library/order.ts';
import { keepSketch, setSketch } from '#main/project/sketches.ts';
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
    arranged(songs, { typed, order, locale: 'en' }).map(({ name }) => name);
  expect(names('', 'added')).toEqual(['Track 10', 'track 2', '夜曲']);
  expect(names('TRACK', 'name'), 'two comes before ten').toEqual(['track 2', 'Track 10']);
  expect(names('夜', 'added')).toEqual(['夜曲']);
  expect(names('nothing like it', 'added')).toEqual([]);
  const seconds = arranged(songs, { typed: '', order: 'length', locale: 'en' }).map(
    ({ piece }) => factsOf(piece).seconds,
  );
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
});

it('finds a sketch by its name or by where it came from, and puts what she starred first', () => {
  const phrase = { notes: [], length: 1920, bpm: 100, programs: {} };
  const shape = { temperature: 0, density: 1, seed: 1 };
  let project = keepSketch(emptyProject(''), phrase, 'Drawn', { from: 'hand' });
  project = keepSketch(project, phrase, 'Second', { from: 'pad', model: 'm', x: 0, y: 0, shape });
  project = keepSketch(project, phrase, 'Third', { from: 'hand' });
  const [, , first] = project.sketches;
  project = setSketch(project, first?.id ?? '', { starred: true });
  const names = (typed: string, order: 'kept' | 'starred' | 'name'): readonly string[] =>
    arrangedSketches(project.sketches, { typed, order, locale: 'en' }).map(({ name }) => name);
  expect(names('', 'kept')).toEqual(['Third', 'Second', 'Drawn']);
  expect(names('', 'starred')).toEqual(['Drawn', 'Third', 'Second']);
  expect(names('map', 'kept')).toEqual(['Second']);
  expect(names('HAND third', 'name')).toEqual(['Third']);
});
