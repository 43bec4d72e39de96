// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Open and save through the window: what was made comes back, and nothing unsaved goes without a question. */
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
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
  expect(session.questions.open?.title()).toBe('Save the changes to Demo?');
  session.questions.dismiss();
  await leaving;
  expect(session.workspace.project).toBe(before);
  const saving = session.projectFile.begin();
  session.questions.open?.answer('save');
  await saving;
  expect(files.size).toBe(1);
  expect(session.songs.list).toEqual([]);
  expect(session.questions.open).toBeNull();
});

/** Waits until the session asks, and answers. */
async function answer(session: Session, question: string, choice: string): Promise<void> {
  await vi.waitFor(() => expect(session.questions.open?.id).toBe(question));
  session.questions.open?.answer(choice);
}

it('a save that failed says why, tries again, or goes elsewhere, and costs nothing where she gives up', async () => {
  const places: (string | undefined)[] = [];
  let full = true;
  const { session } = silentSession(() => 0, {
    save: ({ handle, name }) => {
      places.push(handle);
      if (full) throw new Failure('desktop_disk_full', name);
      return { name: 'mine.melodrift', handle: 'mine' };
    },
  });
  session.desk.setTempo(90);
  const saving = session.projectFile.save();
  await answer(session, 'save-failed', 'again');
  await vi.waitFor(() => expect(places).toHaveLength(2));
  await vi.waitFor(() => expect(session.questions.open?.why()).toContain('The disk is full'));
  session.questions.open?.answer('cancel');
  expect(await saving).toBe(false);
  expect(session.workspace.edited).toBe(true);
  const better = session.projectFile.save();
  await vi.waitFor(() => expect(session.questions.open).not.toBeNull());
  full = false;
  session.questions.open?.answer('elsewhere');
  expect(await better).toBe(true);
  expect(session.workspace.edited).toBe(false);
});

it('a file that another program changed is written over only where she says so', async () => {
  const ways: boolean[] = [];
  const { session } = silentSession(() => 0, {
    save: ({ over }) => {
      ways.push(over);
      if (ways.length === 2) throw new Failure('desktop_changed', 'mine.melodrift');
      return { name: 'mine.melodrift', handle: 'mine' };
    },
  });
  await session.projectFile.save();
  session.desk.setTempo(90);
  const saving = session.projectFile.save();
  await answer(session, 'changed', 'over');
  expect(await saving).toBe(true);
  expect(ways).toEqual([false, false, true]);
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

it('a damaged file whose version before is whole opens as she chooses, and neither is written over by itself', async () => {
  const { service, files, asked } = disk();
  await (await made(service)).projectFile.save();
  const whole = files.get('Demo.melodrift') ?? new Uint8Array();
  files.set('Demo.melodrift', whole.slice(0, 40));
  const backup = (): { bytes: Uint8Array; at: number } => ({ bytes: whole, at: 0 });
  const { session } = silentSession(() => 0, { ...service, backup });
  const opening = session.projectFile.open();
  await answer(session, 'damaged', 'before');
  await opening;
  expect(session.songs.list[0]?.name).toBe('Mine');
  await session.projectFile.save();
  expect(asked).toHaveLength(2);
  const cancelled = silentSession(() => 0, { ...service, backup }).session;
  files.set('Demo.melodrift', whole.slice(0, whole.length - 30));
  const before = cancelled.workspace.project;
  const again = cancelled.projectFile.open();
  await answer(cancelled, 'damaged', 'cancel');
  await again;
  expect(cancelled.workspace.project).toBe(before);
});

it('a project that the system hands over is saved where it came from', async () => {
  const { service, files, asked } = disk();
  await (await made(service)).projectFile.save();
  const { session } = silentSession(() => 0, service);
  const read = (): Promise<Uint8Array> => Promise.reject(new Error('its handle would be gone'));
  await session.import([{ name: 'Demo.melodrift', handle: 'Demo.melodrift', read }]);
  const before = files.get('Demo.melodrift');
  session.desk.setTempo(77);
  await session.projectFile.save();
  expect(asked).toHaveLength(1);
  expect(files.get('Demo.melodrift')).not.toEqual(before);
});

it('a page that is loaded anew after a crash has the project that was open, saved where it lies; a fresh start has not', async () => {
  const { service, asked } = disk();
  let open: { name: string; handle: string } | null = null;
  let fresh = false;
  const crashing: Partial<Service<typeof desktop>> = {
    ...service,
    rememberProject: ({ handle }) => {
      open = handle === null ? null : { name: handle, handle };
      return {};
    },
    resuming: () => ({ project: open, fresh }),
  };
  const before = await made(crashing);
  await before.projectFile.save();
  await vi.waitFor(() => expect(open).not.toBeNull());

  const { session } = silentSession(() => 0, crashing);
  expect(await session.projectFile.resume()).toBe(false);
  expect(session.workspace.project).toEqual(before.workspace.project);
  session.desk.setTempo(90);
  await session.projectFile.save();
  expect(asked).toHaveLength(1);

  fresh = true;
  const third = silentSession(() => 0, crashing).session;
  expect(await third.projectFile.resume()).toBe(true);
  expect(third.workspace.isNew).toBe(true);

  // What is begun anew lies in no file: the old one does not come back in its place.
  fresh = false;
  await session.projectFile.begin();
  await vi.waitFor(() => expect(open).toBeNull());
});
