/** The arrangement: clips that never lie over each other, sound what they are of, and are written as they are played. */
import tone from '@tonejs/midi';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeMidi } from '#main/music/write-midi.ts';
import { ARRANGED, clipEnd, sketchOfArrangement } from '#main/project/arrangement.ts';
import {
  addClipLane,
  clipId,
  moveClip,
  muteClipLane,
  placeClip,
  repeatClip,
  SHORTEST_CLIP,
  splitClip,
  trimClip,
} from '#main/project/arrangement-edit.ts';
import { pack, unpack } from '#main/project/bundle.ts';
import { metersOf, temposOf } from '#main/project/course.ts';
import { followClips, setMeterAt, setTempoAt } from '#main/project/course-edit.ts';
import { pieceOfSketch } from '#main/project/export.ts';
import { edit, open, redo, undo } from '#main/project/history.ts';
import type { Project } from '#main/project/project.ts';
import { keepWhole, setSketch } from '#main/project/sketches.ts';
import { eventsBetween } from '#main/transport/events.ts';
import { begin } from '#main/transport/playing.ts';
import { timelineOfLanes } from '#main/transport/timeline.ts';
import { clips, heard, two, verbs, whole } from './arranged.ts';
import { SKETCH } from './samples.ts';

test('whatever is done, clips lie in order, none over another, none too short, each with a name of its own', () => {
  fc.assert(
    fc.property(verbs, (all) => {
      const done = all.reduce((so, each) => each(so), two().project);
      for (const { clips: row } of done.arrangement.lanes)
        row.forEach((clip, i) => {
          expect(clip.at).toBeGreaterThanOrEqual(i === 0 ? 0 : clipEnd(row[i - 1] ?? clip));
          expect(clip.length).toBeGreaterThanOrEqual(SHORTEST_CLIP);
          expect(clip.from).toBeGreaterThanOrEqual(0);
        });
      const ids = clips(done).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('any row of edits is taken back and done again exactly, and lies in the file as it is', () => {
  fc.assert(
    fc.property(verbs, (all) => {
      const begun = open(two().project);
      const done = all.reduce((so, each) => edit(so, { code: 'clip_move' }, each), begun);
      let back = done;
      while (back.past.length > 0) back = undo(back);
      expect(back.project).toEqual(begun.project);
      while (back.future.length > 0) back = redo(back);
      expect(back.project).toEqual(done.project);
    }),
  );
  const placed = placeClip(two().project, SKETCH, 'clips-1', 480);
  const history = edit(open(placed), { code: 'clip_move' }, (so) => addClipLane(so));
  const read = unpack(pack({ ...history, project: { ...history.project, songs: [] } }));
  if ('kind' in read) throw new Error(read.code);
  expect(read.history.project.arrangement).toEqual(history.project.arrangement);
  expect(undo(read.history).project.arrangement).toEqual(placed.arrangement);
});

test('what is written of an arrangement is what plays, note for note and at the same seconds, as another parser reads it', () => {
  fc.assert(
    fc.property(verbs, (all) => {
      const { project: base, other } = two();
      const placed = placeClip(placeClip(base, SKETCH, 'clips-1', 0), other, 'clips-2', 960);
      const done = all.reduce((so, each) => each(so), placed);
      const sketch = sketchOfArrangement(done, 'All');
      if (sketch === null) return;
      const { lanes, length, bpm, meter } = sketch;
      const timeline = {
        ...timelineOfLanes(lanes, length, { bpm, meter, loop: false }),
        tempos: temposOf(sketch),
        meters: metersOf(sketch),
      };
      const played = eventsBetween(begin(timeline, 0, 0), 0, 1e4)
        .flatMap((event) => (event.kind === 'noteOn' ? [[event.pitch, event.at] as const] : []))
        .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      const read = new tone.Midi(writeMidi(pieceOfSketch(sketch))).tracks
        .flatMap(({ notes }) => notes.map(({ midi, time }) => [midi, time] as const))
        .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      expect(read.map(([pitch]) => pitch).sort()).toEqual(played.map(([pitch]) => pitch).sort());
      played.forEach(([, at], i) => expect(read[i]?.[1]).toBeCloseTo(at, 2));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a clip that is repeated sounds its sketch again and again, and a trimmed one only what is left of it', () => {
  const { project: base } = two();
  const id = clipId(base);
  const placed = placeClip(base, SKETCH, 'clips-1', 0);
  const once = heard(placed);
  expect(once).toHaveLength(4);
  const thrice = repeatClip(placed, id, 2);
  expect(clips(thrice)[0]?.length).toBe(3 * 3840);
  expect(heard(thrice)).toHaveLength(12);
  expect(whole(thrice).length).toBe(3 * 3840);
  // From the second quarter on only the note that begins there is left, where it was.
  const trimmed = trimClip(placed, id, 'start', 480);
  expect(heard(trimmed)).toEqual(['melody 64 480 960']);
  expect(heard(trimClip(trimmed, id, 'start', 0))).toEqual(once);
  expect(heard(trimClip(placed, id, 'end', 240))).toEqual([
    'bass 40 0 240',
    'drums 36 0 60',
    'melody 60 0 240',
  ]);
});

test('a clip split where no note sounds is heard as before, and its halves go their own ways', () => {
  const { project: base } = two();
  const id = clipId(base);
  const placed = placeClip(base, SKETCH, 'clips-1', 0);
  const split = splitClip(placed, id, 1920);
  expect(clips(split).map(({ at, from, length }) => [at, from, length])).toEqual([
    [0, 0, 1920],
    [1920, 1920, 1920],
  ]);
  expect(heard(split)).toEqual(heard(placed));
  expect(heard(moveClip(split, id, 9600))[0]).toBe('bass 40 9600 11520');
});

test('the topmost clip says tempo and meter; lanes that are muted are neither heard nor written', () => {
  const { project: base, other } = two();
  const changed = setMeterAt(setTempoAt(base, SKETCH, 1920, 60), SKETCH, {
    tick: 1920,
    numerator: 2,
    denominator: 4,
  });
  const placed = placeClip(placeClip(changed, SKETCH, 'clips-1', 3840), other, 'clips-2', 0);
  const sketch = whole(placed);
  expect(
    temposOf(sketch).map(({ tick, microsecondsPerQuarter }) => [
      tick,
      60e6 / microsecondsPerQuarter,
    ]),
  ).toEqual([
    [0, 150],
    [3840, 100],
    [5760, 60],
  ]);
  expect(metersOf(sketch).map(({ tick, numerator }) => [tick, numerator])).toEqual([
    [0, 4],
    [5760, 2],
  ]);
  const muted = whole(muteClipLane(placed, 'clips-2', true));
  expect(pieceOfSketch(muted).tracks.flatMap(({ notes }) => notes)).toHaveLength(4);
});

test('an arrangement has tempo and meters of its own from the first that is set, over whatever its clips say, until it follows them again', () => {
  const { project: base, other } = two();
  const placed = placeClip(placeClip(base, SKETCH, 'clips-1', 0), other, 'clips-1', 3840);
  const course = (of: Project) => [temposOf(whole(of)), metersOf(whole(of))];
  const before = course(placed);
  const own = setMeterAt(setTempoAt(placed, ARRANGED, 1920, 500), ARRANGED, {
    tick: 3840,
    numerator: 13,
    denominator: 16,
  });
  // What was heard before is what it begins with.
  expect(temposOf(whole(own)).map(({ tick }) => tick)).toEqual([0, 1920, 3840]);
  expect(heard(own)).toEqual(heard(placed));
  expect(own.sketches).toEqual(placed.sketches);
  // Bars of 13/16: the last one ends behind the last clip.
  expect(whole(own).length).toBe(3840 + 3 * 13 * 120);
  const moved = moveClip(own, clips(own)[1]?.id ?? '', 9600);
  expect(course(moved)).toEqual(course(own));
  const history = edit(open(own), { code: 'course_tempo' }, (so) =>
    setTempoAt(so, ARRANGED, 0, 10),
  );
  const read = unpack(pack({ ...history, project: { ...history.project, songs: [] } }));
  if ('kind' in read) throw new Error(read.code);
  expect(course(read.history.project)).toEqual(course(history.project));
  expect(course(undo(read.history).project)).toEqual(course(own));
  expect(course(followClips(own))).toEqual(before);
});

test('an arrangement of four sketches is kept as a sketch of sixteen bars and four parts, with notes of its own', () => {
  const { project: base } = two();
  const long = setSketch(base, SKETCH, { length: 7680 });
  const placed = [0, 1, 2, 3].reduce((so, n) => placeClip(so, SKETCH, 'clips-1', n * 7680), long);
  const kept = keepWhole(placed, whole(placed));
  const [sketch] = kept.sketches;
  expect(sketch?.length).toBe(16 * 1920);
  expect(sketch?.lanes.map(({ part }) => part).sort()).toEqual(['bass', 'drums', 'melody']);
  const ids = kept.sketches.flatMap(({ lanes }) =>
    lanes.flatMap(({ notes }) => notes.map(({ id }) => id)),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(Math.max(...ids)).toBeLessThan(kept.nextNoteId);
});
