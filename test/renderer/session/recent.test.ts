// @vitest-environment node
// The simulated page has byte arrays of its own kind, which no wire takes.
/** Recent projects in the window: named where she looks for them, opened where they lie, and missed aloud. */
import { expect, it, vi } from 'vitest';
import { pack } from '#main/project/bundle.ts';
import { open } from '#main/project/history.ts';
import { emptyProject } from '#main/project/models.ts';
import type { RecentProject } from '#main/protocol/desktop.ts';
import { matching, runById } from '#renderer/commands/commands.ts';
import { titleOf } from '#renderer/commands/command.ts';
import { menusOf } from '#renderer/commands/menus.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { silentSession } from '../silent-session.ts';

const entry = (name: string, more: Partial<RecentProject> = {}): RecentProject => ({
  handle: `handle of ${name} ${more.folder ?? ''}`,
  name,
  folder: '~/music',
  at: 0,
  there: true,
  ...more,
});

/** A desktop with such a list; it notes what is remembered, forgotten and saved where. */
async function made(list: readonly RecentProject[]): Promise<{
  session: Session;
  notes: string[];
}> {
  const notes: string[] = [];
  let projects = list;
  const { session, emit } = silentSession(() => 0, {
    recentProjects: () => ({ projects }),
    rememberProject: ({ handle }) => {
      notes.push(`remember ${handle}`);
      return {};
    },
    forgetProject: ({ handle }) => {
      projects = projects.filter((each) => each.handle !== handle);
      emit('recent', { projects });
      return {};
    },
    read: () => ({ bytes: pack(open(emptyProject('kept'))) }),
    save: ({ name, handle = 'asked' }) => {
      notes.push(`save ${handle}`);
      return { name, handle };
    },
  });
  await session.recent.look();
  return { session, notes };
}

const offered = (session: Session): readonly string[] =>
  matching('', session)
    .filter(({ id }) => /^recent-\d/u.test(id))
    .map((command) => titleOf(command, session));

it('each is a command by its name, and those of one name tell their folder', async () => {
  const { session } = await made([
    entry('a.melodrift'),
    entry('b.melodrift'),
    entry('b.melodrift', { folder: '/disk' }),
  ]);
  const wanted = ['Open a.melodrift', 'Open b.melodrift (~/music)', 'Open b.melodrift (/disk)'];
  expect(offered(session)).toEqual(wanted);
  const file = menusOf(session)[0]?.items ?? [];
  const inner = file.filter(({ under }) => under === 'Recent projects');
  expect(inner.map(({ title }) => title)).toEqual([...wanted, 'Recent projects…']);
});

it('none are offered where none are known', async () => {
  const { session } = await made([]);
  expect(offered(session)).toEqual([]);
});

it('one that is opened is saved where it lies, and is the first of the list', async () => {
  const { session, notes } = await made([entry('a.melodrift')]);
  runById('recent-1', session);
  await vi.waitFor(() => expect(session.workspace.project.name).toBe('a'));
  session.desk.setTempo(90);
  await session.projectFile.save();
  const { handle } = entry('a.melodrift');
  expect(notes).toEqual([`remember ${handle}`, `save ${handle}`, `remember ${handle}`]);
});

it('one that is gone is named and leaves the list only where she says so; the open project stays', async () => {
  const { session } = await made([entry('a.melodrift', { there: false }), entry('b.melodrift')]);
  session.desk.setTempo(90);
  const { handle } = entry('a.melodrift');
  const asking = session.recent.open(handle);
  await vi.waitFor(() => expect(session.questions.open?.id).toBe('missing'));
  expect(session.questions.open?.title()).toContain('a.melodrift');
  session.questions.dismiss();
  await asking;
  expect(session.recent.list).toHaveLength(2);
  const again = session.recent.open(handle);
  await vi.waitFor(() => expect(session.questions.open?.id).toBe('missing'));
  session.questions.open?.answer('forget');
  await again;
  await vi.waitFor(() =>
    expect(session.recent.list.map(({ name }) => name)).toEqual(['b.melodrift']),
  );
  expect(session.player.tempo).toBe(90);
});

it('what the app was started with is not covered by the demo that comes later', async () => {
  const { session } = await made([]);
  await session.projectFile.take({
    name: 'mine.melodrift',
    read: () => Promise.resolve(pack(open(emptyProject('kept')))),
  });
  await session.openDemo({ songs: [], model: null });
  expect(session.workspace.project.name).toBe('mine');
});
