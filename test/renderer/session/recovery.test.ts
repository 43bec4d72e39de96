// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Autosave and recovery: what a person loses when the app dies with work that she had not saved. */
import { readdir } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { Autosaves } from '#electron/autosaves.ts';
import { GATHER_MS } from '#renderer/session/autosave.svelte.ts';
import { Failure } from '#main/protocol/failure.ts';
import { differenceWords, isNothing } from '#renderer/session/difference-words.ts';
import { begun, died, disk, folder, type Waiting } from './left-work.ts';

it('an edit is on the disk within a second, in a project that was never saved too', async () => {
  const { session, waiting } = await begun();
  const gathering = (): readonly Waiting[] =>
    waiting.filter(({ milliseconds }) => milliseconds === GATHER_MS);
  expect(GATHER_MS).toBeLessThan(500);
  session.autosave.follow();
  expect(gathering()).toEqual([]);
  session.desk.setTempo(90);
  session.songs.rename(session.songs.list[0]?.hash ?? '', 'Mine');
  session.autosave.follow();
  session.autosave.follow();
  expect(gathering()).toHaveLength(1);
  gathering()[0]?.run();
  await vi.waitFor(async () => expect(await readdir(folder)).toHaveLength(1));
});

it('what was left is offered with both dates and what differs, and recovered with every edit and its undo', async () => {
  const lost = await died();
  const { session } = await begun();
  await session.recovery.look();
  const { offer } = session.recovery;
  expect(offer?.at).toBeGreaterThan(0);
  expect(offer?.kept?.base.at).toBe(1000);
  expect(offer?.kept && differenceWords(offer.kept.difference, 'en')).toBe('1 song changed');
  await session.recovery.recover();
  expect(session.workspace.project).toEqual(lost.workspace.project);
  expect(session.workspace.edited).toBe(true);
  expect(session.recovery.offer).toBeNull();
  // The work is this session's now, and still safe.
  expect(await readdir(folder)).toEqual([`${session.autosave.id}.autosave`]);
  session.desk.undo();
  expect(session.songs.list[0]?.name).toBe('own');
});

it('recovered work that is lost again is still measured by what it was made from', async () => {
  await died();
  const second = (await begun()).session;
  await second.recovery.look();
  await second.recovery.recover();
  const third = (await begun()).session;
  await third.recovery.look();
  expect(third.recovery.offer?.kept?.difference.songs).toEqual({
    added: 0,
    removed: 0,
    changed: 1,
  });
});

it('discarded work is gone from the disk and never offered again', async () => {
  await died();
  const { session } = await begun();
  await session.recovery.look();
  await session.recovery.discard();
  expect(await readdir(folder)).toEqual([]);
  expect(session.recovery.offer).toBeNull();
  expect(session.songs.list[0]?.name).toBe('own');
});

it('a good save, a new project without saving and an undo of all leave nothing to recover', async () => {
  const { session } = await begun();
  const kept = async (): Promise<number> => {
    await session.autosave.now();
    return (await readdir(folder)).length;
  };
  session.desk.setTempo(90);
  expect(await kept()).toBe(1);
  await session.projectFile.save();
  expect(await kept()).toBe(0);
  session.songs.rename(session.songs.list[0]?.hash ?? '', 'Mine');
  expect(await kept()).toBe(1);
  session.desk.undo();
  expect(await kept()).toBe(0);
  session.desk.setTempo(70);
  expect(await kept()).toBe(1);
  const leaving = session.projectFile.begin();
  session.questions.open?.answer('discard');
  await leaving;
  expect(await kept()).toBe(0);
});

it('damaged work is said, blocks nothing and can be thrown away', async () => {
  const dead = await died();
  await new Autosaves(folder).keep(dead.autosave.id, new Uint8Array([0, 0, 0, 9, 1, 2]));
  const { session } = await begun();
  await session.recovery.look();
  expect(session.recovery.offer).toMatchObject({ id: dead.autosave.id, kept: null });
  await session.recovery.recover();
  expect(session.songs.list[0]?.name).toBe('own');
  await session.recovery.discard();
  expect(await readdir(folder)).toEqual([]);
});

it('work whose end is missing is recovered as far as it goes, and the loss is said', async () => {
  const dead = await died();
  const autosaves = new Autosaves(folder);
  const bytes = await autosaves.read(dead.autosave.id);
  await autosaves.keep(dead.autosave.id, bytes.slice(0, bytes.length - 30));
  const { session } = await begun();
  await session.recovery.look();
  await session.recovery.recover();
  expect(session.songs.list[0]?.name).toBe('Mine');
  expect(session.toasts.current?.text()).toMatch(/^Recovered, except for/u);
});

it('a disk that takes nothing is said once with its reason, and costs no edit', async () => {
  const { session } = await begun({
    keepUnsaved: () => Promise.reject(new Failure('desktop_disk_full', 'autosaves')),
  });
  session.desk.setTempo(90);
  expect(await session.autosave.now()).toBe(false);
  expect(session.toasts.current?.text()).toMatch(/disk is full/u);
  session.toasts.dismiss();
  session.desk.setTempo(80);
  expect(await session.autosave.now()).toBe(false);
  expect(session.toasts.current).toBeNull();
  expect(session.workspace.project.bpm).toBe(80);
});

it('what is neither song nor sketch counts as a difference too', async () => {
  const { session: lost } = await begun();
  lost.desk.setTempo(93);
  await lost.autosave.now();
  const { session } = await begun();
  await session.recovery.look();
  const found = session.recovery.offer?.kept?.difference;
  expect(found && isNothing(found)).toBe(false);
});

it('recovered work is saved to the file that it came from, without a question', async () => {
  await died();
  const written: (string | undefined)[] = [];
  const { session } = await begun({
    ...disk({ name: 'Nightly.melodrift', handle: 'nightly' }),
    save: ({ name, handle }) => {
      written.push(handle);
      return { name, handle: handle ?? name };
    },
  });
  await session.recovery.look();
  await session.recovery.recover();
  expect(session.workspace.edited).toBe(true);
  expect(await session.projectFile.save()).toBe(true);
  expect(written).toEqual(['nightly']);
  expect(session.workspace.edited).toBe(false);
});
