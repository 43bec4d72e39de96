/** Versions of a project in a real window: one is taken, work goes on, it is restored, and undo brings back what came after. */
import { expect, test } from 'vitest';
import { opened } from './opened.ts';
import { draw } from './drawn.ts';
import { at, command, exists, picture, until, words } from './walk.ts';

const app = opened({ learnOnDrop: false, theme: 'dark' });

const sketches = (): Promise<number> =>
  app.person.ask(`document.querySelectorAll('${at('sketch-row')}').length`);

test('a version that was taken is compared, restored and taken back', async () => {
  const me = app.person;
  await command(me, 'Keep a version');
  await until(me, exists(at('snapshot-row')));
  await me.keys('Escape');
  await until(me, `!(${exists(at('snapshots'))})`);
  await draw(me);
  expect(await sketches()).toBe(1);
  await command(me, 'Versions of this project');
  await until(me, exists(at('snapshot-row')));
  expect(await words(me, at('snapshot-row'))).toContain('1 sketch added');
  await picture(me, 'snapshots-dark-en');
  await me.click(at('snapshot-restore'));
  await expect.poll(sketches).toBe(0);
  await me.keys('Escape');
  await until(me, `!(${exists(at('snapshots'))})`);
  await me.keys('Control', 'z');
  await expect.poll(sketches).toBe(1);
  await command(me, 'Simplified Chinese');
  await until(me, `document.documentElement.lang === 'zh-Hans'`);
  await command(me, '浅色');
  await command(me, '此项目的版本');
  await until(me, exists(at('snapshot-row')));
  await picture(me, 'snapshots-light-zh');
});
