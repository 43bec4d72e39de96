/** Unsaved work on a real disk, and the sessions that leave and find it. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { Autosaves } from '#electron/autosaves.ts';
import type { Service } from '#main/protocol/contract.ts';
import type { desktop } from '#main/protocol/desktop.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import type { UnfinishedRun } from '#renderer/session/unfinished.ts';
import { silentSession } from '../silent-session.ts';

/** Where unsaved work is kept: another folder for each test. */
export let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The desktop's calls by the real writer. @param file where the work that was left was opened from */
export function disk(
  file: { readonly name: string; readonly handle: string } | null = null,
): Partial<Service<typeof desktop>> {
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
      file,
    }),
  };
}

export interface Waiting {
  readonly run: () => void;
  readonly milliseconds: number;
}

/** A session with the demo's first song, and what it waits for. */
export async function begun(own: Partial<Service<typeof desktop>> = disk()): Promise<{
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
export async function died(): Promise<Session> {
  const { session } = await begun();
  session.songs.rename(session.songs.list[0]?.hash ?? '', 'Mine');
  await session.autosave.now();
  return session;
}

/** A run of learning that was under way. */
export function runOf(session: Session): UnfinishedRun {
  const songs = session.songs.list.map(({ hash, name, parts, key }) => ({
    hash,
    name,
    parts,
    key,
  }));
  const about = { id: 'run', preset: 'quick', parent: null, songs, total: 30, tested: false };
  return {
    ...about,
    commonKey: false,
    step: 120,
    seconds: 9,
    curve: [],
    model: new Uint8Array([1, 2, 3]),
  };
}
