/** Undo and redo through the whole session, against a reference that keeps every project whole. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Phrase } from '#main/music/phrase.ts';
import { EDITS } from '#main/project/label.ts';
import type { NoteEdit } from '#main/project/note-edit.ts';
import type { Lane, NoteId, Project, Sketch } from '#main/project/project.ts';
import { historyWords } from '#renderer/session/history-words.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';
import { silentSession } from '../silent-session.ts';

const PHRASE: Phrase = {
  notes: [
    { part: 'melody', pitch: 60, velocity: 90, start: 0, end: 480 },
    { part: 'melody', pitch: 64, velocity: 90, start: 480, end: 960 },
    { part: 'bass', pitch: 40, velocity: 80, start: 0, end: 1920 },
  ],
  length: 1920,
  bpm: 100,
  programs: {},
};

let opened: Project;
beforeAll(async () => {
  const { session } = silentSession();
  const bytes = new Uint8Array(readFileSync('resources/demo/songs/d_e1m3.mid'));
  await session.openDemo({ songs: [{ name: 'own.mid', bytes }], model: null });
  session.sketches.keep({ phrase: PHRASE, provenance: { from: 'hand' } });
  opened = session.workspace.project;
});

type Act = (session: Session) => void;
const act = (run: Act): Act => run;

/** Does something with the k-th sketch, where there is one. */
function toSketch(k: number, run: (session: Session, sketch: Sketch) => void): Act {
  return (session) => {
    const sketch = session.sketches.list[k % Math.max(1, session.sketches.list.length)];
    if (sketch !== undefined) run(session, sketch);
  };
}
function toLane(k: number, run: (session: Session, lane: Lane) => void): Act {
  return toSketch(k, (session, sketch) => {
    session.sketches.open = sketch.id;
    const lane = sketch.lanes[k % sketch.lanes.length];
    if (lane !== undefined) run(session, lane);
  });
}
function toSong(run: (session: Session, hash: string) => void): Act {
  return (session) => {
    const [song] = session.songs.list;
    if (song !== undefined) run(session, song.hash);
  };
}

const k = fc.nat(5);
const ticks = fc.integer({ min: -8, max: 8 }).map((n) => n * 60);
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 })).map((list) => new Set<NoteId>(list));
const noteEdit: fc.Arbitrary<NoteEdit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('move' as const, 'copy' as const), ids, ticks, pitch: k }),
  fc.record({
    kind: fc.constant('stretch' as const),
    ids,
    edge: fc.constantFrom('start' as const, 'end' as const),
    ticks,
  }),
  fc.record({ kind: fc.constant('delete' as const), ids }),
  fc.record({ kind: fc.constant('quantise' as const), ids, ticks: fc.constantFrom(120, 320) }),
  fc.record({
    kind: fc.constant('velocity' as const),
    velocities: ids.map((set) => new Map([...set].map((id) => [id, (id * 7) % 128]))),
  }),
  fc.record({
    kind: fc.constant('add' as const),
    notes: fc.array(
      fc.record({
        pitch: fc.integer({ min: -3, max: 130 }),
        velocity: k,
        start: ticks,
        end: ticks.map((t) => t + 600),
      }),
      { maxLength: 3 },
    ),
  }),
);

