/** Other programs read the same notes: two well-known libraries agree with our reader on sound files. */
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { parseMidi } from 'midi-file';
import { describe, expect, test } from 'vitest';
import { writeMidi } from '#main/music/write-midi.ts';
import { sharedData } from '../data.ts';
import { bytesOf, expectedSongs, pieceAt } from './files.ts';

const { Midi }: typeof import('@tonejs/midi') = createRequire(import.meta.url)('@tonejs/midi');

const DEMO = join(import.meta.dirname, '../../resources/demo/songs');
const demo = [
  'd_ddtblu',
  'd_e1m3',
  'd_e1m9',
  'd_e2m5',
  'd_messg2',
  'd_openin',
  'd_the_da',
  'd_theda2',
].map((name) => join(DEMO, `${name}.mid`));
const data = sharedData();
const songs = [
  ...demo,
  ...(data === null ? [] : expectedSongs(data).map(([file]) => join(data, 'songs', file))),
];

const sorted = (rows: readonly (readonly number[])[]) =>
  rows.map((row) => row.join(' ')).toSorted();

/** Notes as midi-file's events give them, paired first in first out: track, channel, pitch, velocity, start, end. */
function byMidiFile(bytes: Uint8Array): readonly string[] {
  const rows: number[][] = [];
  parseMidi(bytes).tracks.forEach((events, track) => {
    const open = new Map<number, number[][]>();
    let tick = 0;
    for (const event of events) {
      tick += event.deltaTime;
      if (event.type !== 'noteOn' && event.type !== 'noteOff') continue;
      const key = event.channel * 128 + event.noteNumber;
      const queue = open.get(key) ?? [];
      if (event.type === 'noteOn') {
        const row = [track, event.channel, event.noteNumber, event.velocity, tick];
        rows.push(row);
        open.set(key, [...queue, row]);
      } else {
        queue.shift()?.push(tick);
      }
    }
    for (const queue of open.values()) for (const row of queue) row.push(tick);
  });
  return sorted(rows);
}

const own = (file: string) => {
  const { tracks } = pieceAt(file);
  let chunk = -1;
  return sorted(
    tracks.flatMap(({ notes, continues }) => {
      if (continues !== true) chunk++;
      const track = chunk;
      return notes.map(({ channel, pitch, velocity, start, end }) => [
        track,
        channel,
        pitch,
        velocity,
        start,
        end,
      ]);
    }),
  );
};

/** Songs of which @tonejs/midi 2.0.28 drops notes (it searches each note-off among those left); midi-file agrees with us. */
const LOSES = ['say_what_redfarn.mid', 'no_work_song_redfarn.mid'];

describe.each(songs)('%s', (file) => {
  test('midi-file finds the same notes', () => {
    expect(own(file)).toEqual(byMidiFile(bytesOf(file)));
  });

  test('@tonejs/midi finds the same onsets, and none that we do not where it is known to lose some', () => {
    const piece = pieceAt(file);
    const theirs = sorted(
      new Midi(bytesOf(file)).tracks.flatMap(({ notes }) =>
        notes.map(({ midi, ticks }) => [midi, ticks]),
      ),
    );
    const ours = sorted(
      piece.tracks.flatMap(({ notes }) => notes.map(({ pitch, start }) => [pitch, start])),
    );
    const loses = LOSES.some((name) => file.endsWith(name));
    if (!loses) expect(ours).toEqual(theirs);
    else expect(theirs.filter((onset) => !ours.includes(onset))).toEqual([]);
  });

  test('midi-file finds the same notes in what we write', () => {
    const piece = pieceAt(file);
    const written = byMidiFile(writeMidi(piece));
    const ours = piece.tracks.flatMap(({ notes }, track) =>
      notes.map(({ channel, pitch, velocity, start, end }) => [
        track,
        channel,
        pitch,
        velocity,
        start,
        end,
      ]),
    );
    expect(written).toEqual(sorted(ours));
  });
});
