/** Projects and edits for the tests of the project room. */
import fc from 'fast-check';
import type { Phrase } from '#main/music/phrase.ts';
import type { Piece } from '#main/music/piece.ts';
import { setMix } from '#main/project/mix.ts';
import {
  addModel,
  chooseModel,
  emptyProject,
  removeModel,
  renameModel,
  setProject,
} from '#main/project/models.ts';
import { editNotes, type NoteEdit } from '#main/project/note-edit.ts';
import { quantiseNotes } from '#main/project/note-shape.ts';
import {
  addNotes,
  copyNotes,
  moveNotes,
  removeNotes,
  resizeNotes,
  setVelocities,
  setVelocity,
} from '#main/project/notes.ts';
import type { Project } from '#main/project/project.ts';
import type { LaneRoute } from '#main/project/route.ts';
import {
  removeSnapshot,
  renameSnapshot,
  restoreSnapshot,
  takeSnapshot,
} from '#main/project/snapshots.ts';
import {
  duplicateSketch,
  keepSketch,
  removeSketch,
  setLane,
  setSketch,
} from '#main/project/sketches.ts';
import {
  addSong,
  colourSong,
  keySong,
  removeSong,
  renameSong,
  setPart,
} from '#main/project/songs.ts';

export const phrase: Phrase = {
  notes: [
    { part: 'melody', pitch: 60, velocity: 90, start: 0, end: 480 },
    { part: 'melody', pitch: 64, velocity: 90, start: 480, end: 960 },
    { part: 'bass', pitch: 40, velocity: 80, start: 0, end: 1920 },
    { part: 'drums', pitch: 36, velocity: 100, start: 0, end: 60 },
  ],
  length: 3840,
  bpm: 100,
  programs: { melody: 11 },
};

const piece: Piece = {
  name: 'Song',
  format: 1,
  division: 96,
  tracks: [
    { name: '', notes: [], events: [], end: 0 },
    {
      name: 'lead',
      notes: [
        { pitch: 60, velocity: 90, start: 0, end: 96, channel: 0 },
        { pitch: 62, velocity: 90, start: 96, end: 960, channel: 0 },
      ],
      events: [{ tick: 0, bytes: Uint8Array.of(0xc0, 33) }],
      end: 960,
    },
  ],
  tempos: [{ tick: 0, microsecondsPerQuarter: 600000 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  keys: [],
  repaired: [],
};

export const song = {
  hash: 'h1',
  name: 'Song',
  bytes: Uint8Array.of(1),
  piece,
  parts: [null, 'melody'],
  key: null,
} as const;

/** A project with a song, a model and a sketch with notes 2 to 5. */
export function project(): Project {
  const withSong = addSong(emptyProject('Test'), song);
  const model = { id: 'm1', name: 'Quick', preset: 'quick', bytes: Uint8Array.of(2) };
  return keepSketch(addModel(withSong, model), phrase, 'Idea', { from: 'hand' });
}

export const SKETCH = 'sketch-1';

const route: LaneRoute = {
  output: 'port-1',
  name: 'Bass Station',
  channel: 3,
  transpose: -12,
  bank: { msb: 1, lsb: 0 },
  program: null,
};

type Verb = (before: Project) => Project;
const ids = fc
  .uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 5 })
  .map((list) => new Set(list));
const ticks = fc.integer({ min: -40, max: 40 }).map((n) => n * 60);
const small = fc.integer({ min: -70, max: 70 });
const sketch = fc.constantFrom(SKETCH, 'sketch-6', 'sketch-7', 'none');
const lane = fc.constantFrom('melody', 'bass', 'drums', 'none');

