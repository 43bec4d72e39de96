/** Every view in both themes and both languages, kept as pictures for eyes; what can be checked without eyes is. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInChromium } from './chromium.ts';
import { at, demoIsOpen, drag, exists, picture, spotIn, until } from './walk.ts';
import type { Opened, Person } from './person.ts';

const LOOKS = [
  { theme: 'dark', locale: 'en', learn: 'Learn' },
  { theme: 'light', locale: 'en', learn: 'Learn' },
  { theme: 'dark', locale: 'zh-Hans', learn: '学习' },
  { theme: 'light', locale: 'zh-Hans', learn: '学习' },
] as const;

describe.each(LOOKS)('in $theme and $locale', ({ theme, locale, learn }) => {
  let app: Opened;
  let me: Person;
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'melodrift-'));
    app = await openInChromium(folder, { theme, locale });
    me = app.person;
    await demoIsOpen(me);
    await until(me, `document.querySelector('${at('status-model')}').dataset.state === 'well'`);
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const show = async (view: string): Promise<void> => {
    // Nothing may stick out of the window, in any language.
    const wider = await me.ask<number>(`document.documentElement.scrollWidth - innerWidth`);
    expect(wider).toBeLessThanOrEqual(0);
    await picture(me, `view-${view}-${theme}-${locale}`);
  };

  test('every view is drawn, none wider than the window', async () => {
    expect(await me.ask('document.documentElement.dataset.theme')).toBe(theme);
    expect(await me.ask(`document.querySelector('${at('learn-button')}').textContent`)).toContain(
      learn,
    );
    await show('first-run');

    await drag(me, [0.45, 0.45], [0.6, 0.5]);
    await me.click(at('play'));
    await show('map');

    const broken = path.join(folder, 'no-music.mid');
    await writeFile(broken, 'this is no music');
    await me.drop([broken]);
    await until(me, exists(at('import-row')));
    await show('library');

    await me.click(at('fader'));
    await me.keys('ArrowUp');
    await show('blend');

    await me.click(at('keep-sketch'));
    await me.click(at('tab-sketches'));
    await me.twice(await spotIn(me, at('roll'), 0.6, 0.3));
    await show('roll-and-mixer');

    await me.keys('Control', 'k');
    await until(me, exists(at('command-palette')));
    await show('palette');
    await me.keys('Escape');
    await until(me, `!(${exists(at('command-palette'))})`);

    await me.keys('?');
    await until(me, exists(at('key-sheet')));
    await show('keys');
    await me.keys('Escape');
    await until(me, `!(${exists(at('key-sheet'))})`);
  });
});
