/** A project in which every field says something, with steps to undo and to redo: what the golden file of version 2 holds. */
import { isProblem } from '#main/music/problem.ts';
import { readMidi } from '#main/music/midi-file.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import { edit, open, undo, type History } from '#main/project/history.ts';
import { addModel, emptyProject, setProject } from '#main/project/models.ts';
import { setMix } from '#main/project/mix.ts';
import type { Project, Provenance } from '#main/project/project.ts';
import type { LaneRoute } from '#main/project/route.ts';
import { keepSketch, setLane, setSketch } from '#main/project/sketches.ts';
import { removeSnapshot, restoreSnapshot, takeSnapshot } from '#main/project/snapshots.ts';
import { addSong, removeSong } from '#main/project/songs.ts';
import { phrase, song } from './samples.ts';

const route: LaneRoute = {
  output: 'port-1',
  name: 'Bass Station',
  channel: 3,
  transpose: -12,
  bank: { msb: 1, lsb: 2 },
  program: 38,
};
const shape = {
  temperature: 0.3,
  density: 0.6,
  seed: 7,
  key: { tonic: 9, mode: 'minor', way: 'in' },
  swing: 0.25,
  dynamics: 1.2,
  rhythm: { notes: phrase.notes, length: 3840 },
  pitches: { notes: phrase.notes, length: 1920 },
  frozen: [{ part: 'bass', notes: phrase.notes, length: 3840 }],
} as const;
const decoded = { model: 'm1', modelHash: 'beef', shape };
const moves = [
  { beat: 0, x: 0.5, y: -1 },
  { beat: 1.5, x: -2, y: 0.25 },
];

/** One of every kind. */
export const ORIGINS: readonly Provenance[] = [
  { from: 'hand' },
  { from: 'song', song: 'ab12', tick: 96 },
  { from: 'segment', song: 'ab12', tick: 96, ...decoded },
  { from: 'pad', x: 0.5, y: -1, ...decoded },
  {
    from: 'blend',
    weights: [
      { song: 'ab12', bar: 3, weight: 0.75 },
      { song: 'cd34', weight: 0.25 },
    ],
    line: 'spherical',
    ...decoded,
  },
  {
    from: 'between',
    start: { song: 'ab12', bar: 1 },
    end: { song: 'cd34' },
    steps: 8,
    index: 2,
    line: 'linear',
    ...decoded,
  },
  { from: 'medley', songs: ['ab12', 'cd34'], steps: 40, variety: 0.5, ...decoded },
  { from: 'medley', songs: [], steps: 64, variety: 0.5, begin: 128, ...decoded },
  { from: 'take', seconds: 12.5, moves, ...decoded },
];

/** The samples' project with a song that has real bytes. */
export function realSong(): Project {
  const bytes = writeMidi(song.piece);
  const piece = readMidi(bytes, 'Song');
  if (isProblem(piece)) throw new Error(piece.code);
  return addSong(emptyProject('歌 #1'), { ...song, hash: 'ab12', bytes, piece });
}

function content(): Project {
  const model = { id: 'm1', name: 'Quick', preset: 'quick', bytes: Uint8Array.of(2, 3, 5, 7) };
  let project = addModel(realSong(), { ...model, starred: true, at: 1.7e12, parent: 'demo' });
  for (const origin of ORIGINS) project = keepSketch(project, phrase, origin.from, origin);
  const [first] = project.sketches;
  const id = first?.id ?? '';
  project = setSketch(project, id, {
    starred: true,
    colour: 5,
    loop: { start: 480, end: 960 },
    markers: [{ tick: 480, name: 'Bridge' }],
  });
  const events = [{ tick: 0, bytes: [0xb0, 7, 90] }];
  project = setLane(project, id, 'bass', { route, events, voice: 'bank', pan: -0.5, reverb: 0.1 });
  project = setMix(project, 'melody', { route, muted: true, program: 11 });
  project = setProject(project, {
    bpm: 96,
    looping: false,
    meter: { numerator: 7, denominator: 8 },
  });
  return {
    ...project,
    memories: [
      { name: 'A', x: 0.5, y: -1, phrase },
      { name: 'H', x: 0, y: 0, phrase: null },
    ],
    paths: [{ name: 'Circle', points: moves, beats: 16 }],
    midiMap: [{ target: 'pad.x', channel: 0, controller: 74 }],
    pad: { place: { x: 0.5, y: -1 }, shape },
  };
}

/** With a snapshot, and steps done and undone that speak of a song and of a snapshot. */
export function everything(): History {
  const before = { code: 'snapshot_take', name: 'Before the bridge' } as const;
  const done = edit(open(content()), before, (p) => takeSnapshot(p, before.name, 1.7e12));
  const id = done.project.snapshots[0]?.id ?? '';
  const removed = edit(done, { code: 'song_remove', name: 'Song' }, (p) => removeSong(p, 'ab12'));
  const restored = edit(removed, { code: 'snapshot_restore', name: before.name }, (p) =>
    restoreSnapshot(p, id),
  );
  const dropped = edit(restored, { code: 'snapshot_remove', name: before.name }, (p) =>
    removeSnapshot(p, id),
  );
  return undo(dropped);
}
