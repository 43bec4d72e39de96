/** A section of a song in an arrangement: it plays, and is written, as the song's own file says there. */
import tone from '@tonejs/midi';
import { expect, test } from 'vitest';
import { writeMidi } from '#main/music/write-midi.ts';
import { sketchOfArrangement } from '#main/project/arrangement.ts';
import { clipId, placeClip, trimClip } from '#main/project/arrangement-edit.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import { keepSong } from '#main/project/whole-song.ts';
import { project } from './samples.ts';

test('a section of a song that is placed sounds as its file does there, in its lanes, and is written so', () => {
  const base = project();
  const [song] = base.songs;
  if (song === undefined) throw new Error('the sample has no song');
  const kept = keepSong(base, song, song.name);
  const [sketch] = kept.sketches;
  const id = clipId(kept);
  const placed = placeClip(kept, sketch?.id ?? '', 'clips-2', 1920);
  const by = 480 / song.piece.division;
  const notes = song.piece.tracks.flatMap((track) => track.notes);
  const [from, to] = [480, 2400];
  const section = trimClip(trimClip(placed, id, 'end', 1920 + to), id, 'start', 1920 + from);
  const expected = notes
    .map(({ pitch, start, end }) => ({
      pitch,
      start: Math.round(start * by),
      end: Math.round(end * by),
    }))
    .filter(({ start }) => start >= from && start < to)
    .map(
      ({ pitch, start, end }) =>
        `${String(pitch)} ${String(start + 1920)} ${String(Math.min(end, to) + 1920)}`,
    )
    .toSorted();
  expect(expected.length).toBeGreaterThan(0);
  const whole = sketchOfArrangement(section, 'All');
  if (whole === null) throw new Error('nothing is placed');
  const lanes = whole.lanes.flatMap((each) => each.notes);
  const told = ({ pitch, start, end }: { pitch: number; start: number; end: number }): string =>
    `${String(pitch)} ${String(start)} ${String(end)}`;
  expect(lanes.map(told).toSorted()).toEqual(expected);
  const read = new tone.Midi(writeMidi(pieceOfSketch(whole, 1)));
  const written = read.tracks.flatMap((track) =>
    track.notes.map(({ midi, ticks, durationTicks }) =>
      told({ pitch: midi, start: ticks, end: ticks + durationTicks }),
    ),
  );
  expect(written.toSorted()).toEqual(expected);
});