/** Anything that a person can do to the project. */
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(k, fc.array(noteEdit, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([n, previews, kept]) =>
      toLane(n, (session, lane) => {
        const gesture = session.desk.editNotes(lane.id);
        for (const edit of previews) gesture.preview(edit);
        if (kept) gesture.keep();
        else gesture.cancel();
      }),
    ),
  fc
    .tuple(k, fc.boolean())
    .map(([n, muted]) => toLane(n, (session, lane) => session.desk.setLane(lane, { muted }))),
  fc
    .tuple(k, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, volume]) => toLane(n, (session, lane) => session.desk.setLane(lane, { volume }))),
  fc.integer({ min: 30, max: 33 }).map((bpm) => act(({ desk }) => desk.setTempo(bpm))),
  fc.boolean().map((on) => act(({ desk }) => desk.setLooping(on))),
  k.map((n) => act(({ desk }) => desk.setLoop(n === 0 ? null : { start: 0, end: n * 120 }))),
  fc.constant(
    act(({ sketches }) => {
      sketches.keep({ phrase: PHRASE, provenance: { from: 'hand' } });
    }),
  ),
  k.map((n) => toSketch(n, ({ sketches }, { id }) => sketches.copy(id))),
  k.map((n) => toSketch(n, ({ sketches }, { id }) => sketches.remove(id))),
  k.map((n) => toSketch(n, ({ sketches }, { id }) => sketches.rename(id, `name ${n}`))),
  k.map((n) => toSketch(n, ({ sketches }, { id }) => sketches.star(id, n > 2))),
  k.map((n) => toSketch(n, ({ sketches }, { id }) => sketches.colour(id, n === 0 ? null : n))),
  k.map((n) => toSong(({ songs }, hash) => songs.rename(hash, `song ${n}`))),
  k.map((n) => toSong(({ songs }, hash) => songs.colour(hash, n + 1))),
  k.map((n) => toSong(({ songs }, hash) => songs.setPart(hash, n, n > 2 ? 'bass' : null))),
  k.map((n) =>
    toSong(({ songs }, hash) => songs.setKey(hash, n > 2 ? { tonic: n, minor: true } : null)),
  ),
  fc.constant(toSong(({ songs }, hash) => songs.remove(hash))),
);
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: acts },
    { weight: 1, arbitrary: fc.constantFrom<('undo' | 'redo')[]>('undo', 'redo') },
  ),
  { maxLength: 30 },
);

it('whatever a person does, undo and redo go back and forth through exactly the projects she saw', () => {
  fc.assert(
    fc.property(steps, (list) => {
      let now = 0;
      const { session } = silentSession(() => (now += 5000));
      session.workspace.open(opened);
      let seen: readonly Project[] = [opened];
      let at = 0;
      for (const step of list) {
        if (step === 'undo') {
          session.desk.undo();
          at = Math.max(0, at - 1);
        } else if (step === 'redo') {
          session.desk.redo();
          at = Math.min(seen.length - 1, at + 1);
        } else {
          const label = session.workspace.undoLabel;
          const future = session.workspace.redoLabel;
          step(session);
          const changed =
            session.workspace.undoLabel !== label || future !== session.workspace.redoLabel;
          if (!changed) expect(session.workspace.project).toEqual(seen[at]);
          else {
            seen = [...seen.slice(0, at + 1), session.workspace.project];
            at += 1;
          }
        }
        expect(session.workspace.project).toEqual(seen[at]);
      }
      while (session.workspace.undo() !== null) at -= 1;
      expect(at).toBe(0);
      expect(session.workspace.project).toEqual(opened);
      while (session.workspace.redo() !== null) at += 1;
      expect(session.workspace.project).toEqual(seen[at]);
    }),
    { numRuns: 150 },
  );
});

it('a kept phrase is heard as the sketch it became, and undo leaves it sounding', () => {
  const { session } = silentSession();
  session.workspace.open(opened);
  const [sketch] = session.sketches.list;
  session.desk.open(sketch?.id ?? '');
  session.desk.keep();
  expect(session.sketches.list).toHaveLength(2);
  session.desk.undo();
  expect(session.sketches.list).toHaveLength(1);
  expect(session.player.sounding?.phrase.notes).toHaveLength(3);
  session.desk.keep();
  expect(session.sketches.list).toHaveLength(2);
});

it('muting a lane and taking it back is heard both times', () => {
  const { session } = silentSession();
  session.workspace.open(opened);
  const [sketch] = session.sketches.list;
  session.desk.open(sketch?.id ?? '');
  const lane = session.desk.shown?.lanes[0];
  if (lane === undefined) throw new Error('no lane');
  session.desk.setLane(lane, { muted: true });
  expect(session.player.sounding?.lanes[0]?.muted).toBe(true);
  session.desk.undo();
  expect(session.player.sounding?.lanes[0]?.muted).toBe(false);
});

it.each(['en', 'zh-Hans'] as const)('every entry of the history has words in %s', (locale) => {
  overwriteGetLocale(() => locale);
  const words = EDITS.map((code) => historyWords({ code, n: 3, name: 'bass' }));
  for (const said of words) {
    expect(said).not.toBe('');
    expect(/\p{Script=Han}/u.test(said), said).toBe(locale === 'zh-Hans');
  }
  overwriteGetLocale(() => 'en');
  expect(historyWords({ code: 'notes_move', n: 3 })).toBe('move 3 notes');
  expect(historyWords({ code: 'notes_move', n: 1 })).toBe('move 1 note');
});
