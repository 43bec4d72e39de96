/** The list of what was done, in a real window: by mouse and by keys to any moment and back, in both looks and both languages. */
import { expect, test } from 'vitest';
import { findings } from './axe.ts';
import { opened } from './opened.ts';
import { draw } from './drawn.ts';
import { at, command, exists, picture, until, words } from './walk.ts';

const app = opened({ learnOnDrop: false, theme: 'dark' });

test('whoever goes back to the beginning finds it, and finds all that she did after it again', async () => {
  const me = app.person;
  const sketches = (): Promise<number> =>
    me.ask(`document.querySelectorAll('${at('sketch-row')}').length`);
  await draw(me);
  await expect.poll(sketches).toBe(1);
  await command(me, 'History of this project');
  await until(me, exists(`${at('history-row')}[aria-current]`));
  const rows = await me.ask<number>(`document.querySelectorAll('${at('history-row')}').length`);
  expect(rows).toBeGreaterThan(2);
  await me.click(`${at('history-row')}[data-index="0"]`);
  await expect.poll(sketches).toBe(0);
  expect(await words(me, `${at('history-row')}[aria-current]`)).toContain('Beginning');
  expect(await findings(app.page)).toEqual([]);
  await picture(me, 'history-dark-en');
  await me.keys('End');
  await me.keys('Enter');
  await expect.poll(sketches).toBe(1);
  expect(await words(me, `${at('history-row')}[data-index="${rows - 1}"]`)).toContain('now');
  await me.keys('Escape');
  await until(me, `!(${exists(at('history'))})`);
  await command(me, 'Simplified Chinese');
  await command(me, '浅色');
  await command(me, '历史');
  await until(me, exists(at('history')));
  await picture(me, 'history-light-zh-Hans');
}, 180_000);
