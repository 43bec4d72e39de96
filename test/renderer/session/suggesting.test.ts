// @vitest-environment node
/** Cleaning a take and letting a phrase go on, on the demo model: what was played stays as it was, and one step takes it back. */
import { beforeAll, expect, it } from 'vitest';
import { phraseOfSong } from '#main/project/excerpt.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { demoSongs } from '../../engine/demo.ts';
import { silentSession } from '../silent-session.ts';
import { demoModel, realAnswering } from './real-engines.ts';

let session: Session;

beforeAll(async () => {
  ({ session } = silentSession(undefined, {}, undefined, { answering: realAnswering() }));
  await session.openDemo({ songs: demoSongs(), model: Uint8Array.from(demoModel()) });
}, 120_000);

const FOUR_BARS = 4 * 1920;

/** A take of a learned song, four bars of it, that lacks every fourth note and is played a little late. */
function halting(bar: number): { readonly whole: number; readonly id: string } {
  const point = session.model.points.find((each) => each.bar === bar);
  const song = session.songs.list.find(({ hash }) => hash === point?.song);
  if (point === undefined || song === undefined) throw new Error('no point');
  const phrase = phraseOfSong(song, point.tick, FOUR_BARS);
  const notes = phrase.notes
    .filter((_, index) => index % 4 !== 1)
    .map((note) => ({ ...note, start: note.start + 7, velocity: 77 }));
  const { id } = session.sketches.keep({
    phrase: { ...phrase, notes },
    provenance: { from: 'hand' },
  });
  return { whole: phrase.notes.length, id };
}

const notesOf = (id: string) =>
  session.sketches.byId(id)?.lanes.flatMap(({ notes }) => notes) ?? [];

it('shows what it would change, puts in what is missing, and leaves what was played alone', async () => {
  const { suggesting } = session;
  expect(suggesting.whyNot).not.toBeNull();
  const { whole, id } = halting(9);
  const before = notesOf(id);
  suggesting.look();
  expect(session.face.sheet).toBe('clean');
  await expect.poll(() => suggesting.found, { timeout: 30_000 }).not.toBeNull();
  expect(suggesting.found?.added.length).toBeGreaterThan((whole - before.length) / 2);
  expect(suggesting.harms).toBe(false);
  suggesting.takeOut = false;
  suggesting.clean();
  const after = notesOf(id);
  expect(after.length).toBeGreaterThan(before.length);
  // Each note that was played is there as it was played.
  for (const note of before) expect(after).toContainEqual(note);
  session.desk.undo();
  expect(notesOf(id)).toEqual(before);
});

it('leaves a note alone that the model would only give to another part: what is heard is the same note', async () => {
  const { suggesting } = session;
  const { id } = halting(9);
  const take = session.sketches.byId(id);
  if (take === null) throw new Error('no take');
  // As from a keyboard: one lane for everything that has a pitch.
  const notes = take.lanes.flatMap((lane) =>
    lane.notes.map((note) => ({
      ...note,
      part: lane.part === 'drums' ? ('drums' as const) : ('chords' as const),
    })),
  );
  session.sketches.keep({
    phrase: { notes, length: take.length, bpm: take.bpm, programs: {} },
    provenance: { from: 'hand' },
  });
  suggesting.look();
  await expect.poll(() => suggesting.found, { timeout: 30_000 }).not.toBeNull();
  const heard = new Set(
    notes
      .filter(({ part }) => part !== 'drums')
      .map(({ pitch, start }) => `${pitch} ${Math.round(start / 120)}`),
  );
  const again = suggesting.found?.added.filter(
    ({ part, pitch, start }) => part !== 'drums' && heard.has(`${pitch} ${start / 120}`),
  );
  expect(again).toEqual([]);
});

it('takes out what a person asks it to, and nothing at all where she asks for nothing', async () => {
  const { suggesting } = session;
  const { id } = halting(9);
  suggesting.boldness = 'bold';
  suggesting.look();
  await expect.poll(() => suggesting.found, { timeout: 30_000 }).not.toBeNull();
  const before = notesOf(id);
  suggesting.putIn = false;
  suggesting.takeOut = false;
  suggesting.clean();
  expect(notesOf(id)).toEqual(before);
  suggesting.takeOut = true;
  suggesting.clean();
  expect(notesOf(id).length).toBe(before.length - session.suggesting.chosen.removed.length);
});

it('lets a phrase of a song go on as the song does, from the end of its last bar, as one step', async () => {
  const { suggesting } = session;
  const point = session.model.points.find(({ bar }) => bar === 9);
  const song = session.songs.list.find(({ hash }) => hash === point?.song);
  if (point === undefined || song === undefined) throw new Error('no point');
  const phrase = phraseOfSong(song, point.tick, FOUR_BARS);
  const { id } = session.sketches.keep({ phrase, provenance: { from: 'hand' } });
  const before = notesOf(id);
  await suggesting.goOn();
  expect(session.sketches.byId(id)?.length).toBe(1.5 * FOUR_BARS);
  const more = notesOf(id).filter(({ start }) => start >= FOUR_BARS);
  expect(more.length).toBeGreaterThan(0);
  // What follows in the song itself, by pitch and place, is most of it: the model knows this song.
  const scale = song.piece.division / 480;
  const own = phraseOfSong(song, point.tick + FOUR_BARS * scale, FOUR_BARS / 2).notes;
  const written = new Set(own.map(({ pitch, start }) => `${pitch} ${Math.round(start / 120)}`));
  const met = more.filter(({ pitch, start }) =>
    written.has(`${pitch} ${Math.round((start - FOUR_BARS) / 120)}`),
  );
  expect(met.length / more.length).toBeGreaterThan(0.5);
  session.desk.undo();
  expect(notesOf(id)).toEqual(before);
  expect(session.sketches.byId(id)?.length).toBe(FOUR_BARS);
});