/** Any edit with any arguments, sensible or not. */
export const verbs: fc.Arbitrary<Verb> = fc.oneof(
  fc.tuple(sketch, ids, ticks, small).map(
    ([s, i, t, p]): Verb =>
      (b) =>
        moveNotes(b, s, i, { ticks: t, pitches: p }),
  ),
  fc.tuple(sketch, ids, ticks, ticks).map(
    ([s, i, start, end]): Verb =>
      (b) =>
        resizeNotes(b, s, i, { start, end }),
  ),
  fc.tuple(sketch, ids).map(
    ([s, i]): Verb =>
      (b) =>
        removeNotes(b, s, i),
  ),
  fc.tuple(sketch, ids, small).map(
    ([s, i, v]): Verb =>
      (b) =>
        setVelocity(b, s, i, (old) => old + v),
  ),
  fc.tuple(sketch, ids, ticks, small).map(
    ([s, i, t, p]): Verb =>
      (b) =>
        copyNotes(b, s, i, { ticks: t, pitches: p }),
  ),
  fc.tuple(sketch, ids, fc.constantFrom(1, 120, 320)).map(
    ([s, i, grid]): Verb =>
      (b) =>
        quantiseNotes(b, s, i, { ticks: grid, strength: grid === 120 ? 0.5 : 1, swing: 2 / 3 }),
  ),
  fc.tuple(sketch, ids, ticks, small).chain(([s, i, t, n]) =>
    fc
      .constantFrom<NoteEdit>(
        { kind: 'join', ids: i },
        { kind: 'set', note: { id: 2, pitch: n * 3, velocity: n * 3, start: t, end: t + n } },
        { kind: 'legato', ids: i },
        { kind: 'split', cuts: new Map([...i].map((id) => [id, t + n])) },
        { kind: 'warp', ids: i, anchor: Math.abs(t), factor: Math.abs(n) / 30 },
        { kind: 'humanise', ids: i, ticks: Math.abs(n), velocity: Math.abs(n), seed: n },
        { kind: 'scale', ids: i, scale: { root: Math.abs(n) % 12, scale: 'minor_pentatonic' } },
      )
      .map(
        (edit): Verb =>
          (b) =>
            editNotes(b, s, 'melody', edit),
      ),
  ),
  fc.tuple(sketch, ids, small).map(
    ([s, i, v]): Verb =>
      (b) =>
        setVelocities(b, s, new Map([...i].map((id) => [id, v + id]))),
  ),
  fc.tuple(sketch, lane, ticks, small).map(
    ([s, l, t, p]): Verb =>
      (b) =>
        addNotes(b, s, l, [{ pitch: 60 + p, velocity: 64 + p, start: t, end: t + 240 }]),
  ),
  fc.tuple(sketch, lane, fc.boolean()).map(
    ([s, l, muted]): Verb =>
      (b) =>
        setLane(b, s, l, { muted, volume: 0.5 }),
  ),
  fc.tuple(sketch, fc.integer({ min: 40, max: 200 })).map(
    ([s, bpm]): Verb =>
      (b) =>
        setSketch(b, s, {
          bpm,
          name: `${bpm}`,
          starred: bpm > 100,
          colour: bpm > 120 ? 3 : null,
          loop: bpm > 90 ? { start: 0, end: bpm } : null,
        }),
  ),
  sketch.map(
    (s): Verb =>
      (b) =>
        removeSketch(b, s),
  ),
  sketch.map(
    (s): Verb =>
      (b) =>
        duplicateSketch(b, s, 'Copy'),
  ),
  fc.constant<Verb>((b) => keepSketch(b, phrase, 'More', { from: 'hand' })),
  fc.constantFrom('h1', 'h2').map(
    (hash): Verb =>
      (b) =>
        addSong(b, { ...song, hash }),
  ),
  fc.constantFrom('h1', 'h2').map(
    (hash): Verb =>
      (b) =>
        removeSong(b, hash),
  ),
  fc.constant<Verb>((b) => renameSong(b, 'h1', 'Renamed')),
  fc.constant<Verb>((b) => colourSong(b, 'h1', 7)),
  fc.constant<Verb>((b) => setMix(b, 'bass', { muted: !b.mix.bass.muted })),
  fc.constant<Verb>((b) => setProject(b, { looping: !b.looping })),
  fc.constant<Verb>((b) => setPart(b, 'h1', 1, 'bass')),
  fc.constant<Verb>((b) => keySong(b, 'h1', { tonic: 9, minor: true })),
  fc.constantFrom('m1', 'm2').map(
    (id): Verb =>
      (b) =>
        addModel(b, { id, name: 'Deep', preset: 'deep', bytes: Uint8Array.of(3) }),
  ),
  fc.constantFrom('m1', 'm2').map(
    (id): Verb =>
      (b) =>
        removeModel(b, id),
  ),
  fc.constantFrom('m1', 'm2').map(
    (id): Verb =>
      (b) =>
        chooseModel(b, id),
  ),
  fc.constant<Verb>((b) => renameModel(b, 'm1', 'Mine')),
  fc.constant<Verb>((b) => takeSnapshot(b, 'Before the bridge', 1000)),
  fc.constantFrom('snapshot-6', 'snapshot-11', 'none').chain((id) =>
    fc.constantFrom<Verb>(
      (b) => restoreSnapshot(b, id),
      (b) => renameSnapshot(b, id, 'Named'),
      (b) => removeSnapshot(b, id),
    ),
  ),
  fc.tuple(sketch, lane).map(
    ([s, l]): Verb =>
      (b) =>
        setLane(b, s, l, { route, events: [{ tick: 0, bytes: [0xb0, 7, 90] }] }),
  ),
  sketch.map(
    (s): Verb =>
      (b) =>
        setSketch(b, s, { markers: [{ tick: 480, name: 'Bridge' }] }),
  ),
  fc.constant<Verb>((b) => ({ ...b, memories: [{ name: 'A', x: 0.5, y: -1, phrase }] })),
  fc.constant<Verb>((b) => setProject(b, { bpm: 90, meter: { numerator: 3, denominator: 4 } })),
);
