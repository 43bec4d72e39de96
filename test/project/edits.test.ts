/** What edits do to notes, songs and sketches. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { isProblem } from '#main/music/problem.ts';
import { phraseOfSketch, phraseOfSong } from '#main/project/excerpt.ts';
import { pieceOfSelection, pieceOfSketch } from '#main/project/export.ts';
import { setMix } from '#main/project/mix.ts';
import { editNotes, labelOf, type NoteEdit } from '#main/project/note-edit.ts';
import { quantiseNotes } from '#main/project/note-shape.ts';
import {
  addNotes,
  copyNotes,
  moveNotes,
  removeNotes,
  resizeNotes,
  setVelocity,
} from '#main/project/notes.ts';
import type { LaneNote, Project } from '#main/project/project.ts';
import { duplicateSketch, keepSketch, keepSketches, sketchId } from '#main/project/sketches.ts';
import { addSong, setPart } from '#main/project/songs.ts';
import { phrase, project, SKETCH, song, verbs } from './samples.ts';

function lane(of: Project, id: string, sketch = SKETCH): readonly LaneNote[] {
  return of.sketches.find((s) => s.id === sketch)?.lanes.find((l) => l.id === id)?.notes ?? [];
}

test('whatever is done, notes stay in range, in order, with identities of their own', () => {
  fc.assert(
    fc.property(fc.array(verbs, { maxLength: 20 }), (edits) => {
      const result = edits.reduce((so, verb) => verb(so), project());
      const seen = new Set<number>();
      for (const sketch of result.sketches)
        for (const { notes } of sketch.lanes)
          notes.forEach((note, index) => {
            expect(seen.has(note.id)).toBe(false);
            seen.add(note.id);
            expect(note.id).toBeLessThan(result.nextNoteId);
            expect(note.pitch).toBeGreaterThanOrEqual(0);
            expect(note.pitch).toBeLessThanOrEqual(127);
            expect(note.velocity).toBeGreaterThanOrEqual(1);
            expect(note.velocity).toBeLessThanOrEqual(127);
            expect(note.start).toBeGreaterThanOrEqual(0);
            expect(note.end).toBeLessThanOrEqual(sketch.length);
            expect(note.start).toBeGreaterThanOrEqual(notes[index - 1]?.start ?? 0);
          });
    }),
  );
});

test('a phrase that is kept has its notes, its instruments and its tempo', () => {
  const kept = project().sketches[0];
  expect(kept).toMatchObject({ id: SKETCH, name: 'Idea', length: 3840, bpm: 100 });
  expect(kept?.lanes.map(({ part, program, notes }) => [part, program, notes.length])).toEqual([
    ['melody', 11, 2],
    ['chords', 4, 0],
    ['bass', 33, 1],
    ['drums', 0, 1],
  ]);
});

test('two sketches never have one id', () => {
  const first = project();
  const next = sketchId(first);
  const second = keepSketch(first, phrase, 'Two', { from: 'hand' });
  expect(second.sketches[0]?.id).toBe(next);
  const third = duplicateSketch(second, next, 'Copy');
  expect(new Set(third.sketches.map(({ id }) => id)).size).toBe(3);
});

test('a group that is moved keeps its shape at the edge', () => {
  const moved = moveNotes(project(), SKETCH, new Set([2, 3]), { ticks: -9000, pitches: 100 });
  expect(lane(moved, 'melody').map(({ pitch, start }) => [pitch, start])).toEqual([
    [123, 0],
    [127, 480],
  ]);
});

test('stretching a note to nothing leaves a note', () => {
  const [note] = lane(
    resizeNotes(project(), SKETCH, new Set([2]), { start: 0, end: -9000 }),
    'melody',
  );
  expect(note).toMatchObject({ start: 0, end: 15 });
});

test('a note moved onto another of its pitch ends it, as a MIDI file can say it', () => {
  const moved = moveNotes(project(), SKETCH, new Set([3]), { ticks: -240, pitches: -4 });
  expect(lane(moved, 'melody').map(({ start, end }) => [start, end])).toEqual([
    [0, 240],
    [240, 720],
  ]);
});

test('a note drawn past the end makes the sketch longer by whole bars', () => {
  const grown = addNotes(project(), SKETCH, 'melody', [
    { pitch: 60, velocity: 90, start: 3840, end: 4000 },
  ]);
  expect(grown.sketches[0]?.length).toBe(5760);
});

test('velocity, transposition, deletion and copies reach the chosen notes only', () => {
  const ids = new Set([2]);
  expect(lane(setVelocity(project(), SKETCH, ids, 300), 'melody').map((n) => n.velocity)).toEqual([
    127, 90,
  ]);
  expect(
    lane(moveNotes(project(), SKETCH, ids, { ticks: 0, pitches: 12 }), 'melody').map(
      (n) => n.pitch,
    ),
  ).toEqual([72, 64]);
  expect(lane(removeNotes(project(), SKETCH, ids), 'melody').map((n) => n.id)).toEqual([3]);
  expect(
    lane(copyNotes(project(), SKETCH, ids, { ticks: 1920, pitches: 0 }), 'melody').map(
      (n) => n.start,
    ),
  ).toEqual([0, 480, 1920]);
});

test('quantising moves each start to the nearest line and keeps the length', () => {
  const off = moveNotes(project(), SKETCH, new Set([2, 3]), { ticks: 70, pitches: 0 });
  expect(
    lane(quantiseNotes(off, SKETCH, new Set([3]), { ticks: 120 }), 'melody').map((n) => [
      n.start,
      n.end,
    ]),
  ).toEqual([
    [70, 550],
    [600, 1080],
  ]);
});

test('an edit told as a value does what it says, and counts its notes for the history', () => {
  const ids = new Set([2, 3]);
  const move: NoteEdit = { kind: 'move', ids, ticks: 120, pitch: -1 };
  expect(editNotes(project(), SKETCH, 'melody', move)).toEqual(
    moveNotes(project(), SKETCH, ids, { ticks: 120, pitches: -1 }),
  );
  expect(labelOf(move)).toEqual({ code: 'notes_move', n: 2 });
  expect(labelOf({ ...move, ticks: 0 })).toEqual({ code: 'notes_transpose', n: 2 });
  const stretch: NoteEdit = { kind: 'stretch', ids, edge: 'start', ticks: 60 };
  expect(lane(editNotes(project(), SKETCH, 'melody', stretch), 'melody')[0]).toMatchObject({
    start: 60,
    end: 480,
  });
});

test('several phrases that are kept lie in their order before what was kept earlier', () => {
  const wanted = ['A', 'B'].map((name) => ({
    phrase,
    name,
    provenance: { from: 'hand' } as const,
  }));
  expect(keepSketches(project(), wanted).sketches.map(({ name }) => name)).toEqual([
    'A',
    'B',
    'Idea',
  ]);
});

test('a phrase is kept as its mix lets it sound, and a sketch gives the phrase back', () => {
  const muted = setMix(project(), 'bass', { muted: true, program: 38 });
  const kept = keepSketch(muted, phrase, 'Two', { from: 'hand' }).sketches[0];
  expect(kept?.lanes.find(({ part }) => part === 'bass')).toMatchObject({
    muted: true,
    program: 38,
  });
  expect(kept === undefined ? [] : phraseOfSketch(kept).notes).toEqual(
    phrase.notes.toSorted(
      (a, b) => a.start - b.start || a.part.localeCompare(b.part) || a.pitch - b.pitch,
    ),
  );
});

test('the same song dropped twice is there once; two songs have two colours', () => {
  const twice = addSong(addSong(project(), song), { ...song, hash: 'h2' });
  expect(twice.songs.map(({ colour }) => colour)).toEqual([1, 2]);
  expect(setPart(twice, 'h2', 1, null).songs[1]?.parts).toEqual([null, null]);
});

test('an excerpt of a song begins at its tick, in 480 ticks a quarter, with its instrument and tempo', () => {
  expect(phraseOfSong(song, 96, 960)).toEqual({
    notes: [{ part: 'melody', pitch: 62, velocity: 90, start: 0, end: 960 }],
    length: 960,
    bpm: 100,
    programs: { melody: 33 },
  });
});

test('an exported sketch reads back note for note; a selection begins with its bar', () => {
  const sketch = project().sketches[0];
  if (sketch === undefined) throw new Error('no sketch');
  const back = readMidi(writeMidi(pieceOfSketch(sketch)), 'back.mid');
  if (isProblem(back)) throw new Error(back.code);
  expect(
    back.tracks
      .flatMap(({ notes }) => notes)
      .map(({ pitch, start, end }) => [pitch, start, end])
      .sort(),
  ).toEqual([
    [36, 0, 60],
    [40, 0, 1920],
    [60, 0, 480],
    [64, 480, 960],
  ]);
  const later = moveNotes(project(), SKETCH, new Set([2]), { ticks: 2000, pitches: 0 }).sketches[0];
  const piece = pieceOfSelection(later ?? sketch, new Set([2]));
  expect(piece.tracks.flatMap(({ notes }) => notes)).toEqual([
    expect.objectContaining({ pitch: 60, start: 80, end: 560 }),
  ]);
});
