// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Autosave and recovery: what a person loses when the app dies with work that she had not saved. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Autosaves } from '#electron/autosaves.ts';
import { GATHER_MS } from '#renderer/session/autosave.svelte.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { Service } from '#main/protocol/contract.ts';
import type { desktop } from '#main/protocol/desktop.ts';
import { differenceWords } from '#renderer/session/difference-words.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { packRun, unpackRun, type UnfinishedRun } from '#renderer/session/unfinished.ts';
import { silentSession } from '../silent-session.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The desktop's calls by the real writer. */
function disk(): Partial<Service<typeof desktop>> {
  const autosaves = new Autosaves(folder);
  return {
    save: ({ name }) => ({ name, handle: name }),
    keepUnsaved: async ({ id, part, bytes }) => {
      await autosaves.keep(id, bytes, part);
      return {};
    },
    unsavedLeft: async ({ own }) => ({ left: await autosaves.left(own) }),
    readUnsaved: async ({ id }) => ({
      bytes: await autosaves.read(id),
      run: await autosaves.readRun(id),
    }),
  };
}

interface Waiting {
  readonly run: () => void;
  readonly milliseconds: number;
}

/** A session with the demo's first song, and what it waits for. */
async function begun(own: Partial<Service<typeof desktop>> = disk()): Promise<{
  readonly session: Session;
  readonly waiting: Waiting[];
}> {
  const waiting: Waiting[] = [];
  const { session } = silentSession(
    () => 1000,
    own,
    (run, milliseconds) => void waiting.push({ run, milliseconds }),
  );
  const bytes = new Uint8Array(readFileSync('resources/demo/songs/d_e1m3.mid'));
  await session.openDemo({ songs: [{ name: 'own.mid', bytes }], model: null });
  return { session, waiting };
}

/** A session that renamed its song and died, the work kept. */
async function died(): Promise<Session> {
  const { session } = await begun();
  session.songs.rename(session.songs.list[0]?.hash ?? '', 'Mine');
  await session.autosave.now();
  return session;
}

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

/** A run of learning that was under way. */
function runOf(session: Session): UnfinishedRun {
  const songs = session.songs.list.map(({ hash, name, parts }) => ({ hash, name, parts }));
  const about = { id: 'run', preset: 'quick', parent: null, songs, total: 30 };
  return { ...about, step: 120, seconds: 9, curve: [], model: new Uint8Array([1, 2, 3]) };
}

it('learning that was under way is kept beside a project without an edit, offered and goes on at its step', async () => {
  const { session: lost } = await begun();
  const run = runOf(lost);
  lost.learner.leave(run);
  await lost.autosave.now();
  expect((await readdir(folder)).sort()).toEqual(
    ['autosave', 'run'].map((ending) => `${lost.autosave.id}.${ending}`),
  );
  const { session } = await begun();
  await session.recovery.look();
  expect(session.recovery.offer?.run).toEqual(run);
  await session.recovery.recover();
  expect(session.learner.interrupted).toEqual(run);
  // The run is this session's now, and still safe.
  expect(await readdir(folder)).toHaveLength(2);
  expect(await new Autosaves(folder).readRun(session.autosave.id)).not.toBeNull();
  session.learner.forget();
  await session.autosave.now();
  expect(await new Autosaves(folder).readRun(session.autosave.id)).toBeNull();
});

it('a project that is opened while recovered work is still being made ready has no run of the work before', async () => {
  const { session: lost } = await begun();
  lost.learner.leave(runOf(lost));
  await lost.autosave.now();
  const { session } = await begun();
  await session.recovery.look();
  const recovering = session.recovery.recover();
  await vi.waitFor(() => expect(session.learner.unfinished).not.toBeNull());
  const leaving = session.projectFile.begin();
  session.questions.open?.answer('discard');
  await Promise.all([recovering, leaving]);
  expect(session.learner.unfinished).toBeNull();
  await session.autosave.now();
  expect(await readdir(folder)).toEqual([]);
});

it("a run that is damaged, or lies there without its project, costs no project and stands in nobody's way", async () => {
  const lost = await died();
  const autosaves = new Autosaves(folder);
  const whole = packRun(runOf(lost));
  for (const bytes of [whole.slice(0, -1), whole.slice(0, 20), new Uint8Array(), new Uint8Array(9)])
    expect(unpackRun(bytes)).toBeNull();
  await autosaves.keep(lost.autosave.id, whole.slice(0, -1), 'run');
  await autosaves.keep('22222222-2222-4222-8222-222222222222', whole, 'run');
  const { session } = await begun();
  await session.recovery.look();
  expect(session.recovery.offer?.run).toBeNull();
  await session.recovery.recover();
  expect(session.songs.list[0]?.name).toBe('Mine');
  expect(session.learner.interrupted).toBeNull();
  expect(await readdir(folder)).toEqual([`${session.autosave.id}.autosave`]);
});

it('a long run is written again and again, but less often the older it is', async () => {
  const { session, waiting } = await begun();
  const waits = (): number => {
    session.autosave.follow();
    return Math.max(...waiting.map(({ milliseconds }) => milliseconds));
  };
  session.learner.leave({ ...runOf(session), seconds: 500 });
  await session.autosave.now();
  session.learner.leave({ ...runOf(session), seconds: 502 });
  expect(waits()).toBeGreaterThan(10_000);
});
