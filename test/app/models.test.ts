/** The models of a project in a real window: a run makes a new one, two are compared by ear, one is named, removed and brought back. */
import { expect, test } from 'vitest';
import { opened } from './opened.ts';
import { at, command, drag, exists, mapAnswers, picture, sounding, until, words } from './walk.ts';

const app = opened({ learnOnDrop: false, locale: 'en' });

const names = (): Promise<readonly string[]> =>
  app.person.ask(
    `[...document.querySelectorAll('${at('model-row')} .name')].map((row) => row.textContent)`,
  );
/** What learns looks like in both themes and both languages, and nothing of it sticks out of the window. */
async function pictures(): Promise<void> {
  const { person: me, page } = app;
  for (const [locale, title] of [
    ['zh-Hans', 'Simplified Chinese'],
    ['en', '英文'],
  ] as const) {
    await command(me, title);
    await until(me, `document.documentElement.lang === '${locale}'`);
    for (const theme of ['dark', 'light'] as const) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      await until(me, `document.documentElement.dataset.theme === '${theme}'`);
      expect(await me.ask(`document.documentElement.scrollWidth <= innerWidth`)).toBe(true);
      await picture(me, `view-learning-${theme}-${locale}`);
    }
  }
}

const playing = (): Promise<string> => words(app.person, `${at('model-row')} [aria-current] .name`);

test('a song gets the key that she names, which an undo takes back', async () => {
  const me = app.person;
  const key = (): Promise<string> => words(me, at('song-key'));
  await me.click(`${at('song-row')} .main`);
  await until(me, exists(at('song-key')));
  const heard = await key();
  expect(heard).toContain('(estimated)');
  await me.click(at('song-key'));
  await until(me, exists('[data-menu-item]'));
  await me.write('D minor');
  await me.keys('Enter');
  await expect.poll(key).toContain('D minor');
  const heardNow = `document.querySelector('${at('play')}').getAttribute('aria-label')`;
  expect(await me.ask(heardNow), 'letters of a list are no commands').toBe('Play');
  await picture(me, 'song-key');
  await me.keys('Control', 'z');
  await expect.poll(key).toBe(heard);
  await me.keys('Control', 'Shift', 'z');
  await expect.poll(key).toContain('D minor');
});

test('a run makes a new model, which is compared, named, removed and brought back', async () => {
  const me = app.person;
  await command(me, 'Learn songs in one key');
  await me.click(at('learn-button'));
  await until(me, exists(at('facts')), 120);
  await pictures();
  // A machine with much else to do reaches the run's own end before.
  const ended = exists(at('learn-button'));
  await until(
    me,
    `Number(document.querySelector('${at('facts')}')?.dataset.step) > 50 || ${ended}`,
    180,
  );
  if (await me.ask<boolean>(exists(at('learn-stop')))) await me.click(at('learn-stop'));
  await expect.poll(names, { timeout: 120_000 }).toEqual(['Demo model', 'Model 1']);
  expect(await playing()).toBe('Model 1');
  await me.click(`${at('models')} h2 button`);
  expect(await words(me, at('model-facts'))).toContain('note F1');
  await mapAnswers(me);
  await until(me, `document.querySelector('${at('status-model')}').dataset.state === 'well'`);
  const { place } = await drag(me, [0.45, 0.45], [0.6, 0.5]);
  await picture(me, 'models-list');

  const own = (await sounding(me)).notes;
  await me.keys('y');
  await expect.poll(playing).toBe('Demo model');
  await expect.poll(async () => (await sounding(me)).notes, { timeout: 60_000 }).not.toEqual(own);
  expect((await sounding(me)).place).toEqual(place);
  await me.keys('y');
  await expect.poll(playing).toBe('Model 1');
  await expect.poll(async () => (await sounding(me)).notes, { timeout: 60_000 }).toEqual(own);

  await command(me, 'Rename the model');
  await until(me, `document.activeElement?.matches('${at('name-field')}')`);
  await me.write('Dusk');
  await me.keys('Enter');
  await expect.poll(names).toEqual(['Demo model', 'Dusk']);
  await me.click(`li:last-child > ${at('model-star')}`);
  await command(me, 'Simplified Chinese');
  await until(me, `document.documentElement.lang === 'zh-Hans'`);
  await picture(me, 'models-list-zh-Hans');
  await command(me, '英文');
  await until(me, `document.documentElement.lang === 'en'`);

  await command(me, 'Remove the model');
  await expect.poll(names).toEqual(['Demo model']);
  await me.keys('Control', 'z');
  await expect.poll(names).toEqual(['Demo model', 'Dusk']);
  await expect.poll(playing).toBe('Dusk');
}, 300_000);
