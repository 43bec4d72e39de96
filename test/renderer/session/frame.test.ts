/** The frame around the window: a menu that tells the truth, and leaving that loses nothing. */
import { expect, it } from 'vitest';
import { runById } from '#renderer/commands/commands.ts';
import { menusOf } from '#renderer/commands/menus.ts';
import { playableOfPhrase } from '#renderer/session/playable.ts';
import { silentSession } from '../silent-session.ts';

it('shows the menu in the frame once a change, not at every look', async () => {
  const { session, told } = silentSession();
  session.frame.showMenu(menusOf(session));
  session.frame.showMenu(menusOf(session));
  await expect.poll(() => told.menus.length).toBe(1);
  session.player.setClick(true);
  session.frame.showMenu(menusOf(session));
  await expect.poll(() => told.menus.length).toBe(2);
  const items = told.menus.at(-1)?.flatMap((menu) => menu.items) ?? [];
  expect(items.find(({ id }) => id === 'click')).toMatchObject({ checked: true, keys: 'K' });
  expect(items.find(({ id }) => id === 'undo')).toMatchObject({
    enabled: false,
    keys: 'CmdOrCtrl+Z',
  });
});

it('does what is chosen in the native menu', async () => {
  const { session, emit } = silentSession();
  session.frame.onCommand((id) => runById(id, session));
  emit('command', { id: 'theme-light' });
  await expect.poll(() => session.preferences.theme).toBe('light');
});

it('lets the app go only after the last tasks, even where one of them fails', async () => {
  const { session, told, emit } = silentSession();
  const done: string[] = [];
  session.frame.beforeLeaving(() => Promise.reject(new Error('disk full')));
  session.frame.beforeLeaving(async () => {
    await Promise.resolve();
    expect(told.left).toBe(0);
    done.push('saved');
  });
  emit('leaving', {});
  await expect.poll(() => told.left).toBe(1);
  expect(done).toEqual(['saved']);
  expect(session.toasts.current?.error).toBe(true);
});

it('pauses when the machine sleeps: a note would hang over a closed lid', async () => {
  const { session, emit } = silentSession();
  const phrase = { notes: [], length: 1920, bpm: 120, programs: {} };
  const { project } = session.workspace;
  await session.player.offer(playableOfPhrase(phrase, null, { from: 'hand' }, project));
  expect(session.player.running).toBe(true);
  emit('sleeping', {});
  await expect.poll(() => session.player.running).toBe(false);
  emit('awake', {});
  await session.player.play();
  expect(session.player.running).toBe(true);
});
