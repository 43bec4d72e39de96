// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Open and save through the window: what was made comes back, and nothing unsaved goes without a question. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Failure } from '#main/protocol/failure.ts';
import type { Service } from '#main/protocol/contract.ts';
import type { desktop } from '#main/protocol/desktop.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { silentSession } from '../silent-session.ts';

interface Disk {
  readonly files: Map<string, Uint8Array>;
  /** Names that were asked for in a dialog. */
  readonly asked: string[];
}

/** A disk with one dialog that always agrees to the name it is offered. */
function disk(): Disk & { readonly service: Partial<Service<typeof desktop>> } {
  const files = new Map<string, Uint8Array>();
  const asked: string[] = [];
  return {
    files,
    asked,
    service: {
      open: () => {
        const name = [...files.keys()].at(-1);
        if (name === undefined) return null;
        return { name, files: [{ name, handle: name }], refused: [] };
      },
      read: ({ handle }) => ({ bytes: files.get(handle) ?? new Uint8Array() }),
      save: ({ name, bytes, handle }) => {
        if (handle === undefined) asked.push(name);
        const place = handle ?? name;
        files.set(place, bytes);
        return { name: place, handle: place };
      },
    },
  };
}

async function made(service: Partial<Service<typeof desktop>>): Promise<Session> {
  const { session } = silentSession(() => 0, service);
  const bytes = new Uint8Array(readFileSync('resources/demo/songs/d_e1m3.mid'));
  await session.openDemo({ songs: [{ name: 'own.mid', bytes }], model: null });
  session.songs.rename(session.songs.list[0]?.hash ?? '', 'Mine');
  return session;
}

it('a saved project opens with its songs, and what was done before can still be undone', async () => {
  const { service, files } = disk();
  const first = await made(service);

  expect(await first.projectFile.save()).toBe(true);
  expect([...files.keys()]).toEqual(['Demo.melodrift']);
  const { session } = silentSession(() => 0, service);
  await session.projectFile.open();
  expect(session.workspace.project).toEqual(first.workspace.project);
  expect(session.workspace.edited).toBe(false);
  session.desk.undo();
  expect(session.songs.list[0]?.name).toBe('own');
});

it('asks for a place once, and saves there again without asking', async () => {
  const { service, asked } = disk();
  const session = await made(service);
  await session.projectFile.save();
  session.desk.setTempo(90);
  expect(session.workspace.edited).toBe(true);
  await session.projectFile.save();
  expect(session.workspace.edited).toBe(false);
  expect(asked).toEqual(['Demo.melodrift']);
  await session.projectFile.saveElsewhere();
  expect(asked).toHaveLength(2);
});

it('lets unsaved work go only after a question, and keeps it where she changes her mind', async () => {
  const { service, files } = disk();
  const session = await made(service);
  const before = session.workspace.project;
  const leaving = session.projectFile.begin();
  expect(session.projectFile.question?.name).toBe('Demo');
  session.projectFile.question?.answer('cancel');
  await leaving;
  expect(session.workspace.project).toBe(before);
  const saving = session.projectFile.begin();
  session.projectFile.question?.answer('save');
  await saving;
  expect(files.size).toBe(1);
  expect(session.songs.list).toEqual([]);
  expect(session.projectFile.question).toBeNull();
});

it('a save that failed leaves the work unsaved and there', async () => {
  const { session } = silentSession(() => 0, {
    save: () => Promise.reject(new Failure('desktop_disk_full', 'x')),
  });
  session.desk.setTempo(90);
  expect(await session.projectFile.save()).toBe(false);
  expect(session.workspace.edited).toBe(true);
  expect(session.toasts.current?.error).toBe(true);
});

it('a project that is dropped is opened, one that is none is refused by name and costs nothing', async () => {
  const { service, files } = disk();
  await (await made(service)).projectFile.save();
  const bytes = files.get('Demo.melodrift') ?? new Uint8Array();
  const { session } = silentSession();
  await session.import([{ name: 'Other.melodrift', read: () => Promise.resolve(bytes) }]);
  expect(session.workspace.project.name).toBe('Other');
  const before = session.workspace.project;
  await session.import([
    { name: 'x.melodrift', read: () => Promise.resolve(new Uint8Array([1, 2, 3])) },
  ]);
  expect(session.toasts.current?.text()).toBe('x.melodrift is not a Melodrift project.');
  expect(session.workspace.project).toBe(before);
});

it('a damaged file is opened as far as it goes, and never written over by itself', async () => {
  const { service, files, asked } = disk();
  await (await made(service)).projectFile.save();
  const bytes = files.get('Demo.melodrift') ?? new Uint8Array();
  files.set('Demo.melodrift', bytes.slice(0, bytes.length - 30));
  const { session } = silentSession(() => 0, service);
  await session.projectFile.open();
  expect(session.songs.list[0]?.name).toBe('Mine');
  expect(session.toasts.current?.error).toBe(true);
  await session.projectFile.save();
  expect(asked).toHaveLength(2);
});
